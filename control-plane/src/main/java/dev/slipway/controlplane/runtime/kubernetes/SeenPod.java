package dev.slipway.controlplane.runtime.kubernetes;

import dev.slipway.controlplane.vocabulary.AppId;
import io.kubernetes.client.openapi.models.V1Pod;
import org.jspecify.annotations.Nullable;

/**
 * A pod, as far as anything here depends on it: of those that are not ours, what they take away.
 *
 * @param app whose it is; null for a pod that is not ours
 * @param node empty while it is on none
 * @param asks nothing once it is over
 * @param pod null for one that is not ours
 */
record SeenPod(String key, @Nullable AppId app, String node, Requests asks, @Nullable V1Pod pod) {
  static SeenPod of(V1Pod pod, Owner owner) {
    var ours = owner.owns(Pods.meta(pod)) ? Labels.app(Pods.meta(pod)).orElse(null) : null;
    var spec = pod.getSpec();
    return new SeenPod(
        Shelf.key(pod),
        ours,
        Pods.over(pod) ? "" : Pods.node(pod).intern(),
        spec == null || Pods.over(pod) ? Requests.NONE : Requests.of(spec),
        ours == null ? null : Trim.pod(pod));
  }

  /** Whether the other one takes something else away from the nodes. */
  static boolean differ(@Nullable SeenPod one, @Nullable SeenPod other) {
    return one == null
        || other == null
        || !one.node().equals(other.node())
        || !one.asks().equals(other.asks());
  }
}
