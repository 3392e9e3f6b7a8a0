package dev.slipway.controlplane.runtime.kubernetes;

import io.kubernetes.client.custom.Quantity;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1PodSpec;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a pod asks a node for, as the scheduler counts it.
 *
 * @param milliCpus thousandths of a CPU
 * @param memory in bytes
 * @param gpus and whatever else a cluster counts by a name with a slash
 */
record Requests(long milliCpus, long memory, Map<String, Integer> gpus) {
  static final Requests NONE = new Requests(0, 0, Map.of());

  Requests {
    gpus = Map.copyOf(gpus);
  }

  static Requests of(V1PodSpec spec) {
    var sum = NONE;
    for (var container : spec.getContainers()) {
      sum = sum.plus(of(container));
    }
    var sidecars = NONE;
    var starting = NONE;
    for (var container : all(spec.getInitContainers())) {
      if ("Always".equals(container.getRestartPolicy())) {
        // It stays, beside those that start later too.
        sidecars = sidecars.plus(of(container));
        starting = starting.most(sidecars);
      } else {
        starting = starting.most(sidecars.plus(of(container)));
      }
    }
    sum = sum.plus(sidecars);
    return sum.most(starting).plus(of(spec.getOverhead()));
  }

  private static List<V1Container> all(@Nullable List<V1Container> containers) {
    return containers == null ? List.of() : containers;
  }

  private static Requests of(V1Container container) {
    var resources = container.getResources();
    return resources == null ? NONE : of(resources.getRequests());
  }

  static Requests of(@Nullable Map<String, Quantity> quantities) {
    if (quantities == null || quantities.isEmpty()) {
      return NONE;
    }
    var gpus = new HashMap<String, Integer>();
    quantities.forEach((name, quantity) -> {
      if (name.contains("/")) {
        gpus.put(name, (int) whole(quantity));
      }
    });
    var cpu = quantities.get("cpu");
    var memory = quantities.get("memory");
    return new Requests(
        cpu == null
            ? 0
            : cpu.getNumber().movePointRight(3).setScale(0, RoundingMode.UP).longValue(),
        memory == null ? 0 : whole(memory),
        gpus);
  }

  private static long whole(Quantity quantity) {
    return quantity.getNumber().setScale(0, RoundingMode.UP).longValue();
  }

  Requests plus(Requests other) {
    if (this.equals(NONE)) {
      return other;
    }
    return new Requests(
        milliCpus + other.milliCpus, memory + other.memory, merged(gpus, other.gpus, Integer::sum));
  }

  private Requests most(Requests other) {
    return new Requests(
        Math.max(milliCpus, other.milliCpus),
        Math.max(memory, other.memory),
        merged(gpus, other.gpus, Math::max));
  }

  private static Map<String, Integer> merged(
      Map<String, Integer> one,
      Map<String, Integer> two,
      java.util.function.BinaryOperator<Integer> with) {
    if (two.isEmpty()) {
      return one;
    }
    var merged = new HashMap<>(one);
    two.forEach((name, n) -> merged.merge(name, n, with));
    return merged;
  }
}
