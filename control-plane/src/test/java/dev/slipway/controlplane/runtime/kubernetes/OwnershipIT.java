package dev.slipway.controlplane.runtime.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonParser;
import dev.slipway.controlplane.app.Scaling;
import dev.slipway.controlplane.app.SecretEnv;
import dev.slipway.controlplane.runtime.LogLine;
import dev.slipway.controlplane.runtime.LogQuery;
import dev.slipway.controlplane.runtime.Workload;
import dev.slipway.controlplane.runtime.Workloads;
import dev.slipway.controlplane.vocabulary.AppId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What is somebody else's, what is ours, and what is nobody's any more. */
@Order(4)
@ResourceLock(ClusterDriver.LAB)
class OwnershipIT {
  private static final String ROLE_WITHOUT_WRITING_DEPLOYMENTS =
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata: { name: slipway-halfway }
      rules:
        - apiGroups: ["", networking.k8s.io, policy, autoscaling, metrics.k8s.io, events.k8s.io]
          resources: ["*"]
          verbs: ["*"]
        - apiGroups: [apps]
          resources: [deployments, replicasets]
          verbs: [get, list, watch]
      """;

  private final ClusterDriver cluster = new ClusterDriver(ClusterDriver.lab());
  private final AppId app = AppId.random();
  private final Workload hello = Workloads.hello(app, ClusterDriver.image(Workloads.HELLO));

  @BeforeAll
  static void aLabIsThere() {
    ClusterDriver.lab().requireOurs();
  }

  @AfterEach
  void clean() {
    cluster.close();
  }

  @Test
  void anObjectOfTheSameNameThatIsSomebodysIsLeftAlone() {
    var first = AppId.random();
    cluster.driver().apply(Workloads.named(Workloads.replicas(with(first), 0), "first"));
    cluster.awaitReady(first, 0);
    kubectl("create", "service", "clusterip", "hello", "--tcp=1234:1234");

    cluster.driver().apply(hello);

    var failure = cluster.awaitSeen(app, seen -> seen.failure() != null).failure();
    assertThat(failure).isNotNull();
    assertThat(failure.platform()).isTrue();
    assertThat(failure.code()).isEqualTo("NAME_TAKEN");
    assertThat(failure.message())
        .contains(
            "Service hello in " + cluster.namespace(),
            "kubectl-create",
            "give the app another name");
    assertThat(cluster.kubectl("get", "service/hello", "-o", "jsonpath={.spec.ports[*].port}"))
        .isEqualTo("1234");

    kubectl("delete", "service", "hello");
    assertThat(cluster.awaitReady(app, 1).failure()).isNull();
  }

  @Test
  void aCopyOfADeploymentElsewhereIsSomebodysEvenWithOurLabels() throws InterruptedException {
    cluster.driver().apply(hello);
    var before = cluster.awaitReady(app, 1);
    var elsewhere = cluster.prefix + "elsewhere";
    cluster.lab.apply(
        "{apiVersion: v1, kind: Namespace, metadata: {name: %s}}".formatted(elsewhere));
    try {
      cluster.lab.apply(copy(elsewhere));
      var ignored =
          cluster.lab.kubectl(
              "rollout", "status", "deployment/hello", "-n", elsewhere, "--timeout", "60s");
      cluster.driver().apply(Workloads.restarted(hello));
      await()
          .atMost(ClusterDriver.PATIENCE)
          .untilAsserted(() -> {
            var seen = cluster.driver().observe(app);
            assertThat(seen.settled()).isTrue();
            assertThat(seen.replicas()).hasSize(1).isNotEqualTo(before.replicas());
          });

      cluster.driver().remove(app, Duration.ZERO);

      assertThat(cluster.kubectl("get", "deployments", "-o", "name")).isBlank();
      assertThat(cluster.lab.kubectl("get", "deployments,pods", "-n", elsewhere, "-o", "name"))
          .contains("deployment.apps/hello", "pod/hello-");
    } finally {
      var ignored = cluster.lab.kubectl("delete", "namespace", elsewhere, "--wait=false");
    }
  }

  /** As one would make it with kubectl, yq and a text editor. */
  private String copy(String namespace) {
    var copy =
        JsonParser.parseString(cluster.kubectl("get", "deployment/hello", "-o", "json"))
            .getAsJsonObject();
    var meta = copy.getAsJsonObject("metadata");
    for (var field : List.of("uid", "resourceVersion", "managedFields", "creationTimestamp")) {
      meta.remove(field);
    }
    meta.addProperty("namespace", namespace);
    copy.remove("status");
    var pod = copy.getAsJsonObject("spec").getAsJsonObject("template").getAsJsonObject("spec");
    pod.remove("serviceAccountName");
    pod.remove("serviceAccount");
    return copy.toString();
  }

  @Test
  void anotherControlPlanesNamespaceIsLeftAlone() {
    cluster.driver().apply(hello);
    var before = cluster.awaitReady(app, 1);
    try (var other =
        new ClusterDriver(
            cluster.lab, "other", cluster.prefix, cluster.lab.kubeconfig(), new TreeMap<>())) {
      var second = AppId.random();
      other.driver().apply(Workloads.named(with(second), "second"));

      var failure = other.awaitSeen(second, seen -> seen.failure() != null).failure();
      assertThat(failure).isNotNull();
      assertThat(failure.code()).isEqualTo("NAME_TAKEN");
      assertThat(failure.message())
          .contains(
              "Namespace " + cluster.namespace(), cluster.owner.instance(), "namespace_prefix");
      assertThat(other.driver().present()).isEmpty();
      assertThat(cluster.driver().observe(app)).isEqualTo(before);
    }
  }

  @Test
  void twoControlPlanesWithOneIdentityDoNotFight() {
    cluster.driver().apply(hello);
    cluster.awaitReady(app, 1);
    try (var twin =
        new ClusterDriver(
            cluster.lab,
            cluster.owner.instance(),
            cluster.prefix,
            cluster.lab.kubeconfig(),
            new TreeMap<>())) {
      twin.driver().apply(hello);
      twin.awaitReady(app, 1);
      var version = version();

      await()
          .during(Duration.ofSeconds(3))
          .atMost(Duration.ofSeconds(10))
          .until(() -> version().equals(version));
      assertThat(twin.recorder().events(app, "DRIFT_REVERTED")).isEmpty();
      assertThat(cluster.recorder().events(app, "DRIFT_REVERTED")).isEmpty();
    }
  }

  @Test
  void aRightThatIsMissingIsNamedAndWhatWasHalfWrittenIsCompletedByTheNext() {
    try (var halfway =
        new ClusterDriver(
            cluster.lab,
            cluster.owner.instance(),
            cluster.prefix,
            cluster.lab.kubeconfigFor(ROLE_WITHOUT_WRITING_DEPLOYMENTS),
            new TreeMap<>())) {
      halfway.driver().apply(hello);

      var failure = halfway.awaitSeen(app, seen -> seen.failure() != null).failure();
      assertThat(failure).isNotNull();
      assertThat(failure.code()).isEqualTo("FORBIDDEN");
      assertThat(failure.message()).contains("patch deployments");
      assertThat(halfway.driver().lacks())
          .contains("patch deployments.apps", "create deployments.apps");
      assertThat(cluster.kubectl("get", "services", "-o", "name")).contains("hello");
      assertThat(cluster.kubectl("get", "deployments", "-o", "name")).isBlank();

      cluster.driver().apply(hello);
      cluster.awaitReady(app, 1);
      assertThat(cluster.driver().lacks()).isEmpty();
      assertThat(cluster.recorder().events(app, "DRIFT_REVERTED")).isEmpty();
    }
  }

  @Test
  void theRoleThatWeShipIsEnough() throws Exception {
    var shipped =
        Files.readString(Path.of("..", "deploy", "kubernetes", "control-plane-role.yaml"))
            .split("\\n---\\n", -1);
    var role =
        Stream.of(shipped)
            .filter(part -> part.contains("\nkind: ClusterRole\n"))
            .findFirst()
            .orElseThrow();
    try (var ordinary =
        new ClusterDriver(
            cluster.lab,
            cluster.owner.instance(),
            cluster.prefix,
            cluster.lab.kubeconfigFor(role),
            new TreeMap<>(Map.of("requests.cpu", "10")))) {
      assertThat(ordinary.driver().lacks()).isEmpty();
      var everything =
          Workloads.scaling(
              secret("one", 1),
              new Scaling.Automatic(
                  1, 3, Scaling.Metric.CPU, 50, Duration.ofMinutes(1), Duration.ZERO));
      ordinary.driver().apply(everything);
      var replica = ordinary.awaitReady(app, 1).replicas().getFirst();

      var lines = new ConcurrentLinkedQueue<LogLine>();
      ordinary.driver().logs(app, new LogQuery("", 10, false, false), lines::add);
      assertThat(lines).isNotEmpty().allMatch(line -> line.replica().equals(replica.id()));
      ordinary.driver().remove(app, Duration.ZERO);

      assertThat(cluster.kubectl("get", "deployments,pods,secrets,hpa", "-o", "name")).isBlank();
    }
  }

  @Test
  void theNextAppOfANameWaitsUntilTheEarlierOneIsGone() throws InterruptedException {
    cluster.driver().apply(hello);
    cluster.awaitReady(app, 1);
    var next = AppId.random();

    cluster.driver().apply(with(next));
    await()
        .during(Duration.ofSeconds(2))
        .atMost(Duration.ofSeconds(10))
        .until(() -> cluster.driver().observe(next).failure() == null);
    cluster.driver().remove(app, Duration.ZERO);

    assertThat(cluster.awaitReady(next, 1).failure()).isNull();
  }

  @Test
  void secretsThatNoReplicaTakesAnyMoreAreGone() {
    cluster.driver().apply(secret("one", 1));
    cluster.awaitReady(app, 1);

    cluster.driver().apply(Workloads.revision(secret("two", 2), 2));
    cluster.awaitSeen(app, seen -> seen.settled() && seen.revision() == 2);

    await()
        .atMost(ClusterDriver.PATIENCE)
        .untilAsserted(
            () -> assertThat(cluster.kubectl("get", "secrets", "-o", "name").lines()).hasSize(1));
    assertThat(cluster.kubectl("get", "secrets", "-o", "jsonpath={.items[0].data.TOKEN}"))
        .isEqualTo("dHdv");
    cluster.driver().apply(Workloads.revision(hello, 3));
    await()
        .atMost(ClusterDriver.PATIENCE)
        .untilAsserted(() -> assertThat(cluster.kubectl("get", "secrets", "-o", "name")).isBlank());
  }

  private Workload secret(String value, long version) {
    return Workloads.secrets(hello, new SecretEnv(new TreeMap<>(Map.of("TOKEN", value)), version));
  }

  private static Workload with(AppId app) {
    return Workloads.hello(app, ClusterDriver.image(Workloads.HELLO));
  }

  private String version() {
    return cluster.kubectl("get", "deployment/hello", "-o", "jsonpath={.metadata.generation}");
  }

  private void kubectl(String... arguments) {
    var ignored = cluster.kubectl(arguments);
  }
}
