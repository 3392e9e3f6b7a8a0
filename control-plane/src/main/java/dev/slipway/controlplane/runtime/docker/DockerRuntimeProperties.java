package dev.slipway.controlplane.runtime.docker;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the driver for Docker and Podman.
 *
 * @param cdiSpecDirs folders that list this machine's GPUs as CDI devices
 * @param deadline for one answer of the engine
 * @param pullDeadline for fetching one image
 * @param drain from the moment a replica gets no new requests until it is told to stop
 * @param gatewayPatience how long to wait for the gateways' acknowledgement, each time
 * @param pids processes and threads that one replica may have
 * @param parallelStarts containers started at once; 0: one per processor
 * @param resync how often everything is listed again although nothing was heard
 * @param samplePeriod how often automatic scaling measures
 * @param insecureRegistries registries ({@code host} or {@code host:port}) that speak plain HTTP;
 *     those on loopback always may
 */
@ConfigurationProperties("slipway.docker")
public record DockerRuntimeProperties(
    @DefaultValue({"/etc/cdi", "/var/run/cdi"}) List<String> cdiSpecDirs,
    @DefaultValue("10s") Duration deadline,
    @DefaultValue("1h") Duration pullDeadline,
    @DefaultValue("5s") Duration drain,
    @DefaultValue("5s") Duration gatewayPatience,
    @DefaultValue("4096") int pids,
    @DefaultValue("0") int parallelStarts,
    @DefaultValue("30s") Duration resync,
    @DefaultValue("5s") Duration samplePeriod,
    @DefaultValue List<String> insecureRegistries) {

  public DockerRuntimeProperties {
    cdiSpecDirs = List.copyOf(cdiSpecDirs);
    insecureRegistries = List.copyOf(insecureRegistries);
    positive("deadline", deadline);
    positive("pull-deadline", pullDeadline);
    positive("gateway-patience", gatewayPatience);
    positive("resync", resync);
    positive("sample-period", samplePeriod);
    if (drain.isNegative()) {
      throw new IllegalArgumentException("slipway.docker.drain must not be negative: " + drain);
    }
    if (pids < 1) {
      throw new IllegalArgumentException("slipway.docker.pids must be at least 1: " + pids);
    }
    if (parallelStarts < 0) {
      throw new IllegalArgumentException(
          "slipway.docker.parallel-starts must be 0 (one per processor) or more: "
              + parallelStarts);
    }
  }

  /** The defaults, as an empty configuration gives them. */
  public static DockerRuntimeProperties defaults() {
    return new DockerRuntimeProperties(
        List.of("/etc/cdi", "/var/run/cdi"),
        Duration.ofSeconds(10),
        Duration.ofHours(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(5),
        4096,
        0,
        Duration.ofSeconds(30),
        Duration.ofSeconds(5),
        List.of());
  }

  private static void positive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(
          "slipway.docker.%s must be longer than nothing: %s".formatted(name, value));
    }
  }
}
