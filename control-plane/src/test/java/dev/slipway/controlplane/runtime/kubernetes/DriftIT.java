package dev.slipway.controlplane.runtime.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.controlplane.app.DriftPolicy;
import dev.slipway.controlplane.app.Scaling;
import dev.slipway.controlplane.runtime.Drift;
import dev.slipway.controlplane.runtime.Observation;
import dev.slipway.controlplane.runtime.Workload;
import dev.slipway.controlplane.runtime.Workloads;
import dev.slipway.controlplane.vocabulary.AppId;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Somebody changes what the driver has made, with kubectl. */
@Order(5)
@ResourceLock(ClusterDriver.LAB)
class DriftIT {
  private final ClusterDriver cluster = new ClusterDriver(ClusterDriver.lab());
  private final AppId app = AppId.random();
  private final Workload hello = Workloads.hello(app, ClusterDriver.image(Workloads.HELLO));
  private final Workload reported = Workloads.drift(hello, DriftPolicy.REPORT);

  @BeforeAll
  static void aLabIsThere() {
    ClusterDriver.lab().requireOurs();
  }

  @AfterEach
  void clean() {
    cluster.close();
  }

  @Test
  void aNumberOfReplicasSetByHandIsSetBack() {
    cluster.driver().apply(hello);
    cluster.awaitReady(app, 1);

    kubectl("scale", "deployment/hello", "--replicas=3");

    assertThat(cluster.awaitEvent(app, "DRIFT_REVERTED").message())
        .contains("Deployment hello", "kubectl", "spec.replicas from 1 to 3");
    assertThat(cluster.awaitReady(app, 1).drift()).isEmpty();
    assertThat(cluster.kubectl("get", "deployment/hello", "-o", "jsonpath={.spec.replicas}"))
        .isEqualTo("1");
  }

  @Test
  void anImageSetByHandIsSetBack() {
    cluster.driver().apply(hello);
    cluster.awaitReady(app, 1);

    kubectl("set", "image", "deployment/hello", "app=localhost/elsewhere/hello:9");

    assertThat(cluster.awaitEvent(app, "DRIFT_REVERTED").message())
        .contains("kubectl-set", "containers[app].image", "localhost/elsewhere/hello:9");
    cluster.awaitReady(app, 1);
    assertThat(image()).isEqualTo(hello.image());
  }

  @Test
  void whatSomebodyDeletesIsBack() {
    cluster.driver().apply(hello);
    cluster.awaitReady(app, 1);

    kubectl("delete", "service", "hello");

    assertThat(cluster.awaitEvent(app, "DRIFT_REVERTED").message())
        .contains("Service hello was deleted");
    await()
        .atMost(ClusterDriver.PATIENCE)
        .until(() -> cluster.kubectl("get", "services", "-o", "name"), names -> !names.isBlank());
  }

  @Test
  void whatIsOnlyReportedStaysUntilTheOwnerAppliesTheAppAgain() {
    cluster.driver().apply(reported);
    cluster.awaitReady(app, 1);

    kubectl("scale", "deployment/hello", "--replicas=2");
    kubectl("delete", "service", "hello");

    var seen = cluster.awaitSeen(app, s -> s.drift().size() == 2 && s.ready() == 2);
    assertThat(seen.drift())
        .anySatisfy(drift -> {
          assertThat(drift.object()).isEqualTo("Deployment hello");
          assertThat(drift.field()).isEqualTo("spec.replicas");
          assertThat(drift.specField()).isEqualTo("scaling.fixed.replicas");
          assertThat(drift.wanted()).isEqualTo("1");
          assertThat(drift.actual()).isEqualTo("2");
          assertThat(drift.manager()).isEqualTo("kubectl");
        })
        .extracting(Drift::object)
        .containsExactlyInAnyOrder("Deployment hello", "Service hello");
    assertThat(cluster.recorder().events(app, "DRIFT_REVERTED")).isEmpty();

    cluster.driver().apply(Workloads.revision(reported, 2));
    assertThat(cluster.awaitReady(app, 1).drift()).isEmpty();
    assertThat(cluster.kubectl("get", "services", "-o", "name")).contains("hello");
  }

  @Test
  void aControlPlaneThatComesBackStillReportsIt() {
    cluster.driver().apply(reported);
    cluster.awaitReady(app, 1);
    kubectl("scale", "deployment/hello", "--replicas=2");
    cluster.awaitSeen(app, seen -> !seen.drift().isEmpty());

    cluster.restart();
    cluster.driver().apply(reported);

    assertThat(cluster.awaitSeen(app, seen -> seen.ready() == 2 && !seen.drift().isEmpty()).drift())
        .extracting(Drift::field)
        .containsExactly("spec.replicas");
  }

  @Test
  void whatSomebodyDeletedWhileNobodyLookedIsReportedOrPutBack() {
    cluster.driver().apply(reported);
    cluster.awaitReady(app, 1);
    cluster.stop();
    kubectl("delete", "service", "hello");

    cluster.start();
    cluster.driver().resume(reported);
    assertThat(cluster.awaitSeen(app, seen -> !seen.drift().isEmpty()).drift())
        .extracting(Drift::object)
        .containsExactly("Service hello");
    assertThat(cluster.kubectl("get", "services", "-o", "name")).isBlank();

    cluster.restart();
    cluster.driver().apply(reported);
    cluster.awaitReady(app, 1);
    assertThat(cluster.kubectl("get", "services", "-o", "name"))
        .as("for all it knows, it was never written")
        .contains("hello");
  }

  @Test
  void fromFixedToAutomaticNoReplicaGoes() {
    var three = Workloads.replicas(hello, 3);
    cluster.driver().apply(three);
    var before = cluster.awaitReady(app, 3);
    var told = cluster.recorder().observations(app).size();

    var rule =
        new Scaling.Automatic(2, 4, Scaling.Metric.CPU, 75, Duration.ofMinutes(10), Duration.ZERO);
    cluster.driver().apply(Workloads.scaling(Workloads.revision(three, 2), rule));

    await().atMost(ClusterDriver.PATIENCE).until(() -> managers().contains("slipway-scale"));
    cluster.awaitSeen(app, seen -> seen.settled() && seen.revision() == 2);
    var since = cluster.recorder().observations(app);
    assertThat(since.subList(told, since.size()))
        .allSatisfy(seen -> assertThat(seen.ready()).isEqualTo(3));
    assertThat(cluster.driver().observe(app).replicas())
        .extracting(r -> r.id())
        .containsExactlyElementsOf(before.replicas().stream().map(r -> r.id()).toList());

    cluster.driver().apply(Workloads.revision(Workloads.replicas(hello, 2), 3));
    cluster.awaitReady(app, 2);
    assertThat(cluster.kubectl("get", "horizontalpodautoscalers", "-o", "name")).isBlank();
    assertThat(cluster.recorder().events(app, "DRIFT_REVERTED")).isEmpty();
  }

  @Test
  void nothingIsWrittenWhileNothingDiffers() {
    cluster.driver().apply(hello);
    cluster.awaitReady(app, 1);
    var versions = versions();

    cluster.restart();
    cluster.driver().apply(hello);
    Observation settled = cluster.awaitReady(app, 1);

    await()
        .during(Duration.ofSeconds(2))
        .atMost(Duration.ofSeconds(10))
        .until(() -> cluster.driver().observe(app).equals(settled));
    assertThat(versions()).isEqualTo(versions);
  }

  /** Of all that is written but once. */
  private String versions() {
    return cluster.kubectl(
        "get",
        "services,networkpolicies,serviceaccounts",
        "-o",
        "jsonpath={.items[*].metadata.resourceVersion}");
  }

  private String image() {
    return cluster.kubectl(
        "get", "deployment/hello", "-o", "jsonpath={.spec.template.spec.containers[0].image}");
  }

  private String managers() {
    return cluster.kubectl(
        "get",
        "deployment/hello",
        "--show-managed-fields",
        "-o",
        "jsonpath={.metadata.managedFields[*].manager}");
  }

  private void kubectl(String... arguments) {
    var ignored = cluster.kubectl(arguments);
  }
}
