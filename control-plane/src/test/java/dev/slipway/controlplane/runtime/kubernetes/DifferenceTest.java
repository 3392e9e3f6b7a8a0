package dev.slipway.controlplane.runtime.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.slipway.controlplane.app.DriftPolicy;
import dev.slipway.controlplane.app.Scaling;
import dev.slipway.controlplane.runtime.Drift;
import dev.slipway.controlplane.runtime.Workload;
import dev.slipway.controlplane.runtime.Workloads;
import dev.slipway.controlplane.runtime.kubernetes.Difference.Step;
import io.kubernetes.client.openapi.models.V1ManagedFieldsEntry;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DifferenceTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final Instant CHANGED = Instant.parse("2026-03-01T09:59:00Z");
  private static final Workload HELLO = Workloads.hello(WorkloadObjectsTest.APP);
  private static final Workload REPORTED = Workloads.drift(HELLO, DriftPolicy.REPORT);
  private static final Workload AUTOMATIC =
      Workloads.scaling(
          HELLO,
          new Scaling.Automatic(
              2, 5, Scaling.Metric.CPU, 75, Duration.ofMinutes(5), Duration.ZERO));
  private static final String IMAGE = "spec.template.spec.containers[app].image";

  /** All but what a story takes away; containers[app] and what is in it, but for the image. */
  private static final String OURS =
      """
      {"f:metadata":{"f:labels":{}},
       "f:spec":{"f:template":{"f:spec":{"f:containers":{"k:{\\"name\\":\\"app\\"}":{
         ".":{},"f:name":{},"f:resources":{}}}}}}}
      """;

  private final List<Live> live = new ArrayList<>();
  private final Set<Manifest> confirmed = new HashSet<>();
  private final Set<Ref> inUse = new HashSet<>();

  @Test
  void whereNothingIsEverythingIsApplied() {
    assertThat(steps(HELLO))
        .containsExactly("apply NetworkPolicy", "apply Service", "apply Deployment");
  }

  @Test
  void whatIsThereAsAppliedNeedsNoWriting() {
    everythingOf(HELLO);

    assertThat(between(HELLO).isNothing()).isTrue();
  }

  @Test
  void whatWasWantedDifferentlyIsAppliedAnew() {
    everythingOf(HELLO);

    assertThat(steps(Workloads.revision(Workloads.replicas(HELLO, 3), 2)))
        .containsExactly("apply Deployment", "apply PodDisruptionBudget");
  }

  @Test
  void aHalfWrittenAppIsCompletedWithoutBlamingAnybody() {
    everythingOf(HELLO);
    live.removeIf(object -> object.ref().kind() == Kind.SERVICE);

    var difference = between(HELLO);

    assertThat(texts(difference)).containsExactly("apply Service");
    assertThat(difference.reverted()).isEmpty();
  }

  @Test
  void aChangeByHandIsRevertedAndSaysWhoMadeIt() {
    everythingOf(HELLO);
    imageSetBy("kubectl-set");

    var difference = between(HELLO);

    assertThat(texts(difference)).containsExactly("apply Deployment");
    assertThat(difference.reverted())
        .containsExactly(
            new Drift(
                "Deployment hello",
                IMAGE,
                "image",
                Workloads.HELLO,
                "elsewhere/hello:9",
                "kubectl-set",
                CHANGED));
    assertThat(difference.left()).isEmpty();
  }

  @Test
  void aChangeByHandStaysWhereItIsOnlyReported() {
    everythingOf(REPORTED);
    imageSetBy("kubectl-set");

    var difference = between(REPORTED);

    assertThat(difference.steps()).isEmpty();
    assertThat(difference.left()).extracting(Drift::field).containsExactly(IMAGE);
    assertThat(difference.isNothing()).isTrue();
  }

  @Test
  void aNewWorkloadAssertsEverythingAnew() {
    everythingOf(REPORTED);
    live.removeIf(object -> object.ref().kind() == Kind.SERVICE);
    imageSetBy("kubectl-set");

    var difference = between(Workloads.replicas(Workloads.revision(REPORTED, 2), 3));

    assertThat(texts(difference))
        .containsExactly("apply Service", "apply Deployment", "apply PodDisruptionBudget");
    assertThat(difference.left()).isEmpty();
    assertThat(difference.reverted()).isEmpty();
  }

  @Test
  void whatKubernetesMadeOfOurOwnWritingIsNobodysChange() {
    everythingOf(HELLO);
    edit("cpu", new JsonPrimitive("2"));

    assertThat(between(HELLO).isNothing()).isTrue();
  }

  @Test
  void anAmountInOtherWordsIsTheSame() {
    everythingOf(HELLO);
    edit("cpu", new JsonPrimitive("1000m"));
    notOurs();

    assertThat(between(HELLO).isNothing()).isTrue();
  }

  @Test
  void anObjectThatSomebodyTookAwayIsBackOrMissed() {
    everythingOf(HELLO);
    live.removeIf(object -> object.ref().kind() == Kind.SERVICE);
    confirmed.addAll(manifests(HELLO));
    var enforced = between(HELLO);
    live.clear();
    everythingOf(REPORTED);
    live.removeIf(object -> object.ref().kind() == Kind.SERVICE);
    confirmed.addAll(manifests(REPORTED));
    var reported = between(REPORTED);

    assertThat(texts(enforced)).containsExactly("apply Service");
    assertThat(enforced.reverted()).extracting(Drift::object).containsExactly("Service hello");
    assertThat(reported.steps()).isEmpty();
    assertThat(reported.left()).extracting(Drift::actual).containsExactly("");
  }

  @Test
  void whatIsNoLongerWantedGoes() {
    everythingOf(Workloads.replicas(HELLO, 2));

    assertThat(steps(HELLO)).containsExactly("apply Deployment", "delete PodDisruptionBudget");
  }

  @Test
  void aSecretStaysForAsLongAsAPodMayNeedIt() {
    var secret = Workloads.secrets(HELLO, Map.of("TOKEN", "s3cret"));
    everythingOf(secret);
    var ref =
        live.stream()
            .map(Live::ref)
            .filter(each -> each.kind() == Kind.SECRET)
            .findFirst()
            .orElseThrow();

    inUse.add(ref);
    assertThat(steps(HELLO)).containsExactly("apply Deployment");
    inUse.clear();
    assertThat(steps(HELLO)).containsExactly("apply Deployment", "delete Secret");
  }

  @Test
  void automaticScalingBeginsWithTheFewest() {
    var deployment =
        between(AUTOMATIC).steps().stream()
            .map(step -> ((Step.Apply) step).manifest())
            .filter(manifest -> manifest.ref().kind() == Kind.DEPLOYMENT)
            .findFirst()
            .orElseThrow();

    assertThat(deployment.body().getAsJsonObject("spec").get("replicas").getAsInt()).isEqualTo(2);
  }

  @Test
  void fromFixedToAutomaticTheNumberChangesHandsBeforeItIsLeftOut() {
    everythingOf(Workloads.replicas(HELLO, 4));
    replicas(4, true);

    assertThat(steps(AUTOMATIC))
        .containsExactly("scale to 4", "apply Deployment", "apply HorizontalPodAutoscaler");
  }

  @Test
  void fromStoppedToAutomaticItBeginsWithTheFewest() {
    everythingOf(Workloads.replicas(HELLO, 0));
    replicas(0, true);

    assertThat(steps(AUTOMATIC)).startsWith("scale to 2", "apply Deployment");
  }

  @Test
  void whatTheAutoscalerSetsIsNoDrift() {
    everythingOf(AUTOMATIC);
    replicas(5, false);

    assertThat(between(AUTOMATIC).isNothing()).isTrue();
  }

  @Test
  void scaledToNothingByHandUnderAutomaticScalingIsDrift() {
    everythingOf(AUTOMATIC);
    replicas(0, false);
    var enforced = between(AUTOMATIC);
    live.clear();
    var watched = Workloads.drift(AUTOMATIC, DriftPolicy.REPORT);
    everythingOf(watched);
    replicas(0, false);
    var reported = between(watched);

    assertThat(texts(enforced)).containsExactly("scale to 2", "apply Deployment");
    assertThat(enforced.reverted()).extracting(Drift::field).containsExactly("spec.replicas");
    assertThat(reported.steps()).isEmpty();
    assertThat(reported.left()).extracting(Drift::actual).containsExactly("0");
  }

  @Test
  void theNextGenerationOfTheSameWorkloadPutsRightWhatWasReported() {
    everythingOf(REPORTED);
    imageSetBy("kubectl-edit");
    assertThat(between(REPORTED).left()).hasSize(1);

    var next = between(Workloads.generation(REPORTED, 2));

    assertThat(texts(next)).contains("apply Deployment");
    assertThat(next.left()).isEmpty();
    assertThat(next.reverted()).as("its owner's doing").isEmpty();
  }

  @Test
  void whereDriftIsRevertedTheNextGenerationWritesNothingButWhatDiffers() {
    everythingOf(HELLO);
    assertThat(between(Workloads.generation(HELLO, 2)).isNothing()).isTrue();
    assertThat(steps(Workloads.generation(Workloads.image(HELLO, Workloads.HELLO_2), 2)))
        .containsExactly("apply Deployment");
  }

  @Test
  void whatIsOnItsWayOutIsWaitedFor() {
    everythingOf(HELLO);
    live.stream()
        .filter(object -> object.ref().kind() == Kind.DEPLOYMENT)
        .forEach(object -> object.meta().deletionTimestamp(CHANGED.atOffset(ZoneOffset.UTC)));

    var difference = between(HELLO);

    assertThat(difference.steps()).isEmpty();
    assertThat(difference.isNothing()).isFalse();
  }

  private void everythingOf(Workload workload) {
    for (var manifest : manifests(workload)) {
      var meta =
          new V1ObjectMeta()
              .labels(new java.util.TreeMap<>(Map.of(Labels.APPLIED, manifest.hash())))
              .managedFields(List.of(managed("slipway", OURS)));
      live.add(new Live(manifest.ref(), manifest.body().deepCopy(), meta));
    }
  }

  private Live deployment() {
    return live.stream()
        .filter(object -> object.ref().kind() == Kind.DEPLOYMENT)
        .findFirst()
        .orElseThrow();
  }

  private JsonObject container() {
    return deployment()
        .body()
        .getAsJsonObject("spec")
        .getAsJsonObject("template")
        .getAsJsonObject("spec")
        .getAsJsonArray("containers")
        .get(0)
        .getAsJsonObject();
  }

  private void imageSetBy(String manager) {
    container().addProperty("image", "elsewhere/hello:9");
    deployment()
        .meta()
        .managedFields(
            List.of(
                managed("slipway", OURS),
                managed(
                    manager,
                    """
                    {"f:spec":{"f:template":{"f:spec":{"f:containers":{
                      "k:{\\"name\\":\\"app\\"}":{"f:image":{}}}}}}}
                    """)));
  }

  private void edit(String limit, JsonPrimitive value) {
    container().getAsJsonObject("resources").getAsJsonObject("limits").add(limit, value);
  }

  private void notOurs() {
    deployment().meta().managedFields(List.of());
  }

  private void replicas(int replicas, boolean ours) {
    deployment().body().getAsJsonObject("spec").addProperty("replicas", replicas);
    deployment()
        .meta()
        .managedFields(
            List.of(managed(ours ? "slipway" : "kubectl", "{\"f:spec\":{\"f:replicas\":{}}}")));
  }

  private static V1ManagedFieldsEntry managed(String manager, String fields) {
    return new V1ManagedFieldsEntry()
        .manager(manager)
        .time(CHANGED.atOffset(ZoneOffset.UTC))
        .fieldsV1(JsonParser.parseString(fields));
  }

  private static List<Manifest> manifests(Workload workload) {
    return WorkloadObjects.of(workload, WorkloadObjectsTest.TERMS).stream()
        .map(Manifest::of)
        .toList();
  }

  private Difference between(Workload workload) {
    return Difference.between(workload, manifests(workload), live, confirmed, inUse::contains, NOW);
  }

  private List<String> steps(Workload workload) {
    return texts(between(workload));
  }

  private static List<String> texts(Difference difference) {
    return difference.steps().stream()
        .map(step ->
            switch (step) {
              case Step.Apply(var manifest) -> "apply " + manifest.ref().kind().title();
              case Step.Scale(_, var replicas) -> "scale to " + replicas;
              case Step.Delete(var ref) -> "delete " + ref.kind().title();
            })
        .toList();
  }
}
