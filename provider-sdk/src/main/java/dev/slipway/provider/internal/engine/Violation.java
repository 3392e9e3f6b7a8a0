package dev.slipway.provider.internal.engine;

import dev.slipway.provider.value.Path;

/**
 * A rule of Terraform that an answer breaks.
 *
 * @param rule its name, such as {@code P1} or {@code A4}
 * @param reason what is wrong, a sentence without a full stop
 */
public record Violation(Path path, String rule, String reason) {}
