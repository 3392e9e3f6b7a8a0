// What `cdktn get` does, without the rest of that program, which wants a newer Node.js: writes
// TypeScript for the providers in cdktf.json into .gen/, from the schema that Terraform reads.
import { readFile } from "node:fs/promises";
import { Language } from "@cdktn/commons";
import { ConstructsMaker, TerraformProviderConstraint } from "@cdktn/provider-generator";

const { terraformProviders } = JSON.parse(await readFile("cdktf.json", "utf8"));
const maker = new ConstructsMaker({ targetLanguage: Language.TYPESCRIPT, codeMakerOutput: ".gen" });
await maker.generate(terraformProviders.map((each) => new TerraformProviderConstraint(each)));
