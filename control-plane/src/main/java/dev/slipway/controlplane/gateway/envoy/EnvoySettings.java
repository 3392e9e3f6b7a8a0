package dev.slipway.controlplane.gateway.envoy;

import java.net.InetSocketAddress;
import java.nio.file.Path;

/**
 * What Envoy needs to run.
 *
 * @param instance of the control plane; Envoy is named after it
 * @param program Envoy's binary; empty: the one on the path, else the one that the scripts brought
 * @param home of the control plane; Envoy's files are in {@code run}, what it prints in {@code log}
 * @param listen where requests to apps come in
 * @param xds where the control plane answers Envoy
 */
public record EnvoySettings(
    String instance, String program, Path home, InetSocketAddress listen, InetSocketAddress xds) {

  Path folder() {
    return home.resolve("run");
  }

  Path output() {
    return home.resolve("log").resolve("envoy.log");
  }
}
