package dev.slipway.controlplane.reconcile;

import static dev.slipway.controlplane.app.Specs.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.slipway.controlplane.app.Admission;
import dev.slipway.controlplane.app.App;
import dev.slipway.controlplane.app.AppState;
import dev.slipway.controlplane.app.AppStatus;
import dev.slipway.controlplane.app.Drift;
import dev.slipway.controlplane.app.Event;
import dev.slipway.controlplane.app.Specs;
import dev.slipway.controlplane.vocabulary.AppId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DriftEventsTest {
  private static final Drift SCALED = replicas("5");
  private static final Drift SERVICE_GONE = new Drift("Service hello", "", "", "", "", "", NOON);
  private static final Drift LABEL_SET =
      new Drift("Service hello", "metadata.labels[team]", "", "", "red", "kubectl-label", NOON);
  private static final Drift PROBE_GONE =
      new Drift(
          "Deployment hello", "readinessProbe", "readiness_probe", "GET /", "", "kubectl", NOON);

  private static Drift replicas(String actual) {
    return new Drift(
        "Deployment hello",
        "spec.replicas",
        "scaling.fixed.replicas",
        "2",
        actual,
        "kubectl-scale",
        NOON);
  }

  static Stream<Arguments> stories() {
    return Stream.of(
        arguments("nothing", List.of(), List.of(), List.of()),
        arguments(
            "a field is changed",
            List.of(),
            List.of(SCALED),
            List.of(
                "DRIFTED kubectl-scale has changed spec.replicas of Deployment hello from 2 to 5")),
        arguments("it stays", List.of(SCALED), List.of(SCALED), List.of()),
        arguments(
            "it is changed once more",
            List.of(SCALED),
            List.of(replicas("7")),
            List.of(
                "DRIFTED kubectl-scale has changed spec.replicas of Deployment hello from 2 to 7")),
        arguments(
            "it is changed back",
            List.of(SCALED),
            List.of(),
            List.of("DRIFT_GONE spec.replicas of Deployment hello is 2 again")),
        arguments(
            "an object is deleted",
            List.of(SCALED),
            List.of(SCALED, SERVICE_GONE),
            List.of("DRIFTED somebody has deleted Service hello")),
        arguments(
            "it is back",
            List.of(SERVICE_GONE),
            List.of(),
            List.of("DRIFT_GONE Service hello is back")),
        arguments(
            "an object is deleted that was changed before",
            List.of(LABEL_SET),
            List.of(SERVICE_GONE),
            List.of("DRIFTED somebody has deleted Service hello")),
        arguments(
            "something is added",
            List.of(),
            List.of(LABEL_SET),
            List.of("DRIFTED kubectl-label has set metadata.labels[team] of Service hello to red")),
        arguments(
            "and removed again",
            List.of(LABEL_SET),
            List.of(),
            List.of("DRIFT_GONE metadata.labels[team] of Service hello is gone")),
        arguments(
            "a field is removed",
            List.of(),
            List.of(PROBE_GONE),
            List.of(
                "DRIFTED kubectl has removed readinessProbe of Deployment hello, it was GET /")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("stories")
  void isToldOnce(String story, List<Drift> before, List<Drift> after, List<String> wanted) {
    var events = DriftEvents.between(app(before), status(1, after), NOON);

    assertThat(events).extracting(DriftEventsTest::words).isEqualTo(wanted);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("stories")
  void theNextGenerationPutsItRight(
      String story, List<Drift> before, List<Drift> after, List<String> wanted) {
    var events = DriftEvents.between(app(before), status(2, List.of()), NOON);

    assertThat(events)
        .extracting(DriftEventsTest::words)
        .isEqualTo(
            before.stream().map(drift -> "DRIFT_GONE " + drift.place() + " is put right").toList());
  }

  private static String words(Event event) {
    return event.code() + " " + event.message();
  }

  private static App app(List<Drift> drift) {
    return new App(
        AppId.random(),
        "default",
        Specs.spec("hello"),
        null,
        2,
        1,
        Admission.NONE,
        status(1, drift),
        Specs.ALICE,
        NOON,
        NOON,
        true,
        false);
  }

  private static AppStatus status(long observed, List<Drift> drift) {
    return new AppStatus(AppState.RUNNING, "", observed, observed, 1, 2, List.of(), NOON, drift);
  }
}
