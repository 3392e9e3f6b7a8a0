package dev.slipway.controlplane.app;

/**
 * Where one replica answers, as the gateway reaches it.
 *
 * @param host an IP address
 */
public record Endpoint(String replica, String host, int port) {}
