package dev.slipway.controlplane.runtime.kubernetes;

import com.google.gson.JsonObject;
import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import java.util.Optional;

/**
 * One object as the cluster has it.
 *
 * @param body what of it can be applied
 */
record Live(Ref ref, JsonObject body, V1ObjectMeta meta) {
  /** Empty for a kind that the driver does not write. */
  static Optional<Live> of(KubernetesObject object) {
    var meta = object.getMetadata();
    // Lists leave the kind of their items out.
    return Kind.of(object.getClass())
        .map(kind ->
            new Live(
                new Ref(kind, Names.namespace(object), Names.of(object)),
                ObjectJson.APPLICABLE.toJsonTree(object).getAsJsonObject(),
                meta));
  }

  /** The hash of what was applied last; empty when it is not known. */
  String hash() {
    return Labels.of(meta).getOrDefault(Labels.APPLIED, "");
  }

  String version() {
    return String.valueOf(meta.getResourceVersion());
  }

  String uid() {
    return String.valueOf(meta.getUid());
  }

  boolean leaving() {
    return meta.getDeletionTimestamp() != null;
  }

  /** {@code spec.replicas}; 1 is what Kubernetes takes when nobody says. */
  int replicas() {
    return body.get("spec") instanceof JsonObject spec && spec.has("replicas")
        ? spec.get("replicas").getAsInt()
        : 1;
  }
}
