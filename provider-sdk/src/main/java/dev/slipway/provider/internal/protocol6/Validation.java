package dev.slipway.provider.internal.protocol6;

import dev.slipway.proto.tfplugin6.Diagnostic;
import dev.slipway.provider.diag.Diagnostics;
import dev.slipway.provider.internal.engine.ConfigChecks;
import dev.slipway.provider.plan.Config;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.value.Path;
import dev.slipway.provider.value.Value;
import java.util.List;

/**
 * Checks any block of a configuration: by its schema, then, if nothing was found, as its author.
 */
final class Validation {

  private Validation() {}

  /** What an author checks beyond the schema. */
  @FunctionalInterface
  interface AuthorsCheck {
    void run(Config config, Diagnostics diagnostics) throws Exception;
  }

  /** Everything found, as messages. */
  static List<Diagnostic> run(
      Shape<?> shape,
      Value config,
      boolean writeOnlyAllowed,
      AuthorsCheck author,
      Session<?> session)
      throws Exception {
    session.report(ConfigChecks.run(shape, config, writeOnlyAllowed));
    if (!session.diagnostics().hasErrors()) {
      author.run(new Config(shape.view(config, Path.ROOT)), session.diagnostics());
    }
    return Messages.messages(session.diagnostics());
  }
}
