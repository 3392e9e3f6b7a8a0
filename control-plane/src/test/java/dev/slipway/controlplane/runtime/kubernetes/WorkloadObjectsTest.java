package dev.slipway.controlplane.runtime.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.slipway.controlplane.app.DriftPolicy;
import dev.slipway.controlplane.app.Probe;
import dev.slipway.controlplane.app.Rollout;
import dev.slipway.controlplane.app.Scaling;
import dev.slipway.controlplane.app.Share;
import dev.slipway.controlplane.catalog.ClusterSettings;
import dev.slipway.controlplane.runtime.ReplicaShare;
import dev.slipway.controlplane.runtime.Workload;
import dev.slipway.controlplane.runtime.Workloads;
import dev.slipway.controlplane.vocabulary.AppId;
import dev.slipway.controlplane.vocabulary.Memory;
import dev.slipway.controlplane.vocabulary.NodeChoice;
import dev.slipway.controlplane.vocabulary.RegionName;
import dev.slipway.controlplane.vocabulary.Toleration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WorkloadObjectsTest {
  static final AppId APP = new AppId("0190f3c1-0000-7000-8000-000000000001");
  static final Owner OWNER = new Owner("here", new RegionName("gra"));
  static final Terms TERMS = new Terms(OWNER, ClusterSettings.DEFAULT, 1, 1, Duration.ofSeconds(5));

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Workload HELLO = Workloads.hello(APP);
  private static final String CONTAINER = "/spec/template/spec/containers/0";

  static Stream<Arguments> whatAWorkloadBecomes() {
    var sized = share(4, 8, new NodeChoice(new TreeMap<>(Map.of("gpu", "l4")), tolerations()));
    var probe =
        new Probe(
            "/health",
            9090,
            Duration.ofMillis(1500),
            Duration.ofMillis(200),
            Duration.ofSeconds(2),
            4,
            2);
    var automatic =
        new Scaling.Automatic(
            2, 5, Scaling.Metric.CPU, 75, Duration.ofMinutes(5), Duration.ofSeconds(10));
    var byMemory =
        new Scaling.Automatic(
            1, 5, Scaling.Metric.RAM, 50, Duration.ofMinutes(5), Duration.ofSeconds(10));
    var secret = Workloads.secrets(HELLO, Map.of("TOKEN", "s3cret"));
    return Stream.of(
        at("its image", HELLO, "Deployment", CONTAINER + "/image", "\"" + Workloads.HELLO + "\""),
        at("its namespace", HELLO, "Service", "/metadata/namespace", "\"slipway-default\""),
        at(
            "its revision, outside of what replicas are made from",
            Workloads.revision(HELLO, 7),
            "Deployment",
            "/metadata/annotations/slipway.dev~1revision",
            "\"7\""),
        at("fixed replicas", Workloads.replicas(HELLO, 3), "Deployment", "/spec/replicas", "3"),
        at("stopped", Workloads.replicas(HELLO, 0), "Deployment", "/spec/replicas", "0"),
        at(
            "automatic: the number is the autoscaler's",
            Workloads.scaling(HELLO, automatic),
            "Deployment",
            "/spec/replicas",
            ""),
        at(
            "automatic, by CPU: of the limit, not of the request",
            Workloads.scaling(Workloads.share(HELLO, sized), automatic),
            "HorizontalPodAutoscaler",
            "/spec",
            """
            {"scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"hello"},
             "minReplicas":2,"maxReplicas":5,
             "metrics":[{"type":"Resource","resource":
               {"name":"cpu","target":{"type":"AverageValue","averageValue":"3"}}}],
             "behavior":{"scaleDown":{"stabilizationWindowSeconds":300},
                         "scaleUp":{"stabilizationWindowSeconds":10}}}
            """),
        at(
            "automatic, by memory",
            Workloads.scaling(Workloads.share(HELLO, sized), byMemory),
            "HorizontalPodAutoscaler",
            "/spec/metrics/0/resource/target/averageValue",
            "\"4Gi\""),
        at(
            "two replicas: one of them may be moved away at a time",
            Workloads.replicas(HELLO, 2),
            "PodDisruptionBudget",
            "/spec/maxUnavailable",
            "1"),
        at(
            "its share: asked for in part, allowed in whole",
            Workloads.share(HELLO, sized),
            "Deployment",
            CONTAINER + "/resources",
            """
            {"limits":{"cpu":"4","memory":"8Gi","ephemeral-storage":"1Gi","nvidia.com/gpu":"2"},
             "requests":{"cpu":"4","memory":"8Gi","ephemeral-storage":"1Gi","nvidia.com/gpu":"2"}}
            """),
        at(
            "its flavor's nodes",
            Workloads.share(HELLO, sized),
            "Deployment",
            "/spec/template/spec/nodeSelector",
            "{\"gpu\":\"l4\"}"),
        at(
            "its flavor's tolerations",
            Workloads.share(HELLO, sized),
            "Deployment",
            "/spec/template/spec/tolerations",
            """
            [{"operator":"Exists","key":"nvidia.com/gpu","effect":"NoSchedule"},
             {"operator":"Equal","key":"for","value":"ai"}]
            """),
        at(
            "a probe: whole seconds, rounded up",
            Workloads.readiness(HELLO, probe),
            "Deployment",
            CONTAINER + "/readinessProbe",
            """
            {"httpGet":{"path":"/health","port":9090,"scheme":"HTTP"},"initialDelaySeconds":2,
             "periodSeconds":1,"timeoutSeconds":2,"failureThreshold":4,"successThreshold":2}
            """),
        at(
            "a liveness probe: one success is enough",
            Workloads.liveness(HELLO, probe),
            "Deployment",
            CONTAINER + "/livenessProbe/successThreshold",
            "1"),
        at(
            "no probe: ready as soon as the port accepts",
            HELLO,
            "Deployment",
            CONTAINER + "/readinessProbe",
            "{\"tcpSocket\":{\"port\":8080},\"periodSeconds\":1}"),
        at(
            "a probe's port is open to the gateway as well",
            Workloads.readiness(HELLO, probe),
            "NetworkPolicy",
            "/spec/ingress",
            "[{\"ports\":[{\"port\":8080,\"protocol\":\"TCP\"},{\"port\":9090,\"protocol\":\"TCP\"}]}]"),
        at(
            "who it is, and literal dollars",
            Workloads.env(HELLO, Map.of("GREETING", "$(PORT)")),
            "Deployment",
            CONTAINER + "/env",
            """
            [{"name":"GREETING","value":"$$(PORT)"},{"name":"PORT","value":"8080"},
             {"name":"SLIPWAY_APP_ID","value":"%s"},
             {"name":"SLIPWAY_REPLICA","valueFrom":
               {"fieldRef":{"apiVersion":"v1","fieldPath":"metadata.name"}}}]
            """
                .formatted(APP)),
        at(
            "a secret is named, not told",
            secret,
            "Deployment",
            CONTAINER + "/env/3/valueFrom/secretKeyRef/name",
            "\"" + Names.secret(secret) + "\""),
        at("a secret's values", secret, "Secret", "/data", "{\"TOKEN\":\"czNjcmV0\"}"),
        at("a secret never changes", secret, "Secret", "/immutable", "true"),
        at(
            "an end: out of traffic, then the signal, then the grace",
            HELLO,
            "Deployment",
            "/spec/template/spec/terminationGracePeriodSeconds",
            "15"),
        at(
            "time for the gateway",
            HELLO,
            "Deployment",
            CONTAINER + "/lifecycle/preStop",
            "{\"sleep\":{\"seconds\":5}}"),
        at(
            "no privileges",
            HELLO,
            "Deployment",
            CONTAINER + "/securityContext",
            "{\"allowPrivilegeEscalation\":false,\"capabilities\":{\"drop\":[\"ALL\"]}}"),
        at(
            "no access to the cluster",
            HELLO,
            "Deployment",
            "/spec/template/spec/automountServiceAccountToken",
            "false"),
        at(
            "a rollout in its own numbers",
            HELLO,
            "Deployment",
            "/spec/strategy/rollingUpdate",
            "{\"maxSurge\":\"25%\",\"maxUnavailable\":\"25%\"}"),
        at(
            "a rollout that could never begin begins with one",
            Workloads.rollout(
                HELLO,
                r ->
                    new Rollout(
                        new Share(0, false),
                        Share.percent(0),
                        r.progressDeadline(),
                        r.terminationGrace())),
            "Deployment",
            "/spec/strategy/rollingUpdate",
            "{\"maxSurge\":0,\"maxUnavailable\":1}"),
        at(
            "its command",
            Workloads.command(HELLO, "/bin/sh", "-c", "true"),
            "Deployment",
            CONTAINER + "/command",
            "[\"/bin/sh\",\"-c\",\"true\"]"));
  }

  private static Arguments at(
      String story, Workload workload, String kind, String pointer, String wanted) {
    return arguments(story, workload, kind, pointer, wanted);
  }

  private static ReplicaShare share(int cpus, int memory, NodeChoice nodes) {
    return new ReplicaShare(cpus, Memory.gib(memory), Memory.gib(1), 2, "nvidia.com/gpu", nodes);
  }

  private static List<Toleration> tolerations() {
    return List.of(
        new Toleration("nvidia.com/gpu", "", "NoSchedule"), new Toleration("for", "ai", ""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("whatAWorkloadBecomes")
  void aWorkloadBecomes(
      String story, Workload workload, String kind, String pointer, String wanted) {
    var found = tree(workload, TERMS, kind).at(pointer);

    if (wanted.isEmpty()) {
      assertThat(found.isMissingNode()).isTrue();
    } else {
      assertThat(found).isEqualTo(JSON.readTree(wanted));
    }
  }

  @Test
  void everyObjectSaysWhoseItIs() {
    for (var object : WorkloadObjects.of(Workloads.replicas(HELLO, 2), TERMS)) {
      assertThat(object.getMetadata().getLabels())
          .isEqualTo(
              Map.of(
                  "app.kubernetes.io/instance", APP.value(),
                  "app.kubernetes.io/managed-by", "slipway",
                  "app.kubernetes.io/name", "hello",
                  "slipway.dev/app", APP.value(),
                  "slipway.dev/instance", "here",
                  "slipway.dev/project", "default",
                  "slipway.dev/region", "gra"));
    }
  }

  @Test
  void whatWasAppliedIsNoAnnotationForThoseGoToTheReplicaSetToo() {
    var meta =
        tree(Workloads.drift(HELLO, DriftPolicy.REPORT), TERMS, "Deployment").at("/metadata");

    assertThat(meta.at("/labels").propertyNames())
        .contains("slipway.dev/applied", "slipway.dev/generation");
    assertThat(meta.at("/annotations").propertyNames()).containsExactly("slipway.dev/revision");
  }

  @Test
  void aRegionSaysHowFarItsNodesAreGivenOut() {
    var terms = new Terms(OWNER, ClusterSettings.DEFAULT, 3, 2, Duration.ZERO);

    var deployment = tree(HELLO, terms, "Deployment");

    assertThat(deployment.at(CONTAINER + "/resources/requests"))
        .isEqualTo(
            JSON.readTree("{\"cpu\":\"334m\",\"memory\":\"32Mi\",\"ephemeral-storage\":\"1Gi\"}"));
    assertThat(deployment.at(CONTAINER + "/lifecycle").isMissingNode()).isTrue();
  }

  @Test
  void thereIsNoMoreThanIsNeeded() {
    assertThat(kinds(HELLO)).containsExactly("NetworkPolicy", "Service", "Deployment");
    assertThat(kinds(Workloads.replicas(HELLO, 0)))
        .containsExactly("NetworkPolicy", "Service", "Deployment");
    assertThat(kinds(Workloads.secrets(Workloads.replicas(HELLO, 2), Map.of("A", "b"))))
        .containsExactly("Secret", "NetworkPolicy", "Service", "Deployment", "PodDisruptionBudget");
  }

  @Test
  void onlyWhatReplicasAreMadeFromReplacesThem() {
    var template = template(HELLO);

    assertThat(template(Workloads.replicas(HELLO, 5))).isEqualTo(template);
    assertThat(template(Workloads.revision(HELLO, 9))).isEqualTo(template);
    assertThat(template(Workloads.deadline(HELLO, Duration.ofHours(1)))).isEqualTo(template);
    assertThat(template(Workloads.restarted(HELLO))).isNotEqualTo(template);
    assertThat(template(Workloads.image(HELLO, Workloads.HELLO_2))).isNotEqualTo(template);
    assertThat(template(Workloads.secrets(HELLO, Map.of("A", "b")))).isNotEqualTo(template);
  }

  @Test
  void aSecretsValuesLeaveNoTraceInHashesAndNames() {
    var one = Workloads.secrets(HELLO, Map.of("TOKEN", "one"));
    var other = Workloads.secrets(HELLO, Map.of("TOKEN", "other"));

    assertThat(hashes(one)).isEqualTo(hashes(other));
    assertThat(Names.secret(one)).isEqualTo(Names.secret(other));
  }

  @Test
  void aNameThatKubernetesRefusesIsTakenInAnotherForm() {
    var workload = Workloads.named(HELLO, "7b-chat");

    assertThat(Names.of(workload)).startsWith("app-7b-chat-").hasSizeLessThanOrEqualTo(63);
    assertThat(Names.of(Workloads.named(HELLO, "7".repeat(63)))).hasSizeLessThanOrEqualTo(63);
    assertThat(Names.of(HELLO)).isEqualTo("hello");
  }

  @Test
  void aProjectGetsWhatItsRegionAsksFor() {
    var settings =
        new ClusterSettings(
            "",
            "",
            "ai-",
            "",
            List.of(),
            new TreeMap<>(Map.of("pods", "20", "requests.nvidia.com/gpu", "8")),
            new TreeMap<>(Map.of("memory", "64Gi")));
    var terms = new Terms(OWNER, settings, 1, 1, Duration.ZERO);

    var trees =
        ProjectObjects.of("vision", terms).stream()
            .map(object -> JSON.readTree(Manifest.of(object).body().toString()))
            .toList();

    assertThat(trees)
        .extracting(
            tree -> tree.at("/kind").asString() + " " + tree.at("/metadata/name").asString())
        .containsExactly(
            "Namespace ai-vision",
            "ServiceAccount slipway",
            "ResourceQuota slipway",
            "LimitRange slipway");
    assertThat(trees.get(2).at("/spec/hard"))
        .isEqualTo(JSON.readTree("{\"pods\":\"20\",\"requests.nvidia.com/gpu\":\"8\"}"));
    assertThat(trees.get(3).at("/spec/limits"))
        .isEqualTo(JSON.readTree("[{\"type\":\"Container\",\"max\":{\"memory\":\"64Gi\"}}]"));
    assertThat(ProjectObjects.of("vision", TERMS)).hasSize(2);
  }

  private static List<String> kinds(Workload workload) {
    return manifests(workload).map(manifest -> manifest.ref().kind().title()).toList();
  }

  private static List<String> hashes(Workload workload) {
    return manifests(workload).map(Manifest::hash).toList();
  }

  private static JsonNode template(Workload workload) {
    return tree(workload, TERMS, "Deployment").at("/spec/template");
  }

  private static Stream<Manifest> manifests(Workload workload) {
    return WorkloadObjects.of(workload, TERMS).stream().map(Manifest::of);
  }

  private static JsonNode tree(Workload workload, Terms terms, String kind) {
    return WorkloadObjects.of(workload, terms).stream()
        .map(Manifest::of)
        .filter(manifest -> manifest.ref().kind().title().equals(kind))
        .map(manifest -> JSON.readTree(manifest.body().toString()))
        .findFirst()
        .orElseThrow();
  }
}
