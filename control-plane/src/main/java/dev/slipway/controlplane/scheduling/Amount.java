package dev.slipway.controlplane.scheduling;

import dev.slipway.controlplane.vocabulary.Memory;

/**
 * What an engine gives to an app.
 *
 * @param gpuResource the GPUs' kind, such as {@code nvidia.com/gpu}; empty without GPUs
 */
public record Amount(int cpus, Memory memory, int gpus, String gpuResource) {}
