package dev.slipway.controlplane.gateway;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/**
 * The gateway's settings, all from the environment.
 *
 * @param mode {@code SLIPWAY_GATEWAY}
 * @param listen {@code SLIPWAY_GATEWAY_ADDRESS}: where requests to apps come in
 * @param xds {@code SLIPWAY_XDS_ADDRESS}: where Envoy asks us; loopback, for it is not encrypted
 * @param envoy {@code SLIPWAY_ENVOY}: Envoy's binary; empty: the one on the path, else the one that
 *     the scripts brought
 */
public record GatewaySettings(
    Mode mode, InetSocketAddress listen, InetSocketAddress xds, String envoy) {

  /** Who runs Envoy. */
  public enum Mode {
    /** The control plane starts Envoy, adopts it after a restart and keeps it running. */
    MANAGED,
    /** Somebody else does; it connects to the xDS address. */
    EXTERNAL,
    /** There is no gateway; apps are reached by nobody. */
    OFF
  }

  /**
   * Reads them.
   *
   * @param environment gives a variable's value, or the default it is handed
   * @throws IllegalArgumentException a value is wrong; the message names the variable
   */
  public static GatewaySettings from(BinaryOperator<String> environment) {
    return new GatewaySettings(
        mode(environment.apply("SLIPWAY_GATEWAY", "managed")),
        loopback(
            "SLIPWAY_GATEWAY_ADDRESS",
            environment.apply("SLIPWAY_GATEWAY_ADDRESS", "127.0.0.1:8642")),
        loopback("SLIPWAY_XDS_ADDRESS", environment.apply("SLIPWAY_XDS_ADDRESS", "127.0.0.1:8643")),
        environment.apply("SLIPWAY_ENVOY", ""));
  }

  private static Mode mode(String value) {
    return Arrays.stream(Mode.values())
        .filter(mode -> name(mode).equals(value))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "SLIPWAY_GATEWAY=%s is not one of %s."
                    .formatted(
                        value,
                        Arrays.stream(Mode.values())
                            .map(GatewaySettings::name)
                            .collect(Collectors.joining(", ")))));
  }

  private static String name(Mode mode) {
    return mode.name().toLowerCase(Locale.ROOT);
  }

  private static InetSocketAddress loopback(String variable, String value) {
    var colon = value.lastIndexOf(':');
    var port = value.substring(colon + 1);
    if (colon < 1 || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
      throw new IllegalArgumentException(
          "%s=%s is not an address and a port, such as 127.0.0.1:8642.".formatted(variable, value));
    }
    var address = address(variable, value, value.substring(0, colon));
    if (!address.isLoopbackAddress()) {
      throw new IllegalArgumentException(
          "%s=%s is not on loopback. The gateway has no TLS and no access control yet; put a proxy that has both in front of it."
              .formatted(variable, value));
    }
    return new InetSocketAddress(address, Integer.parseInt(port));
  }

  private static InetAddress address(String variable, String value, String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "%s=%s names a host that cannot be found: %s.".formatted(variable, value, host), e);
    }
  }
}
