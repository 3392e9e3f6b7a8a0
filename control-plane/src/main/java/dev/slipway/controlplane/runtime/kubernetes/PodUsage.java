package dev.slipway.controlplane.runtime.kubernetes;

import com.google.gson.JsonObject;
import dev.slipway.controlplane.runtime.ReplicaUsage;
import dev.slipway.controlplane.runtime.RuntimeUnavailableException;
import dev.slipway.controlplane.vocabulary.Memory;
import io.kubernetes.client.custom.Quantity;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1Pod;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What pods use, as the cluster's metrics API has measured it last. */
final class PodUsage {
  private final Api api;

  PodUsage(Api api) {
    this.api = api;
  }

  /**
   * @param labels that select the pods
   * @param pods with those labels; one that was not measured yet is left out
   */
  List<ReplicaUsage> of(String labels, List<V1Pod> pods) {
    if (pods.isEmpty()) {
      return List.of();
    }
    var namespace = Names.namespace(pods.getFirst());
    var limits =
        pods.stream().collect(Collectors.toMap(Names::of, PodUsage::limits, (one, _) -> one));
    var found = new ArrayList<ReplicaUsage>();
    for (var item : measured(namespace, labels)) {
      var name = item.getAsJsonObject("metadata").get("name").getAsString();
      for (var container : item.getAsJsonArray("containers")) {
        var body = container.getAsJsonObject();
        if (body.get("name").getAsString().equals(Names.CONTAINER) && limits.containsKey(name)) {
          found.add(usage(name, body.getAsJsonObject("usage"), limits.get(name)));
        }
      }
    }
    found.sort(Comparator.comparing(ReplicaUsage::replica));
    return found;
  }

  private List<JsonObject> measured(String namespace, String labels) {
    try {
      return api.list(
          "/apis/metrics.k8s.io/v1beta1/namespaces/%s/pods".formatted(namespace), labels);
    } catch (ClusterException e) {
      throw new RuntimeUnavailableException(
          "the cluster does not say what pods use (is metrics-server installed?): "
              + e.getMessage(),
          e);
    }
  }

  private static Map<String, Quantity> limits(V1Pod pod) {
    var spec = pod.getSpec();
    return spec == null
        ? Map.of()
        : spec.getContainers().stream()
            .filter(container -> Names.CONTAINER.equals(container.getName()))
            .map(PodUsage::limits)
            .findFirst()
            .orElse(Map.of());
  }

  private static Map<String, Quantity> limits(V1Container container) {
    var resources = container.getResources();
    return resources == null || resources.getLimits() == null ? Map.of() : resources.getLimits();
  }

  private static ReplicaUsage usage(String name, JsonObject used, Map<String, Quantity> limits) {
    var cpu = amount(used.get("cpu").getAsString());
    var limit = limits.containsKey("cpu") ? limits.get("cpu").getNumber() : BigDecimal.ZERO;
    return new ReplicaUsage(
        name,
        limit.signum() == 0 ? 0 : cpu.divide(limit, MathContext.DECIMAL64).doubleValue(),
        memory(amount(used.get("memory").getAsString())),
        limits.containsKey("memory") ? memory(limits.get("memory").getNumber()) : Memory.NONE);
  }

  private static BigDecimal amount(String text) {
    return new Quantity(text).getNumber();
  }

  private static Memory memory(BigDecimal bytes) {
    return new Memory(bytes.setScale(0, RoundingMode.CEILING).longValueExact());
  }
}
