package dev.slipway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.provider.test.cli.EachProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs instead of configurations: CDK Terrain reads the provider's schema and writes JSON. */
@EachProgram
class CdkIT extends Story {
  private static final Path EXAMPLE = Checkout.EXAMPLES.resolve("cdk");
  private static final String MODULES = System.getenv("SLIPWAY_NODE_MODULES");

  private Command node;

  @BeforeEach
  void checkOut(@TempDir Path project) throws IOException {
    assumeTrue(MODULES != null, "CDK Terrain is not here: ./verify brings it where Node.js 20 is");
    for (var file : List.of("cdktf.json", "get.mjs", "main.ts", "package.json", "tsconfig.json")) {
      Files.copy(EXAMPLE.resolve(file), project.resolve(file));
    }
    Files.createSymbolicLink(project.resolve("node_modules"), Path.of(MODULES));
    node =
        Command.in(project)
            .with("TERRAFORM_BINARY_NAME", program.path().toString())
            .with("TF_CLI_CONFIG_FILE", Checkout.TERRAFORM_RC.toString())
            .with("CHECKPOINT_DISABLE", "1");
    terraform = cli(project.resolve("cdktf.out/stacks/hello"), slipway.clientSettings());
  }

  @Test
  void theGeneratedTypesCompileAndWhatTheyWriteIsPlanned() {
    var generated = node.run("npm", "run", "get");
    var compiled = node.run("npm", "run", "build");
    var synthesized = node.run("npm", "run", "synth");

    assertThat(terraform.validate()).as("%s%s%s", generated, compiled, synthesized).succeeds();
    assertThat(terraform.plan()).creates("ai_app.hello").andNothingElse();
  }
}
