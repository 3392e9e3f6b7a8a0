package dev.slipway.controlplane.runtime.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.slipway.controlplane.runtime.Node;
import dev.slipway.controlplane.runtime.RuntimeUnavailableException;
import dev.slipway.controlplane.vocabulary.AppId;
import dev.slipway.controlplane.vocabulary.RegionName;
import dev.slipway.lab.Lab;
import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.util.ClientBuilder;
import io.kubernetes.client.util.KubeConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of a cluster equals what the cluster has, whatever happens in between. */
// One of the two threads begins with the first class, the other with the last.
@Order(Integer.MAX_VALUE)
class ClusterIT {
  private static final String KINDS =
      "deployments,replicasets,pods,services,poddisruptionbudgets,networkpolicies,secrets,"
          + "horizontalpodautoscalers";

  private final Lab lab = Lab.up("view", "--simulated");
  private final Owner owner = new Owner("view-" + UUID.randomUUID(), new RegionName("lab"));
  private final String namespace = "view-" + UUID.randomUUID().toString().substring(0, 8);
  private final Set<AppId> told = ConcurrentHashMap.newKeySet();
  private final List<AutoCloseable> open = new ArrayList<>();

  @TempDir Path folder;

  @BeforeEach
  void makeNamespace() {
    lab.apply("{apiVersion: v1, kind: Namespace, metadata: {name: %s}}".formatted(namespace));
  }

  @AfterEach
  void clean() throws Exception {
    for (var each : open) {
      each.close();
    }
    lab.start("apiserver");
    lab.kubectl("delete", "namespace", namespace, "--wait=false", "--ignore-not-found");
  }

  private static ConditionFactory patiently() {
    return await().atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofMillis(200));
  }

  private static ApiClient client(Path kubeconfig) throws IOException {
    try (var reader = Files.newBufferedReader(kubeconfig)) {
      var config = KubeConfig.loadKubeConfig(reader);
      config.setFile(kubeconfig.toFile());
      return ClientBuilder.kubeconfig(config).build();
    }
  }

  private Cluster cluster(ApiClient client) {
    var cluster = new Cluster(client, owner, told::add, () -> {});
    open.add(cluster);
    return cluster;
  }

  private Cluster cluster() throws IOException {
    var cluster = cluster(client(lab.kubeconfig()));
    inContact(cluster);
    return cluster;
  }

  private static void inContact(Cluster cluster) {
    patiently()
        .untilAsserted(() -> assertThatCode(cluster::requireContact).doesNotThrowAnyException());
  }

  /** An app with a Deployment, a Service and a Secret. */
  private AppId app(int replicas) {
    var app = AppId.random();
    apply(app, replicas, "1");
    return app;
  }

  private void apply(AppId app, int replicas, String version) {
    var labels =
        "{slipway.dev/instance: %s, slipway.dev/region: lab, slipway.dev/app: %s}"
            .formatted(owner.instance(), app);
    var name = "a-" + app.value().substring(0, 8);
    lab.applyAs(
        Labels.MANAGER,
        """
        apiVersion: v1
        kind: Service
        metadata: {name: %2$s, namespace: %1$s, labels: %3$s}
        spec: {selector: {slipway.dev/app: %6$s}, ports: [{port: 80}]}
        ---
        apiVersion: v1
        kind: Secret
        metadata: {name: %2$s, namespace: %1$s, labels: %3$s}
        stringData: {TOKEN: s3cret}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: %2$s
          namespace: %1$s
          labels: %3$s
          annotations: {slipway.dev/revision: "%5$s"}
        spec:
          replicas: %4$d
          selector: {matchLabels: {slipway.dev/app: %6$s}}
          template:
            metadata: {labels: %3$s}
            spec:
              nodeSelector: {slipway.dev/node: simulated}
              tolerations: [{operator: Exists, key: slipway.dev/node}]
              containers:
              - name: app
                image: registry.example/hello:%5$s
                resources: {requests: {cpu: 100m, memory: 64Mi}}
        """
            .formatted(namespace, name, labels, replicas, version, app));
  }

  private void delete(AppId app) {
    lab.kubectl(
        "delete", "deployments,services,secrets", "-n", namespace, "-l", Labels.APP + "=" + app);
  }

  /** Each object as kind, name, uid and version: two that are equal are the same. */
  private static Set<String> known(Cluster cluster) {
    var known = new TreeSet<String>();
    for (var app : cluster.apps()) {
      var objects = cluster.of(app);
      Stream.of(
              Stream.ofNullable(objects.deployment()),
              objects.replicaSets().stream(),
              objects.pods().stream(),
              objects.others().stream())
          .<KubernetesObject>flatMap(each -> each)
          .forEach(object -> known.add(word(object)));
    }
    return known;
  }

  private static String word(KubernetesObject object) {
    var meta = object.getMetadata();
    return String.join(
        " ",
        object.getClass().getSimpleName().replaceFirst("^V\\d", ""),
        meta.getName(),
        meta.getUid(),
        meta.getResourceVersion());
  }

  private Set<String> there() {
    var there = new TreeSet<String>();
    var list =
        JsonParser.parseString(
            lab.kubectl("get", KINDS, "-A", "-l", Labels.ofRegion(owner), "-o", "json"));
    for (var item : list.getAsJsonObject().getAsJsonArray("items")) {
      var object = item.getAsJsonObject();
      var meta = object.getAsJsonObject("metadata");
      there.add(
          String.join(
              " ",
              text(object, "kind"),
              text(meta, "name"),
              text(meta, "uid"),
              text(meta, "resourceVersion")));
    }
    return there;
  }

  private static String text(JsonObject object, String field) {
    return object.get(field).getAsString();
  }

  private void nothingIsLost(Cluster cluster) {
    patiently()
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() -> assertThat(known(cluster)).isEqualTo(there()));
    inContact(cluster);
  }

  private void awaitPods(Cluster cluster, AppId app, int ready) {
    patiently()
        .untilAsserted(
            () -> assertThat(cluster.of(app).pods().stream().filter(Pods::ready)).hasSize(ready));
  }

  /** Its controllers have written all they have to say of it, and all of that is known. */
  private void awaitRolledOut(Cluster cluster, AppId app, int replicas) {
    awaitPods(cluster, app, replicas);
    var _ =
        lab.kubectl(
            "rollout", "status", "deployment", "-n", namespace, "-l", Labels.APP + "=" + app);
    nothingIsLost(cluster);
  }

  @Test
  void anAppIsKnownWithAllThatItHasAndFollowed() throws IOException {
    var before = app(2);
    var cluster = cluster();
    assertThat(told).contains(before);
    awaitPods(cluster, before, 2);
    nothingIsLost(cluster);

    var later = app(1);
    awaitPods(cluster, later, 1);
    apply(later, 3, "2");
    awaitPods(cluster, later, 3);
    nothingIsLost(cluster);
    var seen = cluster.of(later);
    assertThat(Sets.of(seen).revision()).isEqualTo(2);
    assertThat(seen.others())
        .extracting(o -> o.getClass().getSimpleName())
        .containsExactlyInAnyOrder("V1Service", "V1Secret");
    assertThat(told).contains(later);

    delete(later);
    patiently().untilAsserted(() -> assertThat(cluster.apps()).doesNotContain(later));
    assertThat(cluster.of(later)).isEqualTo(AppObjects.none(later));
    nothingIsLost(cluster);
  }

  @Test
  void whatIsOfOthersIsNotOursButTakesRoom() throws IOException {
    var mine = app(1);
    var cluster = cluster();
    awaitPods(cluster, mine, 1);
    var other =
        new Cluster(
            client(lab.kubeconfig()), new Owner("another", owner.region()), _ -> {}, () -> {});
    open.add(other);
    inContact(other);

    assertThat(other.apps()).isEmpty();
    patiently()
        .untilAsserted(
            () -> assertThat(cpus(cluster)).as("ours is left in").isGreaterThan(cpus(other) - 1));
    assertThat(cluster.capacity().nodes().stream().filter(n -> n.replicas().containsKey(mine)))
        .hasSize(1);
    assertThat(other.capacity().nodes()).allSatisfy(n -> assertThat(n.replicas()).isEmpty());
    assertThat(cluster.capacity().gpus()).containsEntry("nvidia.com/gpu", 12);
  }

  private static int cpus(Cluster cluster) {
    return cluster.capacity().nodes().stream().mapToInt(Node::cpus).sum();
  }

  @Test
  void theApiServerRestartsWhileThingsChange() throws IOException {
    var app = app(2);
    var cluster = cluster();
    awaitPods(cluster, app, 2);

    lab.restart("apiserver");
    apply(app, 4, "2");
    var fresh = app(1);
    lab.restart("apiserver");
    apply(fresh, 2, "1");

    awaitPods(cluster, app, 4);
    awaitPods(cluster, fresh, 2);
    nothingIsLost(cluster);
  }

  @Test
  void whileItIsAwayWhatWasKnownStaysAndItIsSaidSinceWhen() throws IOException {
    var app = app(2);
    var cluster = cluster();
    awaitRolledOut(cluster, app, 2);
    var known = known(cluster);
    var stopped = Instant.now();

    lab.stop("apiserver");
    patiently()
        .untilAsserted(() ->
            assertThatThrownBy(cluster::requireContact)
                .isInstanceOf(RuntimeUnavailableException.class)
                .hasMessageContaining("out of reach since " + stopped.toString().substring(0, 14)));
    assertThat(known(cluster)).isEqualTo(known);
    assertThat(cluster.capacity().nodes()).isNotEmpty();
    told.clear();

    lab.start("apiserver");
    nothingIsLost(cluster);
    assertThat(told).as("told to look again").contains(app);
  }

  @Test
  void aServerThatStandsStillIsNoticedAndHeardAgain() throws IOException {
    var app = app(2);
    var cluster = cluster();
    awaitRolledOut(cluster, app, 2);
    var known = known(cluster);

    lab.freeze("apiserver");
    try {
      patiently()
          .untilAsserted(() ->
              assertThatThrownBy(cluster::requireContact)
                  .isInstanceOf(RuntimeUnavailableException.class));
      assertThat(known(cluster)).isEqualTo(known);
    } finally {
      lab.thaw("apiserver");
    }

    apply(app, 3, "2");
    awaitPods(cluster, app, 3);
    nothingIsLost(cluster);
  }

  @Test
  void timeTurnedBackGivesOldVersionsToOtherObjects() throws IOException {
    turnBack();
  }

  @Test
  void timeTurnedBackWithNewVersions() throws IOException {
    turnBack("--bump-revision", "1000000", "--mark-compacted");
  }

  private void turnBack(String... options) throws IOException {
    var kept = app(1);
    var removed = app(1);
    var cluster = cluster();
    awaitPods(cluster, kept, 1);
    awaitPods(cluster, removed, 1);
    nothingIsLost(cluster);
    var backup = folder.resolve("backup");
    lab.saveEtcd(backup);
    var lost = app(2);
    apply(kept, 3, "2");
    delete(removed);
    awaitPods(cluster, kept, 3);
    awaitPods(cluster, lost, 2);
    nothingIsLost(cluster);

    lab.restoreEtcd(backup, options);
    // As many changes as there were since: versions of then are given again.
    var fresh = app(2);
    apply(kept, 2, "3");

    awaitPods(cluster, kept, 2);
    awaitPods(cluster, fresh, 2);
    patiently()
        .untilAsserted(() -> assertThat(cluster.apps()).contains(removed).doesNotContain(lost));
    nothingIsLost(cluster);
    apply(fresh, 1, "2");
    nothingIsLost(cluster);
  }

  @Test
  void connectionsThatBreakLoseNothing() throws Exception {
    var app = app(1);
    var client = client(lab.kubeconfig());
    var relay = Relay.to(client.getBasePath());
    open.add(relay);
    var cluster = cluster(client.setBasePath(relay.address()).setVerifyingSsl(false));
    inContact(cluster);

    for (var replicas : List.of(3, 1, 4)) {
      relay.cut();
      apply(app, replicas, String.valueOf(replicas));
      relay.cut();
      awaitPods(cluster, app, replicas);
    }
    nothingIsLost(cluster);
  }

  private static String role(String... resources) {
    return """
    apiVersion: rbac.authorization.k8s.io/v1
    kind: ClusterRole
    metadata: {name: view}
    rules:
    - {apiGroups: ["", apps, autoscaling, policy, networking.k8s.io], resources: [%s], verbs: [list, watch]}
    """
        .formatted(String.join(", ", resources));
  }

  @Test
  void aMissingRightIsNamedAndItsReturnIsNoticed() throws IOException {
    var all = List.of(KINDS + ",nodes,events").getFirst().split(",", -1);
    var few = Stream.of(all).filter(kind -> !kind.equals("nodes")).toArray(String[]::new);
    var app = app(1);
    var cluster = cluster(client(lab.kubeconfigFor(role(few))));

    patiently()
        .untilAsserted(() ->
            assertThatThrownBy(cluster::requireContact)
                .hasMessageContaining("denies us to list and watch nodes:"));

    lab.kubeconfigFor(role(all));
    inContact(cluster);
    awaitPods(cluster, app, 1);
    nothingIsLost(cluster);
  }

  @Test
  void aNodeThatIsGoneTakesItsPodsAlong() throws IOException {
    var app = app(3);
    var cluster = cluster();
    awaitPods(cluster, app, 3);
    var nodes = cluster.capacity().nodes().size();
    var victim = Pods.node(cluster.of(app).pods().getFirst());

    lab.kubectl("delete", "node", victim, "--wait=false");
    try {
      patiently().untilAsserted(() -> assertThat(cluster.of(app).silentNodes()).contains(victim));
      assertThat(cluster.capacity().nodes()).hasSize(nodes - 1);
      patiently()
          .untilAsserted(
              () -> assertThat(cluster.of(app).pods()).noneMatch(p -> Pods.node(p).equals(victim)));
      awaitPods(cluster, app, 3);
      nothingIsLost(cluster);
    } finally {
      lab.join(victim, victim.startsWith("gpu") ? 4 : 0);
    }
    patiently().untilAsserted(() -> assertThat(cluster.capacity().nodes()).hasSize(nodes));
  }
}
