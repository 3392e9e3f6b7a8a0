package dev.slipway.controlplane.runtime.kubernetes;

import static dev.slipway.controlplane.runtime.kubernetes.Scene.asks;
import static dev.slipway.controlplane.runtime.kubernetes.Scene.at;
import static dev.slipway.controlplane.runtime.kubernetes.Scene.disrupted;
import static dev.slipway.controlplane.runtime.kubernetes.Scene.ended;
import static dev.slipway.controlplane.runtime.kubernetes.Scene.failed;
import static dev.slipway.controlplane.runtime.kubernetes.Scene.leaving;
import static dev.slipway.controlplane.runtime.kubernetes.Scene.on;
import static dev.slipway.controlplane.runtime.kubernetes.Scene.ready;
import static dev.slipway.controlplane.runtime.kubernetes.Scene.restarts;
import static dev.slipway.controlplane.runtime.kubernetes.Scene.running;
import static dev.slipway.controlplane.runtime.kubernetes.Scene.unschedulable;
import static dev.slipway.controlplane.runtime.kubernetes.Scene.waiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.slipway.controlplane.app.Scaling;
import dev.slipway.controlplane.runtime.RuntimeEvent;
import dev.slipway.controlplane.runtime.Workload;
import dev.slipway.controlplane.runtime.Workloads;
import dev.slipway.controlplane.vocabulary.AppId;
import io.kubernetes.client.custom.Quantity;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscalerStatus;
import io.kubernetes.client.openapi.models.V2MetricStatus;
import io.kubernetes.client.openapi.models.V2MetricValueStatus;
import io.kubernetes.client.openapi.models.V2ResourceMetricStatus;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TimelineTest {
  private static final AppId APP = AppId.random();
  private static final Workload HELLO = Workloads.hello(APP);
  private static final Workload PROBED =
      Workloads.liveness(
          Workloads.readiness(HELLO, Workloads.probe("/health")), Workloads.probe("/live"));

  private static Scene one() {
    return Scene.of(APP).set(1).wants(1);
  }

  private static Scene up() {
    return one().pod("a", on("node-1"), ready(5));
  }

  static Stream<Arguments> stories() {
    return Stream.of(
        arguments(
            "an image is fetched",
            HELLO,
            one().pod("a"),
            one()
                .pod("a", waiting("ContainerCreating", ""))
                .says(
                    "1-a",
                    false,
                    "Pulled",
                    "Successfully pulled image \"registry.example/hello:1\" in 28.2s (28.2s"
                        + " including waiting). Image size: 6442450944 bytes.",
                    40),
            List.of("IMAGE_PULLED image registry.example/hello:1 fetched, 6 GiB in 28.2s")),
        arguments(
            "a replica starts and is ready",
            HELLO,
            one().pod("a"),
            up(),
            List.of(
                "REPLICA_STARTED replica hello-1-a started",
                "REPLICA_READY replica hello-1-a is ready")),
        arguments(
            "one that was ready is not, as its probe says",
            PROBED,
            up(),
            one()
                .pod("a", on("node-1"), running(5, 50, false))
                .says(
                    "1-a",
                    true,
                    "Unhealthy",
                    "Readiness probe failed: Get \"http://10.0.0.1:8080/health\": context deadline"
                        + " exceeded (Client.Timeout exceeded while awaiting headers)",
                    50),
            List.of(
                "REPLICA_NOT_READY! replica hello-1-a is not ready: its readiness probe GET"
                    + " :8080/health gets no answer in time")),
        arguments(
            "the first exit, with the last lines of its log",
            HELLO,
            up(),
            one().pod("a", ended(1, "Error", 5, 8, "starting\nno model in /models\n")),
            List.of(
                "REPLICA_EXITED! replica hello-1-a exited with code 1 after 3 s; its log ends:"
                    + " starting | no model in /models")),
        arguments(
            "the third exit, when the kubelet waits",
            HELLO,
            one()
                .pod(
                    "a",
                    waiting("CrashLoopBackOff", "back-off 10s restarting failed container=app"),
                    ended(1, "Error", 5, 8, ""),
                    restarts(2)),
            one()
                .pod(
                    "a",
                    waiting("CrashLoopBackOff", "back-off 1m20s restarting failed container=app"),
                    ended(1, "Error", 25, 27, ""),
                    restarts(3)),
            List.of(
                "REPLICA_EXITED! replica hello-1-a exited with code 1 after 2 s, 3 times in a row;"
                    + " runs again in 80 s")),
        arguments(
            "out of memory",
            HELLO,
            up(),
            one().pod("a", ended(137, "OOMKilled", 5, 8, "")),
            List.of(
                "OUT_OF_MEMORY! replica hello-1-a ran out of memory after 3 s (it may use 64 MiB;"
                    + " give it more units, or make it use less)")),
        arguments(
            "killed from outside, and running again already",
            HELLO,
            up(),
            one()
                .pod(
                    "a",
                    on("node-1"),
                    running(60, 60, true),
                    ended(137, "Error", 5, 59, ""),
                    restarts(1)),
            List.of(
                "REPLICA_KILLED! replica hello-1-a was stopped from outside Slipway after 54 s,"
                    + " exit code 137",
                "REPLICA_STARTED replica hello-1-a started again, run 2",
                "REPLICA_READY replica hello-1-a is ready")),
        arguments(
            "a liveness probe fails, and the kubelet ends it: no exit of its own",
            PROBED,
            up(),
            one()
                .pod("a", ended(137, "Error", 5, 59, ""))
                .says(
                    "1-a",
                    true,
                    "Unhealthy",
                    "Liveness probe failed: HTTP probe failed with statuscode: 404",
                    57)
                .says(
                    "1-a",
                    false,
                    "Killing",
                    "Container app failed liveness probe, will be restarted",
                    58),
            List.of(
                "PROBE_FAILED! replica hello-1-a is restarted: its liveness probe GET :8080/live"
                    + " answers 404")),
        arguments(
            "two pods cannot have the same image: told once",
            Workloads.replicas(HELLO, 2),
            Scene.of(APP).set(1).wants(2).pod("a").pod("b"),
            Scene.of(APP)
                .set(1)
                .wants(2)
                .pod("a", waiting("ErrImagePull", "pull access denied"))
                .pod("b", waiting("ErrImagePull", "pull access denied")),
            List.of(
                "IMAGE_UNAVAILABLE! registry.example denies access to registry.example/hello:1, or"
                    + " it does not exist")),
        arguments(
            "the kubelet waits to try again: no news",
            HELLO,
            one().pod("a", waiting("ErrImagePull", "registry.example/hello:1: not found")),
            one()
                .pod(
                    "a",
                    waiting(
                        "ImagePullBackOff",
                        "Back-off pulling image: ErrImagePull: registry.example/hello:1: not"
                            + " found")),
            List.of()),
        arguments(
            "no node has room",
            HELLO,
            one().pod("a"),
            one()
                .room("gpu-1", true, 8000, 64, 2)
                .pod("a", asks("nvidia.com/gpu", "4"), unschedulable("0/1 nodes are available")),
            List.of(
                "UNSCHEDULABLE! replica hello-1-a waits for a place: 0 of 1 GPU nodes in gra have"
                    + " 4 free; the most is 2")),
        arguments(
            "the nodes' figures do not explain it: the scheduler's own words",
            HELLO,
            one().pod("a"),
            one().pod("a", unschedulable("0/4 nodes are available: 4 node(s) had no free ports")),
            List.of(
                "UNSCHEDULABLE! replica hello-1-a waits for a place: 0/4 nodes are available: 4"
                    + " node(s) had no free ports")),
        arguments(
            "a volume cannot be mounted",
            HELLO,
            one().pod("a", on("node-1")),
            one()
                .pod("a", on("node-1"), waiting("ContainerCreating", ""))
                .says(
                    "1-a",
                    true,
                    "FailedMount",
                    "MountVolume.SetUp failed for volume \"models\": secret not found",
                    20),
            List.of(
                "MOUNT_FAILED! replica hello-1-a cannot have its volumes: MountVolume.SetUp failed"
                    + " for volume \"models\": secret not found")),
        arguments(
            "evicted by its node",
            HELLO,
            up(),
            one()
                .pod(
                    "a",
                    on("node-1"),
                    disrupted("TerminationByKubelet", "The node was low on resource: memory.", 30),
                    failed("Evicted", "The node was low on resource: memory.")),
            List.of(
                "EVICTED! replica hello-1-a was evicted from node node-1: The node was low on"
                    + " resource: memory.")),
        arguments(
            "its node is drained",
            HELLO,
            up(),
            one()
                .pod(
                    "a",
                    on("node-1"),
                    ready(5),
                    disrupted("EvictionByEvictionAPI", "Eviction API: evicting", 30),
                    leaving(30)),
            List.of(
                "EVICTED! replica hello-1-a has to leave node node-1: the node is drained, or the"
                    + " pod was evicted")),
        arguments(
            "its node falls silent",
            HELLO,
            up(),
            one().silent("node-1").pod("a", on("node-1"), running(5, 60, false)),
            List.of("NODE_LOST! replica hello-1-a is lost: its node node-1 does not answer")),
        arguments(
            "somebody deletes its pod",
            HELLO,
            up(),
            one().pod("a", on("node-1"), ready(5), leaving(60)).pod("b"),
            List.of("REPLICA_REMOVED! replica hello-1-a was removed from outside Slipway")),
        arguments(
            "scaled down by its owner: nobody from outside",
            HELLO,
            Scene.of(APP).set(1).wants(2).pod("a", ready(5)).pod("b", ready(5)),
            Scene.of(APP).set(1).wants(1).pod("a", ready(5)).pod("b", ready(5), leaving(60)),
            List.of()),
        arguments(
            "a rollout begins: nobody from outside",
            Workloads.revision(HELLO, 2),
            up(),
            Scene.of(APP).set(1).set(2).wants(1).podOf(1, "a", on("node-1"), ready(5), leaving(60)),
            List.of()),
        arguments(
            "the autoscaler wants more",
            Workloads.scaling(
                HELLO,
                new Scaling.Automatic(
                    1, 4, Scaling.Metric.CPU, 75, Duration.ofMinutes(5), Duration.ZERO)),
            up(),
            Scene.of(APP)
                .set(1)
                .wants(2)
                .pod("a", on("node-1"), ready(5))
                .other(measured("cpu", "930m")),
            List.of("SCALED CPU use is 93%: from 1 to 2 replicas")),
        arguments(
            "the cluster gives a rollout up",
            PROBED,
            one().pod("a", running(5, 0, false)),
            one().deadlineExceeded(90).pod("a", running(5, 0, false)),
            List.of(
                "ROLLOUT_FAILED! no progress for 2 min: replica hello-1-a has not become ready")));
  }

  private static V2HorizontalPodAutoscaler measured(String resource, String average) {
    return new V2HorizontalPodAutoscaler()
        .status(
            new V2HorizontalPodAutoscalerStatus()
                .addCurrentMetricsItem(
                    new V2MetricStatus()
                        .resource(
                            new V2ResourceMetricStatus()
                                .name(resource)
                                .current(
                                    new V2MetricValueStatus()
                                        .averageValue(new Quantity(average))))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("stories")
  void tellsWhatIsNew(
      String story, Workload wanted, Scene before, Scene after, List<String> expected) {
    var told = Timeline.between(wanted, before.seen(), after.seen(), at(100));

    assertThat(told.stream().map(TimelineTest::words)).isEqualTo(expected);
    assertThat(told).allSatisfy(event -> assertThat(event.time()).isBefore(at(101)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("stories")
  void tellsNothingTwice(
      String story, Workload wanted, Scene before, Scene after, List<String> expected) {
    assertThat(Timeline.between(wanted, after.seen(), after.seen(), at(100))).isEmpty();
    assertThat(Timeline.between(wanted, before.seen(), before.seen(), at(100))).isEmpty();
  }

  private static String words(RuntimeEvent event) {
    return event.code() + (event.warning() ? "! " : " ") + event.message();
  }

  @Test
  void whatWasThereBeforeThisProgramIsFoundAndNotToldAgain() {
    var seen =
        Scene.of(APP)
            .set(1)
            .set(2)
            .wants(2)
            .podOf(1, "a", ready(5))
            .podOf(2, "b", running(60, 60, true), ended(1, "Error", 5, 59, ""), restarts(1))
            .podOf(2, "c", waiting("CrashLoopBackOff", "back-off 10s"), ended(1, "Error", 5, 9, ""))
            .seen();

    assertThat(Timeline.adopted(HELLO, seen, at(100)).stream().map(TimelineTest::words))
        .containsExactly(
            "REPLICA_ADOPTED replica hello-1-a was found running, of an earlier revision",
            "REPLICA_ADOPTED replica hello-2-b was found running");
    assertThat(Timeline.between(HELLO, seen, seen, at(100))).isEmpty();
  }

  @Test
  void whatIsHeardLateIsToldWithTheTimeWhenItWas() {
    var after = one().pod("a", ended(1, "Error", 5, 8, "")).seen();

    assertThat(Timeline.between(HELLO, up().seen(), after, at(9)).getFirst().time())
        .isEqualTo(at(9));
    assertThat(Timeline.between(HELLO, up().seen(), after, at(90)).getFirst().time())
        .isEqualTo(at(8));
  }
}
