// The quickstart's app in TypeScript, for CDK Terrain, the successor of CDK for Terraform:
//   npm ci && npm run get && npm run build && npm run synth
//   terraform -chdir=cdktf.out/stacks/hello apply
import { App, TerraformOutput, TerraformStack } from "cdktn";
import { App as AiApp } from "./.gen/providers/ai/app";
import { AiProvider } from "./.gen/providers/ai/provider";

const app = new App();
const stack = new TerraformStack(app, "hello");
new AiProvider(stack, "ai");

const hello = new AiApp(stack, "hello", {
  name: "hello",
  image: "localhost/slipway/hello:1",
  resources: { cpu: 1 },
  scaling: { fixed: { replicas: 2 } },
  env: { GREETING: "Hello from TypeScript" },
  readinessProbe: { path: "/health", period: "1s" },
});

new TerraformOutput(stack, "url", { value: hello.url });
app.synth();
