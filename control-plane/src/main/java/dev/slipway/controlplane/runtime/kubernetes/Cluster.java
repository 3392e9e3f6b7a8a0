package dev.slipway.controlplane.runtime.kubernetes;

import dev.slipway.controlplane.runtime.Capacity;
import dev.slipway.controlplane.runtime.RuntimeUnavailableException;
import dev.slipway.controlplane.vocabulary.AppId;
import io.kubernetes.client.openapi.ApiClient;
import java.util.Set;
import java.util.function.Consumer;

/** What a cluster is known to have, kept current by watches. */
final class Cluster implements AutoCloseable {
  /**
   * @param changed an app has changed, or what is known about it; must return quickly
   * @param capacityChanged likewise for what the cluster offers; a burst of changes is told once
   */
  Cluster(ApiClient client, Owner owner, Consumer<AppId> changed, Runnable capacityChanged) {}

  /**
   * @throws RuntimeUnavailableException the cluster was not heard yet, is out of reach, or keeps
   *     something from us; the message says since when, and what it said
   */
  void requireContact() {}

  /** What was last heard of the app, whether or not the cluster is in reach. */
  AppObjects of(AppId app) {
    return AppObjects.none(app);
  }

  /** Apps that have anything in the cluster. */
  Set<AppId> apps() {
    return Set.of();
  }

  /** What was last heard of the nodes. */
  Capacity capacity() {
    return new Capacity(0, dev.slipway.controlplane.vocabulary.Memory.NONE, java.util.Map.of());
  }

  @Override
  public void close() {}
}
