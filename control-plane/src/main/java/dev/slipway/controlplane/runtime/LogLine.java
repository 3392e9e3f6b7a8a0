package dev.slipway.controlplane.runtime;

import java.time.Instant;

/** One line that a replica wrote, without its line end. */
public record LogLine(String replica, Instant time, boolean stderr, String text) {}
