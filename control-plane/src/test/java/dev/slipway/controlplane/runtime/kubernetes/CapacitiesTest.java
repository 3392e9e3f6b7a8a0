package dev.slipway.controlplane.runtime.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.slipway.controlplane.runtime.Node;
import dev.slipway.controlplane.vocabulary.AppId;
import dev.slipway.controlplane.vocabulary.Memory;
import dev.slipway.controlplane.vocabulary.Taint;
import io.kubernetes.client.custom.Quantity;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1Node;
import io.kubernetes.client.openapi.models.V1NodeCondition;
import io.kubernetes.client.openapi.models.V1NodeSpec;
import io.kubernetes.client.openapi.models.V1NodeStatus;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1ResourceRequirements;
import io.kubernetes.client.openapi.models.V1Taint;
import io.kubernetes.client.openapi.models.V1Toleration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CapacitiesTest {
  private static final AppId APP = AppId.random();
  private static final AppId OTHER = AppId.random();
  private static final String GPU = "nvidia.com/gpu";

  private static SeenNode node(String name, int cpus, int gibs, int gpus) {
    return new SeenNode(
        name,
        Map.of("pool", "gpu"),
        Set.of(),
        true,
        false,
        new Requests(cpus * 1000L, ((long) gibs) << 30, gpus == 0 ? Map.of() : Map.of(GPU, gpus)),
        110);
  }

  private static SeenPod pod(AppId app, String node, int milliCpus, int gpus) {
    return new SeenPod(
        "ns/" + Math.random(),
        app,
        node,
        new Requests(milliCpus, 1L << 29, gpus == 0 ? Map.of() : Map.of(GPU, gpus)),
        null);
  }

  private static SeenPod foreign(String node, int milliCpus, int gpus) {
    return new SeenPod(
        "ns/" + Math.random(),
        null,
        node,
        new Requests(milliCpus, 1L << 29, gpus == 0 ? Map.of() : Map.of(GPU, gpus)),
        null);
  }

  @Test
  void theRequestsOfOthersAreLeftOutAndOursAreCounted() {
    var capacity =
        Capacities.of(
            List.of(node("gpu-1", 8, 1, 4), node("cpu-1", 4, 1, 0)),
            List.of(
                pod(APP, "gpu-1", 1000, 1),
                pod(APP, "gpu-1", 1000, 1),
                pod(OTHER, "gpu-1", 500, 0),
                foreign("gpu-1", 2500, 1),
                foreign("cpu-1", 100, 0),
                foreign("", 100_000, 9)));

    assertThat(capacity.cpus()).isEqualTo(5 + 3);
    assertThat(capacity.memory()).isEqualTo(Memory.gib(1));
    assertThat(capacity.gpus()).isEqualTo(Map.of(GPU, 3));
    assertThat(capacity.nodes()).extracting(Node::name).containsExactly("cpu-1", "gpu-1");
    assertThat(capacity.nodes().getLast())
        .isEqualTo(
            new Node(
                "gpu-1",
                Map.of("pool", "gpu"),
                Set.of(),
                5,
                Memory.mib(512),
                Map.of(GPU, 3),
                Map.of(APP, 2, OTHER, 1)));
  }

  @Test
  void nodesThatTakeNothingGiveNothing() {
    var ready = node("a", 1, 1, 0);
    var silent =
        new SeenNode("b", Map.of(), Set.of(), false, false, ready.allocatable(), ready.pods());
    var cordoned =
        new SeenNode("c", Map.of(), Set.of(), true, true, ready.allocatable(), ready.pods());

    var capacity = Capacities.of(List.of(ready, silent, cordoned), List.of());

    assertThat(capacity.nodes()).extracting(Node::name).containsExactly("a");
    assertThat(capacity.cpus()).isEqualTo(1);
  }

  @Test
  void moreTakenThanThereIsLeavesNothing() {
    var capacity = Capacities.of(List.of(node("a", 1, 0, 1)), List.of(foreign("a", 2000, 3)));

    assertThat(capacity.cpus()).isZero();
    assertThat(capacity.memory()).isEqualTo(Memory.NONE);
    assertThat(capacity.gpus()).isEqualTo(Map.of(GPU, 0));
  }

  @Test
  void aNodeIsReadFromWhatTheClusterSays() {
    var node =
        SeenNode.of(
            new V1Node()
                .metadata(new V1ObjectMeta().name("gpu-1").labels(Map.of("zone", "gra-a")))
                .spec(
                    new V1NodeSpec()
                        .unschedulable(true)
                        .taints(List.of(new V1Taint().key("gpu").effect("NoSchedule"))))
                .status(
                    new V1NodeStatus()
                        .conditions(List.of(new V1NodeCondition().type("Ready").status("True")))
                        .allocatable(
                            Map.of(
                                "cpu",
                                new Quantity("7910m"),
                                "memory",
                                new Quantity("1Gi"),
                                "ephemeral-storage",
                                new Quantity("10Gi"),
                                "pods",
                                new Quantity("110"),
                                GPU,
                                new Quantity("8")))));

    assertThat(node)
        .isEqualTo(
            new SeenNode(
                "gpu-1",
                Map.of("zone", "gra-a"),
                Set.of(new Taint("gpu", "", "NoSchedule")),
                true,
                true,
                new Requests(7910, 1L << 30, Map.of(GPU, 8)),
                110));
    assertThat(node.open()).isFalse();
  }

  @Test
  void aPodAsksForTheMostOfItsContainersTogetherAndEachThatRunsBefore() {
    var spec =
        new V1PodSpec()
            .containers(List.of(asking("500m", "1Gi"), asking("500m", "1Gi")))
            .initContainers(
                List.of(asking("3", "1Mi"), asking("100m", "1Mi").restartPolicy("Always")))
            .overhead(Map.of("cpu", new Quantity("10m")));

    assertThat(Requests.of(spec)).isEqualTo(new Requests(3010, (2L << 30) + (1 << 20), Map.of()));
  }

  private static V1Container asking(String cpu, String memory) {
    return new V1Container()
        .name("x")
        .resources(
            new V1ResourceRequirements()
                .requests(Map.of("cpu", new Quantity(cpu), "memory", new Quantity(memory))));
  }

  static Stream<Arguments> shortages() {
    var gpus = List.of(node("g1", 8, 64, 4), node("g2", 8, 64, 4));
    return Stream.of(
        arguments(
            "GPUs are taken",
            asks("1", "1Gi", 4, Map.of()),
            gpus,
            List.of(pod(APP, "g1", 0, 2), foreign("g2", 0, 3)),
            "0 of 2 GPU nodes in gra have 4 free; the most is 2"),
        arguments(
            "nothing of the kind",
            asks("1", "1Gi", 1, Map.of()),
            List.of(node("c1", 8, 64, 0)),
            List.of(),
            "no node in gra has such GPUs"),
        arguments(
            "memory is short",
            asks("1", "100Gi", 0, Map.of()),
            List.of(node("c1", 8, 64, 0)),
            List.of(),
            "0 of 1 nodes in gra have 100 GiB of memory free; the most is 64 GiB of memory"),
        arguments(
            "CPUs are short",
            asks("8", "1Gi", 0, Map.of()),
            List.of(node("c1", 8, 64, 0)),
            List.of(pod(APP, "c1", 500, 0)),
            "0 of 1 nodes in gra have 8 CPU free; the most is 7.5 CPU"),
        arguments(
            "labels that no node has",
            asks("1", "1Gi", 0, Map.of("pool", "big")),
            List.of(node("c1", 8, 64, 0)),
            List.of(),
            "0 of 1 nodes in gra have the flavor's labels, and no taint that it does not tolerate"),
        arguments(
            "each is there, but not together",
            asks("6", "1Gi", 2, Map.of()),
            gpus,
            List.of(foreign("g1", 4000, 0), foreign("g2", 0, 3)),
            "0 of 2 GPU nodes in gra have 2 and 6 CPU free together"),
        arguments(
            "all are cordoned or silent",
            asks("1", "1Gi", 0, Map.of()),
            List.of(
                new SeenNode(
                    "c1",
                    Map.of(),
                    Set.of(),
                    false,
                    false,
                    new Requests(1000, 1L << 40, Map.of()),
                    10)),
            List.of(),
            "0 of 1 nodes in gra take replicas now: they are not ready, or cordoned"),
        arguments(
            "there is room: something else is in the way",
            asks("1", "1Gi", 0, Map.of()),
            List.of(node("c1", 8, 64, 0)),
            List.of(),
            ""));
  }

  private static V1Pod asks(String cpu, String memory, int gpus, Map<String, String> labels) {
    var container = asking(cpu, memory);
    if (gpus > 0) {
      var resources = container.getResources();
      assertThat(resources).isNotNull();
      container.resources(
          new V1ResourceRequirements()
              .requests(
                  Map.of(
                      "cpu",
                      new Quantity(cpu),
                      "memory",
                      new Quantity(memory),
                      GPU,
                      new Quantity("" + gpus))));
    }
    return new V1Pod()
        .metadata(new V1ObjectMeta().name("p").labels(Map.of(Labels.REGION, "gra")))
        .spec(
            new V1PodSpec()
                .nodeSelector(labels)
                .tolerations(List.of(new V1Toleration().operator("Exists").key("x")))
                .containers(List.of(container)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shortages")
  void whatIsShortIsToldInFigures(
      String story, V1Pod pod, List<SeenNode> nodes, List<SeenPod> pods, String told) {
    assertThat(Shortage.of(pod, Capacities.rooms(nodes, pods)).orElse("")).isEqualTo(told);
  }
}
