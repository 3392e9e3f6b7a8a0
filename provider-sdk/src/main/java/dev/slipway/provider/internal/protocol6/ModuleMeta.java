package dev.slipway.provider.internal.protocol6;

import dev.slipway.proto.tfplugin6.DynamicValue;
import dev.slipway.provider.diag.Diagnostic;
import dev.slipway.provider.diag.Failure;
import dev.slipway.provider.internal.engine.ConfigChecks;
import dev.slipway.provider.internal.engine.Proposal;
import dev.slipway.provider.plan.Config;
import dev.slipway.provider.schema.Nested;
import dev.slipway.provider.schema.Schema;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.value.Path;
import dev.slipway.provider.value.Value;

/**
 * What modules say of themselves in {@code provider_meta}. Terraform never asks to validate it and
 * sends it with the calls about a module's resources and data sources, so it is checked there.
 */
final class ModuleMeta {

  private final Schema schema;
  private final Shape<Nested> shape;
  private final Config none;

  ModuleMeta(Schema schema) {
    this.schema = schema;
    shape = schema.shape();
    none = new Config(shape.blank());
  }

  Schema schema() {
    return schema;
  }

  /** What is said where nothing is. */
  Config none() {
    return none;
  }

  /**
   * What is said with a call.
   *
   * @throws Failure not what the schema allows; at no attribute, since those of the call are others
   */
  Config read(DynamicValue sent) {
    var given = Messages.value(sent, shape.type());
    if (given.isNull()) {
      return none;
    }
    var problems =
        ConfigChecks.run(shape, given, true).stream()
            .filter(Diagnostic::isError)
            .map(each ->
                Diagnostic.error(Path.ROOT, "provider_meta: " + each.summary(), each.detail()))
            .toList();
    if (!problems.isEmpty()) {
      throw new Failure(problems);
    }
    Value completed = Proposal.defaulted(shape, given);
    return new Config(shape.view(completed, Path.ROOT));
  }
}
