package dev.slipway.provider.test.internal.protocol6;

import dev.slipway.provider.Deferral;
import dev.slipway.provider.diag.Diagnostic;
import dev.slipway.provider.plan.PrivateData;
import dev.slipway.provider.test.internal.protocol6.ResourceCalls.Held;
import dev.slipway.provider.value.Value;
import java.util.List;
import java.util.Optional;

/**
 * An object that a provider answered with.
 *
 * @param object null where there is none
 * @param identity null where there is none
 * @param deferred why the call was put off; empty if it was not
 */
public record ObjectAnswer(
    Value object,
    PrivateData privateData,
    Value identity,
    Optional<Deferral.Reason> deferred,
    List<Diagnostic> diagnostics) {

  /** What of it the next request holds. */
  public Held held() {
    return new Held(object, privateData, identity);
  }

  static ObjectAnswer of(Value object, List<Diagnostic> diagnostics) {
    return new ObjectAnswer(
        object, PrivateData.NONE, Value.ofNull(), Optional.empty(), diagnostics);
  }
}
