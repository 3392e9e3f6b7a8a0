package dev.slipway.acceptance;

import dev.slipway.lab.Lab;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A control plane whose regions are clusters, and what somebody with access to them sees there. */
final class OnKubernetes {
  private OnKubernetes() {}

  /**
   * Regions and flavors. CPUs are given out many times over, so that many apps fit on few cores.
   *
   * @param kubeconfigs by region; the first is the default one
   */
  static String catalog(Map<String, String> kubeconfigs) {
    var first = kubeconfigs.keySet().iterator().next();
    return """
    currency: EUR
    limits: { replicas: 10, cpu: 12, gpu: 8 }
    regions:
    %s
    flavors:
      - id: ai1-1-cpu
        kind: cpu
        default: true
        max: 12
        per_unit: { cpu: 1, memory: 64 MiB, disk: 1 GiB }
        price_per_minute: 0.0005
      - id: ai1-1-gpu
        kind: gpu
        default: true
        max: 8
        per_unit: { cpu: 1, memory: 64 MiB, disk: 1 GiB }
        gpu: { count: 1, model: H100, memory: 80 GiB, resource: nvidia.com/gpu }
        price_per_minute: 0.0467
    """
        .formatted(
            kubeconfigs.entrySet().stream()
                .map(region -> region(region.getKey(), region.getValue(), first))
                .collect(Collectors.joining("\n")));
  }

  private static String region(String name, String kubeconfig, String first) {
    return """
      - id: %1$s
        runtime: kubernetes
        default: %2$s
        cluster: { kubeconfig: %3$s }
        overcommit: { cpu: 64, memory: 8 }
    """
        .formatted(name, name.equals(first), kubeconfig)
        .indent(0)
        .stripTrailing();
  }

  /** Every object of a kind that Slipway made, as {@code namespace/name uid}. */
  static List<String> objects(Lab lab, String kind) {
    return lines(
        lab.kubectl(
            "get",
            kind,
            "--all-namespaces",
            "--selector",
            "app.kubernetes.io/managed-by=slipway",
            "--output",
            "jsonpath={range .items[*]}{.metadata.namespace}/{.metadata.name} {.metadata.uid}{\"\\n\"}{end}"));
  }

  /** What a JSON path finds in each pod of an app that is not on its way out. */
  static List<String> pods(Lab lab, String appId, String path) {
    var ending = "{.metadata.deletionTimestamp}";
    return lines(
            lab.kubectl(
                "get",
                "pods",
                "--all-namespaces",
                "--selector",
                "slipway.dev/app=" + appId,
                "--output",
                "jsonpath={range .items[*]}%s|{%s}{\"\\n\"}{end}".formatted(ending, path)))
        .stream()
        .filter(line -> line.startsWith("|"))
        .map(line -> line.substring(1))
        .toList();
  }

  private static List<String> lines(String text) {
    return Stream.of(text.split("\n", -1)).filter(line -> !line.isBlank()).sorted().toList();
  }
}
