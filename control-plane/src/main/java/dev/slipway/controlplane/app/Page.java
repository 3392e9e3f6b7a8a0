package dev.slipway.controlplane.app;

import java.util.List;

/**
 * A page of a list.
 *
 * @param nextToken opaque; empty on the last page
 * @param total of all pages
 */
public record Page<T>(List<T> items, String nextToken, long total) {}
