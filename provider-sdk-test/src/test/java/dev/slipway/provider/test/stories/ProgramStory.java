package dev.slipway.provider.test.stories;

import dev.slipway.provider.Provider;
import dev.slipway.provider.test.cli.Cli;
import dev.slipway.provider.test.cli.Program;
import dev.slipway.provider.test.cli.Providers;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** A story told with Terraform and with OpenTofu, which meet a provider in this process. */
abstract class ProgramStory {
  final Program program;
  @TempDir Path folder;

  ProgramStory(Program program) {
    this.program = program;
  }

  Cli attached(Provider<?> provider) {
    return new Cli(program, folder, Providers.attached(provider));
  }
}
