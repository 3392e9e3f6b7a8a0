package dev.slipway.controlplane.runtime.kubernetes;

import static dev.slipway.controlplane.runtime.kubernetes.Scene.asks;
import static dev.slipway.controlplane.runtime.kubernetes.Scene.at;
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
import dev.slipway.controlplane.runtime.Observation;
import dev.slipway.controlplane.runtime.ReplicaStatus;
import dev.slipway.controlplane.runtime.Workload;
import dev.slipway.controlplane.runtime.Workloads;
import dev.slipway.controlplane.vocabulary.AppId;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ObservationOfTest {
  private static final AppId APP = AppId.random();
  private static final Workload HELLO =
      Workloads.deadline(Workloads.hello(APP), Duration.ofMinutes(5));
  private static final Workload TWO = Workloads.replicas(HELLO, 2);

  /** What is expected: each replica as "name revision state restarts reason". */
  record Expected(int target, boolean settled, String failure, List<String> replicas) {}

  static Stream<Arguments> stories() {
    return Stream.of(
        arguments(
            "nothing is there yet", HELLO, Scene.of(APP), new Expected(1, false, "", List.of())),
        arguments(
            "a pod was made, and has no place yet",
            HELLO,
            Scene.of(APP).set(1).wants(1).pod("a"),
            new Expected(1, false, "", List.of("hello-1-a 1 STARTING 0 "))),
        arguments(
            "a container is being made",
            HELLO,
            Scene.of(APP).set(1).wants(1).pod("a", waiting("ContainerCreating", "")),
            new Expected(1, false, "", List.of("hello-1-a 1 STARTING 0 "))),
        arguments(
            "it runs, and its probe has not answered yet",
            HELLO,
            Scene.of(APP).set(1).wants(1).pod("a", running(5, 0, false)),
            new Expected(1, false, "", List.of("hello-1-a 1 STARTING 0 "))),
        arguments(
            "all are ready",
            TWO,
            Scene.of(APP).set(1).wants(2).pod("a", ready(5)).pod("b", ready(6)),
            new Expected(2, true, "", List.of("hello-1-a 1 READY 0 ", "hello-1-b 1 READY 0 "))),
        arguments(
            "one was ready and is no longer",
            Workloads.readiness(TWO, Workloads.probe("/health")),
            Scene.of(APP)
                .set(1)
                .wants(2)
                .pod("a", ready(5))
                .pod("b", running(5, 60, false))
                .says(
                    "1-b",
                    true,
                    "Unhealthy",
                    "Readiness probe failed: HTTP probe failed with statuscode: 503",
                    70),
            new Expected(
                2,
                false,
                "",
                List.of(
                    "hello-1-a 1 READY 0 ",
                    "hello-1-b 1 NOT_READY 0 is not ready: its readiness probe GET :8080/health"
                        + " answers 503"))),
        arguments(
            "a crash loop",
            HELLO,
            Scene.of(APP)
                .set(1)
                .wants(1)
                .pod(
                    "a",
                    waiting("CrashLoopBackOff", "back-off 20s restarting failed container=app"),
                    ended(1, "Error", 10, 13, "no model\n"),
                    restarts(2)),
            new Expected(
                1,
                false,
                "",
                List.of(
                    "hello-1-a 1 RESTARTING 2 exited with code 1 after 3 s, 2 times in a row"))),
        arguments(
            "a registry has no such image: waiting does not help",
            HELLO,
            Scene.of(APP)
                .set(1)
                .wants(1)
                .pod(
                    "a",
                    waiting(
                        "ImagePullBackOff",
                        "Back-off pulling image \"registry.example/hello:1\": ErrImagePull: failed"
                            + " to resolve reference: registry.example/hello:1: not found")),
            new Expected(
                1,
                false,
                "container IMAGE_UNAVAILABLE registry.example has no image"
                    + " registry.example/hello:1",
                List.of(
                    "hello-1-a 1 STARTING 0 registry.example has no image"
                        + " registry.example/hello:1"))),
        arguments(
            "a registry that cannot be reached may come back",
            HELLO,
            Scene.of(APP)
                .set(1)
                .wants(1)
                .pod(
                    "a",
                    waiting(
                        "ErrImagePull",
                        "failed to do request: Head \"http://registry.example/v2/\": dial tcp"
                            + " 10.1.1.1:80: connect: connection refused")),
            new Expected(
                1,
                false,
                "",
                List.of(
                    "hello-1-a 1 STARTING 0 registry.example cannot be reached to fetch"
                        + " registry.example/hello:1: connect: connection refused"))),
        arguments(
            "no node has enough GPUs free",
            HELLO,
            Scene.of(APP)
                .set(1)
                .wants(1)
                .room("gpu-1", true, 8000, 64, 2)
                .room("gpu-2", true, 8000, 64, 1)
                .room("cpu-1", true, 8000, 64, -1)
                .pod("a", asks("nvidia.com/gpu", "4"), unschedulable("0/3 nodes are available")),
            new Expected(
                1,
                false,
                "",
                List.of(
                    "hello-1-a 1 STARTING 0 waits for a place: 0 of 2 GPU nodes in gra have 4"
                        + " free; the most is 2"))),
        arguments(
            "a rollout over two ReplicaSets",
            Workloads.revision(TWO, 2),
            Scene.of(APP)
                .set(1)
                .set(2)
                .wants(2)
                .podOf(1, "a", ready(5))
                .podOf(1, "b", ready(5), leaving(70))
                .podOf(2, "c", ready(60))
                .podOf(2, "d", running(65, 61, false)),
            new Expected(
                2,
                false,
                "",
                List.of(
                    "hello-1-a 1 READY 0 ",
                    "hello-1-b 1 LEAVING 0 ",
                    "hello-2-c 2 READY 0 ",
                    "hello-2-d 2 STARTING 0 "))),
        arguments(
            "the cluster has given a rollout up, the old ones still serve",
            Workloads.readiness(Workloads.revision(TWO, 2), Workloads.probe("/health")),
            Scene.of(APP)
                .set(1)
                .set(2)
                .wants(2)
                .deadlineExceeded(90)
                .podOf(1, "a", ready(5))
                .podOf(1, "b", ready(5))
                .podOf(2, "c", running(65, 61, false))
                .says(
                    "2-c",
                    true,
                    "Unhealthy",
                    "Readiness probe failed: HTTP probe failed with statuscode: 500",
                    80),
            new Expected(
                2,
                false,
                "container PROBE_FAILED no progress for 5 min: replica hello-2-c is not ready: its"
                    + " readiness probe GET :8080/health answers 500; 2 of an earlier revision"
                    + " still serve",
                List.of(
                    "hello-1-a 1 READY 0 ",
                    "hello-1-b 1 READY 0 ",
                    "hello-2-c 2 STARTING 0 is not ready: its readiness probe GET :8080/health"
                        + " answers 500"))),
        arguments(
            "scaled up by the autoscaler, and all are ready",
            Workloads.scaling(
                HELLO,
                new Scaling.Automatic(
                    1, 4, Scaling.Metric.CPU, 75, Duration.ofMinutes(5), Duration.ZERO)),
            Scene.of(APP).set(1).wants(2).pod("a", ready(5)).pod("b", ready(50)),
            new Expected(2, true, "", List.of("hello-1-a 1 READY 0 ", "hello-1-b 1 READY 0 "))),
        arguments(
            "the number alone moved the revision on: the same pods are of it",
            Workloads.revision(HELLO, 7),
            Scene.of(APP).set(7).wants(1).pod("a", ready(5)),
            new Expected(1, true, "", List.of("hello-1-a 7 READY 0 "))),
        arguments(
            "stopping",
            Workloads.replicas(HELLO, 0),
            Scene.of(APP).set(1).wants(0).pod("a", ready(5), leaving(60)),
            new Expected(0, false, "", List.of("hello-1-a 1 LEAVING 0 "))),
        arguments(
            "stopped",
            Workloads.replicas(HELLO, 0),
            Scene.of(APP).set(1).wants(0),
            new Expected(0, true, "", List.of())),
        arguments(
            "an evicted pod stays in the cluster, and is no replica",
            HELLO,
            Scene.of(APP)
                .set(1)
                .wants(1)
                .pod("a", on("cpu-1"), failed("Evicted", "The node was low on resource: memory."))
                .pod("b", ready(50)),
            new Expected(1, true, "", List.of("hello-1-b 1 READY 0 "))),
        arguments(
            "a node does not answer: its pod is lost, and its end is waited for by nobody",
            HELLO,
            Scene.of(APP)
                .set(1)
                .wants(1)
                .silent("gpu-1")
                .pod("a", on("gpu-1"), running(5, 60, false), leaving(70))
                .pod("b", on("gpu-2"), ready(80)),
            new Expected(
                1,
                true,
                "",
                List.of(
                    "hello-1-a 1 LEAVING 0 is lost: its node gpu-1 does not answer",
                    "hello-1-b 1 READY 0 "))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("stories")
  void tellsWhatIsThere(String story, Workload wanted, Scene scene, Expected expected) {
    var seen = ObservationOf.of(wanted, scene.seen(), true, List.of(), at(100));

    assertThat(seen.revision()).isEqualTo(wanted.revision());
    assertThat(seen.replicas().stream().map(ObservationOfTest::told))
        .isEqualTo(expected.replicas());
    assertThat(seen.targetReplicas()).isEqualTo(expected.target());
    assertThat(told(seen.failure())).isEqualTo(expected.failure());
    assertThat(seen.settled()).isEqualTo(expected.settled());
  }

  private static String told(ReplicaStatus replica) {
    return "%s %d %s %d %s"
        .formatted(
            replica.id(),
            replica.revision(),
            replica.state(),
            replica.restarts(),
            replica.reason());
  }

  private static String told(Observation.@Nullable Failure failure) {
    return failure == null
        ? ""
        : "%s %s %s"
            .formatted(
                failure.platform() ? "platform" : "container", failure.code(), failure.message());
  }

  @Test
  void beforeItIsAppliedThereIsNeitherSuccessNorFailure() {
    var fine = Scene.of(APP).set(1).wants(1).pod("a", ready(5)).seen();
    var failed =
        Scene.of(APP).set(1).wants(1).deadlineExceeded(50).pod("a", running(5, 0, false)).seen();

    assertThat(ObservationOf.of(HELLO, fine, true, List.of(), at(100)).settled()).isTrue();
    assertThat(ObservationOf.of(HELLO, fine, false, List.of(), at(100)).settled()).isFalse();
    assertThat(ObservationOf.of(HELLO, failed, true, List.of(), at(100)).failure()).isNotNull();
    assertThat(ObservationOf.of(HELLO, failed, false, List.of(), at(100)).failure()).isNull();
  }

  @Test
  void whatTheControllerHasNotSeenYetIsNotSettled() {
    var scene = Scene.of(APP).set(1).wants(1).pod("a", ready(5));
    scene.deployment(d -> Objects.requireNonNull(d.getMetadata()).setGeneration(2L));

    assertThat(ObservationOf.of(HELLO, scene.seen(), true, List.of(), at(100)).settled()).isFalse();
  }

  @Test
  void aReplicaThatFailsForTooLongIsAFailureLongAfterTheRollout() {
    var seen =
        Scene.of(APP).set(1).wants(2).pod("a", ready(5)).pod("b", running(5, 60, false)).seen();

    assertThat(ObservationOf.of(TWO, seen, true, List.of(), at(359)).failure()).isNull();
    assertThat(ObservationOf.changesAt(TWO, seen, at(100))).hasValue(at(360).plusMillis(1));
    assertThat(ObservationOf.of(TWO, seen, true, List.of(), at(361)).failure()).isNotNull();
    assertThat(ObservationOf.changesAt(TWO, seen, at(361))).isEmpty();
  }

  @Test
  void whereAReplicaAnswersIsItsPodsAddress() {
    var seen = Scene.of(APP).set(1).wants(1).pod("a", ready(5)).seen();

    var endpoint =
        ObservationOf.of(HELLO, seen, true, List.of(), at(100)).replicas().getFirst().endpoint();

    assertThat(endpoint).isNotNull();
    assertThat(endpoint.replica()).isEqualTo("hello-1-a");
    assertThat(endpoint.host()).startsWith("10.0.0.");
    assertThat(endpoint.port()).isEqualTo(8080);
  }
}
