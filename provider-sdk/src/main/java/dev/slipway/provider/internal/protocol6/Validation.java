package dev.slipway.provider.internal.protocol6;

import dev.slipway.proto.tfplugin6.Diagnostic;
import dev.slipway.provider.diag.Diagnostics;
import dev.slipway.provider.diag.Failure;
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
    check(shape, config, writeOnlyAllowed, author, session.diagnostics());
    return Messages.messages(session.diagnostics());
  }

  /**
   * As above, where Terraform goes on whatever was found before.
   *
   * @throws Failure something is wrong
   */
  static void require(Shape<?> shape, Value config, AuthorsCheck author) throws Exception {
    var found = new Diagnostics();
    check(shape, config, true, author, found);
    if (found.hasErrors()) {
      throw new Failure(found.all());
    }
  }

  private static void check(
      Shape<?> shape,
      Value config,
      boolean writeOnlyAllowed,
      AuthorsCheck author,
      Diagnostics found)
      throws Exception {
    found.addAll(ConfigChecks.run(shape, config, writeOnlyAllowed));
    if (!found.hasErrors()) {
      author.run(new Config(shape.view(config, Path.ROOT)), found);
    }
  }
}
