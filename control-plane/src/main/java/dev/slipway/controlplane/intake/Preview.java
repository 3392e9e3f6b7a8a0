package dev.slipway.controlplane.intake;

import dev.slipway.controlplane.app.AppSpec;
import dev.slipway.controlplane.catalog.Price;
import org.jspecify.annotations.Nullable;

/**
 * What a command would do; nothing was written.
 *
 * @param spec complete, or null when the findings refuse it
 * @param price of the spec, or null without one
 */
public record Preview(@Nullable AppSpec spec, @Nullable Price price, Validation validation) {}
