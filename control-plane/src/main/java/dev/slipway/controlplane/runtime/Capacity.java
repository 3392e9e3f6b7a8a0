package dev.slipway.controlplane.runtime;

import dev.slipway.controlplane.vocabulary.Memory;
import java.util.Map;

/**
 * What a region has.
 *
 * @param gpus number of GPUs by resource name, such as {@code nvidia.com/gpu}
 */
public record Capacity(int cpus, Memory memory, Map<String, Integer> gpus) {}
