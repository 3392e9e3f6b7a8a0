package dev.slipway.controlplane.vocabulary;

import java.util.UUID;

/** Names an app for good: a lowercase UUID, which is also the first label of its host name. */
public record AppId(String value) {
  public AppId {
    if (!UUID.fromString(value).toString().equals(value)) {
      throw new IllegalArgumentException("an app id is a lowercase UUID: " + value);
    }
  }

  public static AppId random() {
    return new AppId(UUID.randomUUID().toString());
  }

  @Override
  public String toString() {
    return value;
  }
}
