package dev.slipway.controlplane.vocabulary;

/** Names a region: one engine socket or one Kubernetes context. */
public record RegionName(String value) {
  public RegionName {
    if (!value.matches("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?")) {
      throw new IllegalArgumentException("a region name is a DNS label: " + value);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
