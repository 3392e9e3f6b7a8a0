package dev.slipway.controlplane.runtime.kubernetes;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the driver for Kubernetes.
 *
 * @param deadline for one answer of an API server or registry
 * @param drain from the moment a replica gets no new requests until it is told to stop; 5 s at most
 * @param gatewayPatience how long to wait for the gateways' acknowledgement, each time
 */
@ConfigurationProperties("slipway.kubernetes")
public record KubernetesProperties(
    @DefaultValue("30s") Duration deadline,
    @DefaultValue("5s") Duration drain,
    @DefaultValue("5s") Duration gatewayPatience) {
  private static final Duration LONGEST_DRAIN = Duration.ofSeconds(5);

  public KubernetesProperties {
    if (deadline.isNegative() || deadline.isZero()) {
      throw new IllegalArgumentException(
          "slipway.kubernetes.deadline must be longer than nothing: " + deadline);
    }
    if (gatewayPatience.isNegative() || gatewayPatience.isZero()) {
      throw new IllegalArgumentException(
          "slipway.kubernetes.gateway-patience must be longer than nothing: " + gatewayPatience);
    }
    if (drain.isNegative() || drain.compareTo(LONGEST_DRAIN) > 0) {
      throw new IllegalArgumentException("slipway.kubernetes.drain must be 0s to 5s: " + drain);
    }
  }
}
