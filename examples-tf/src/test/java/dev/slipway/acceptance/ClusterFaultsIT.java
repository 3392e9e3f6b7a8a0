package dev.slipway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.lab.Lab;
import dev.slipway.proto.v1.App;
import dev.slipway.proto.v1.AppState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What clusters do to people, through the whole stack: afterwards every app is there once, with the
 * replicas it should have, and nobody had to do anything.
 */
@Order(1)
class ClusterFaultsIT extends Story {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final int APPS = 8;

  private final Lab north = Lab.up("north", "--simulated", "--gpu-nodes", "2", "--cpu-nodes", "2");
  private final Lab south = Lab.up("south", "--simulated", "--gpu-nodes", "0", "--cpu-nodes", "2");
  private final String hello = north.push("localhost/slipway/hello:1");

  @Override
  void prepare(ControlPlane slipway) {
    north.requireOurs();
    var kubeconfigs = new LinkedHashMap<String, String>();
    kubeconfigs.put("north", north.kubeconfig().toString());
    kubeconfigs.put("south", south.kubeconfigFor(role("autoscaling")).toString());
    slipway.withCatalog(OnKubernetes.catalog(kubeconfigs));
  }

  @AfterEach
  void leaveNothing() {
    assertThat(terraform.destroy()).succeeds();
    assertThat(OnKubernetes.objects(north, "deployments,services,pods")).isEmpty();
  }

  @Test
  void aClusterThatIsAwayLosesNothingAndTheOtherGoesOn() {
    slipway.quota(100);
    assertThat(terraform.apply(apps("north", 1, APPS) + apps("south", 1, APPS))).succeeds();
    var before = OnKubernetes.objects(north, "deployments,services,pods");

    north.stop("apiserver");
    try {
      await("apps of the region say that it does not answer")
          .atMost(PATIENCE)
          .untilAsserted(() ->
              assertThat(in("north"))
                  .hasSize(APPS)
                  .allSatisfy(app -> {
                    assertThat(app.getStatus().getState()).isEqualTo(AppState.ERROR);
                    assertThat(app.getStatus().getReason()).contains("north", "does not answer");
                  }));
      assertThat(slipway.health()).contains("north");
      assertThat(in("south")).allMatch(app -> app.getStatus().getState() == AppState.RUNNING);
      assertThat(terraform.apply(apps("north", 1, APPS) + apps("south", 2, APPS)))
          .as("an apply that changes the other region alone")
          .succeeds();
    } finally {
      north.start("apiserver");
    }

    awaitAllRunning(2 * APPS);
    assertThat(OnKubernetes.objects(north, "deployments,services,pods"))
        .as("nothing was deleted, nothing made anew")
        .isEqualTo(before);
    assertThat(terraform.plan()).doesNothing();
  }

  @Test
  void anApiServerThatRestartsDuringAnApplyDelaysIt() {
    slipway.quota(100);
    terraform.configuration(apps("north", 1, APPS));
    var applying = terraform.beginApply();
    await("some of it is done")
        .atMost(PATIENCE)
        .until(() -> !OnKubernetes.objects(north, "deployments").isEmpty());

    north.restart("apiserver");

    assertThat(applying.end()).succeeds();
    exactly(APPS);
    assertThat(terraform.plan()).doesNothing();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anEtcdThatGoesBackInTimeIsBroughtToThePresent(boolean revisionsGoOn, @TempDir Path folder) {
    slipway.quota(100);
    assertThat(terraform.apply(apps("north", 1, APPS / 2))).succeeds();
    north.saveEtcd(folder.resolve("saved"));
    assertThat(terraform.apply(apps("north", 2, APPS))).succeeds();

    if (revisionsGoOn) {
      north.restoreEtcd(folder.resolve("saved"), "--bump-revision", "1000000", "--mark-compacted");
    } else {
      north.restoreEtcd(folder.resolve("saved"));
    }

    await("every app is there, as it was last wanted")
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          exactly(APPS);
          assertThat(generations()).containsOnly("2");
        });
    awaitAllRunning(APPS);
    assertThat(terraform.plan()).doesNothing();
  }

  @Test
  void aControlPlaneKilledDuringAppliesLosesAndDoublesNothing() {
    slipway.quota(100);
    var random = new Random();
    int rounds = 6;
    int interrupted = 0;
    for (int round = 1; round <= rounds; round++) {
      terraform.configuration(apps("north", round, APPS));
      var applying = terraform.beginApply();
      interrupted += applying.endsWithin(Duration.ofMillis(random.nextInt(5000))) ? 0 : 1;
      slipway.kill();
      slipway.start();
      var ignored = applying.end();
      terraform.forgetLock();
    }

    assertThat(terraform.apply()).succeeds();
    awaitAllRunning(APPS);
    exactly(APPS);
    assertThat(generations()).containsOnly(Integer.toString(rounds));
    assertThat(terraform.plan()).doesNothing();
    System.out.printf(
        "control plane killed %d times on Kubernetes, %d applies interrupted, lost 0, doubled 0%n",
        rounds, interrupted);
  }

  @Test
  void aNodeThatIsDeletedUnderAnAppIsReplaced() {
    assertThat(terraform.apply(apps("north", 1, 1))).succeeds();
    var id = in("north").getFirst().getId();
    var pod = OnKubernetes.pods(north, id, ".metadata.name").getFirst();
    var node =
        north.kubectl(
            "get",
            "pod",
            pod,
            "--namespace",
            "slipway-default",
            "--output",
            "jsonpath={.spec.nodeName}");

    var ignored = north.kubectl("delete", "node", node);
    try {
      await("both pods on other nodes")
          .atMost(PATIENCE)
          .untilAsserted(() -> {
            assertThat(OnKubernetes.pods(north, id, ".spec.nodeName"))
                .hasSize(2)
                .doesNotContain(node);
            assertThat(OnKubernetes.pods(north, id, ".metadata.name")).doesNotContain(pod);
          });
      awaitAllRunning(1);
      assertThat(timeline(id)).contains(node);
    } finally {
      north.join(node, node.startsWith("gpu") ? 4 : 0);
    }
  }

  @Test
  void aNamespaceStuckInTerminationIsNamedAndOutlived() {
    assertThat(terraform.apply(apps("north", 1, 1))).succeeds();
    north.apply(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: stuck, namespace: slipway-default, finalizers: [example.com/never] }
        """);
    var ignored = north.kubectl("delete", "namespace", "slipway-default", "--wait=false");
    try {
      await("the app says what it waits for")
          .atMost(PATIENCE)
          .untilAsserted(() -> {
            var status = in("north").getFirst().getStatus();
            assertThat(status.getState()).isEqualTo(AppState.ERROR);
            assertThat(status.getReason()).contains("slipway-default", "terminat");
          });
    } finally {
      ignored =
          north.kubectl(
              "patch",
              "configmap",
              "stuck",
              "--namespace",
              "slipway-default",
              "--type",
              "merge",
              "--patch",
              "{\"metadata\":{\"finalizers\":null}}");
    }
    awaitAllRunning(1);
    exactly(1);
  }

  @Test
  void aRightThatIsMissingIsToldByHealthAndMissedByNobodyOnceItIsThere() {
    var ignored = south.kubeconfigFor(role("none.example"));
    await("health names the kind")
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(slipway.health()).contains("south", "horizontalpodautoscalers"));

    ignored = south.kubeconfigFor(role("autoscaling"));
    await("health is well again")
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(slipway.health()).doesNotContain("autoscalers"));
    assertThat(terraform.apply(apps("south", 1, 1))).succeeds();
  }

  private List<App> in(String region) {
    return slipway.list().stream().filter(app -> app.getSpec().getRegion().equals(region)).toList();
  }

  private void awaitAllRunning(int apps) {
    await("all run")
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(slipway.list())
                .hasSize(apps)
                .allSatisfy(app ->
                    assertThat(app.getStatus().getState())
                        .as(app.getStatus().getReason())
                        .isEqualTo(AppState.RUNNING)));
  }

  /** One Deployment and one Service per app, none lost and none doubled. */
  private void exactly(int apps) {
    assertThat(OnKubernetes.objects(north, "deployments")).hasSize(apps);
    assertThat(OnKubernetes.objects(north, "services")).hasSize(apps);
  }

  /** The value of {@code ROUND} that each Deployment gives its pods. */
  private List<String> generations() {
    return List.of(
        north
            .kubectl(
                "get",
                "deployments",
                "--all-namespaces",
                "--output",
                "jsonpath={.items[*].spec.template.spec.containers[0].env[?(@.name==\"ROUND\")].value}")
            .split(" ", -1));
  }

  private String timeline(String id) {
    return slipway.timeline(id).stream()
        .map(event -> event.getMessage())
        .collect(Collectors.joining("\n"));
  }

  private String apps(String region, int round, int count) {
    return IntStream.range(0, count)
        .mapToObj(i ->
            """
            resource "ai_app" "%1$s%2$d" {
              name    = "%1$s%2$d"
              image   = "%4$s"
              region  = "%1$s"
              env     = { ROUND = "%3$d" }
              scaling = { fixed = { replicas = 2 } }
            }
            """
                .formatted(region, i, round, hello))
        .collect(Collectors.joining());
  }

  /** All rights but those on a group that does not exist, instead of the one of autoscalers. */
  private static String role(String autoscaling) {
    return """
    apiVersion: rbac.authorization.k8s.io/v1
    kind: ClusterRole
    metadata: { name: slipway }
    rules:
      - apiGroups: ["", apps, policy, networking.k8s.io, events.k8s.io, metrics.k8s.io, %s]
        resources: ["*"]
        verbs: ["*"]
    """
        .formatted(autoscaling);
  }
}
