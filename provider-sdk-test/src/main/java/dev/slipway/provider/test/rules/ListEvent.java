package dev.slipway.provider.test.rules;

import dev.slipway.provider.diag.Diagnostic;
import dev.slipway.provider.value.Value;
import java.util.List;
import java.util.Optional;

/**
 * One event of a list.
 *
 * @param identity null where there is none
 * @param object empty where it was not sent
 */
public record ListEvent(
    String displayName, Value identity, Optional<Value> object, List<Diagnostic> diagnostics) {}
