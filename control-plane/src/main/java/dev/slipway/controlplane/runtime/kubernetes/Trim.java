package dev.slipway.controlplane.runtime.kubernetes;

import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1ManagedFieldsEntry;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1ReplicaSet;
import io.kubernetes.client.openapi.models.V1ReplicaSetSpec;
import io.kubernetes.client.openapi.models.V1Secret;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Leaves of objects what is used, so that thousands fit into memory. */
final class Trim {
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  /** Sets of fields that many objects have, by themselves; so many at the most. */
  private static final Map<Object, Object> FIELDS = new ConcurrentHashMap<>();

  private static final int MOST_FIELDS = 2000;

  private Trim() {}

  /**
   * Of a pod: whose it is, where it is and how it fares; of its containers what they may use and
   * which image they run.
   */
  static V1Pod pod(V1Pod pod) {
    var spec = pod.getSpec();
    var slim = new V1Pod().metadata(slim(Pods.meta(pod))).status(pod.getStatus());
    if (spec != null) {
      slim.spec(
          new V1PodSpec()
              .nodeName(spec.getNodeName())
              .nodeSelector(spec.getNodeSelector())
              .tolerations(spec.getTolerations())
              .terminationGracePeriodSeconds(spec.getTerminationGracePeriodSeconds())
              .containers(
                  spec.getContainers().stream()
                      .map(container ->
                          new V1Container()
                              .name(container.getName())
                              .image(container.getImage())
                              .ports(container.getPorts())
                              .resources(container.getResources()))
                      .toList()));
    }
    return slim;
  }

  /** Of a ReplicaSet: its name, its annotations and its numbers. */
  static V1ReplicaSet replicaSet(V1ReplicaSet set) {
    var spec = set.getSpec();
    var slim = new V1ReplicaSet().metadata(slim(Pods.meta(set))).status(set.getStatus());
    return spec == null
        ? slim
        : slim.spec(
            new V1ReplicaSetSpec().replicas(spec.getReplicas()).selector(spec.getSelector()));
  }

  /** Of a Secret: which values it has, but none of them. */
  static V1Secret secret(V1Secret secret) {
    var data = secret.getData();
    if (data != null) {
      Map<String, byte[]> names = new TreeMap<>();
      data.keySet().forEach(name -> names.put(name, new byte[0]));
      secret.setData(names);
    }
    return written(secret);
  }

  /** Of what the driver writes: all but who manages its status. */
  static <T extends KubernetesObject> T written(T object) {
    var meta = object.getMetadata();
    var entries = meta.getManagedFields();
    if (entries != null) {
      meta.setManagedFields(
          entries.stream()
              .filter(entry -> !"status".equals(entry.getSubresource()))
              .map(Trim::shared)
              .toList());
    }
    return object;
  }

  /** Objects of one kind have mostly the same fields: one copy of their names is enough. */
  private static V1ManagedFieldsEntry shared(V1ManagedFieldsEntry entry) {
    var fields = entry.getFieldsV1();
    if (fields != null) {
      var known = FIELDS.get(fields);
      if (known != null) {
        entry.setFieldsV1(known);
      } else if (FIELDS.size() < MOST_FIELDS) {
        FIELDS.put(fields, fields);
      }
    }
    return entry;
  }

  private static V1ObjectMeta slim(V1ObjectMeta meta) {
    var annotations = meta.getAnnotations();
    if (annotations != null && annotations.containsKey(LAST_APPLIED)) {
      var kept = new TreeMap<>(annotations);
      kept.remove(LAST_APPLIED);
      meta.setAnnotations(kept);
    }
    return meta;
  }
}
