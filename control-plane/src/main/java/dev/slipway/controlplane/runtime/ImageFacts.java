package dev.slipway.controlplane.runtime;

/**
 * What an engine or registry says about an image.
 *
 * @param digest {@code sha256:…}
 * @param pinned the reference to run: names this very image even when the tag moves on
 * @param platform such as {@code linux/amd64}
 */
public record ImageFacts(String digest, String pinned, String platform) {}
