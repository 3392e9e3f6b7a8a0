package dev.slipway.provider.test.internal.protocol6;

import dev.slipway.provider.value.Path;
import java.util.List;

/**
 * A plan that a provider answered with.
 *
 * @param replacing the paths for which it wants a new object
 */
public record PlanAnswer(ObjectAnswer planned, List<Path> replacing) {}
