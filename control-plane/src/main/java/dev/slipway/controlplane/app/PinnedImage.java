package dev.slipway.controlplane.app;

/**
 * The very image that a revision runs, whatever its tag points to later.
 *
 * @param digest {@code sha256:…}
 * @param reference what an engine runs: a reference with a digest, or an engine's image id
 */
public record PinnedImage(String digest, String reference) {}
