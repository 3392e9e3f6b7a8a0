package dev.slipway.controlplane.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.slipway.controlplane.app.Admission;
import dev.slipway.controlplane.app.App;
import dev.slipway.controlplane.app.AppSpec;
import dev.slipway.controlplane.app.AppState;
import dev.slipway.controlplane.app.AppStatus;
import dev.slipway.controlplane.app.Caller;
import dev.slipway.controlplane.app.Drift;
import dev.slipway.controlplane.app.DriftPolicy;
import dev.slipway.controlplane.app.Resources;
import dev.slipway.controlplane.app.Rollout;
import dev.slipway.controlplane.app.Scaling;
import dev.slipway.controlplane.app.SecretEnv;
import dev.slipway.controlplane.runtime.Observation;
import dev.slipway.controlplane.runtime.ReplicaStatus;
import dev.slipway.controlplane.vocabulary.AppId;
import dev.slipway.controlplane.vocabulary.RegionName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StateOfTest {
  private static final AppId ID = new AppId("6d1f2d3c-0d6c-4f0e-9d43-0d9f1d6c1b11");
  private static final Instant THEN = Instant.parse("2026-01-01T10:00:00Z");
  private static final Instant NOW = Instant.parse("2026-01-01T10:00:05Z");

  static Stream<Arguments> stories() {
    var wants2 = new Wish();
    return Stream.of(
        arguments("not looked at yet", wants2.notAdmitted(""), seen(), "QUEUED obs 0 serving 0"),
        arguments(
            "waits for quota",
            wants2.notAdmitted("needs 2 GPUs"),
            seen(),
            "QUEUED obs 1 serving 0: needs 2 GPUs"),
        arguments("let in", wants2.told(0), seen(), "INITIALIZING obs 0 serving 0"),
        arguments("told", wants2, seen().of(1, 2), "INITIALIZING obs 1 serving 0"),
        arguments(
            "starts, with a reason",
            wants2,
            seen().of(1, 2).starting(1, "fetching the image"),
            "INITIALIZING obs 1 serving 0: fetching the image"),
        arguments("one of two ready", wants2, seen().of(1, 2).ready(1), "SCALING obs 1 serving 1"),
        arguments(
            "both ready",
            wants2,
            seen().of(1, 2).ready(1).ready(1).settled(),
            "RUNNING obs 1 serving 1"),
        arguments(
            "the runtime still settles an earlier number",
            wants2,
            seen().of(1, 1).ready(1).settled(),
            "SCALING obs 1 serving 1"),
        arguments(
            "scaled, same replicas",
            wants2.at(2, 1),
            seen().of(1, 2).ready(1).ready(1).settled(),
            "RUNNING obs 2 serving 2"),
        arguments(
            "replaced, half way",
            wants2.at(2, 2).served(1),
            seen().of(2, 2).ready(1).ready(2),
            "SCALING obs 2 serving 2"),
        arguments(
            "the new one fails while the old one serves",
            wants2.at(2, 2).served(1),
            seen().of(2, 2).ready(1).ready(1).fails(false, "exits with code 1"),
            "FAILED obs 2 serving 1: exits with code 1"),
        arguments(
            "the new one fails while a scaled old one serves",
            wants2.at(3, 3).served(2),
            seen().of(3, 2).ready(1).ready(1).fails(false, "exits with code 1"),
            "FAILED obs 3 serving 2: exits with code 1"),
        arguments(
            "a failure of an earlier revision is not this one's",
            wants2.at(2, 2),
            seen().of(1, 2).fails(false, "exits with code 1"),
            "INITIALIZING obs 2 serving 0"),
        arguments(
            "the platform's fault",
            wants2,
            seen().of(1, 2).fails(true, "no GPU is free"),
            "ERROR obs 1 serving 0: no GPU is free"),
        arguments(
            "an obstacle before the runtime",
            wants2.told(0).obstacle(AppState.FAILED, "no such image"),
            seen(),
            "FAILED obs 1 serving 0: no such image"),
        arguments(
            "a larger spec waits while the old one serves",
            wants2.at(2, 2).notAdmitted("needs 1 CPU more").told(1).served(1).observed(1),
            seen().of(1, 2).ready(1),
            "SCALING obs 2 serving 1: needs 1 CPU more"),
        arguments(
            "stops",
            wants2.at(2, 1).stopped(),
            seen().of(1, 0).ready(1),
            "STOPPING obs 2 serving 2"),
        arguments(
            "stopped",
            wants2.at(2, 1).stopped(),
            seen().of(1, 0).settled(),
            "STOPPED obs 2 serving 0"),
        arguments(
            "started again, nothing there yet",
            wants2.at(3, 1),
            seen().of(1, 0).settled(),
            "INITIALIZING obs 3 serving 0"),
        arguments("goes", wants2.deleting(), seen().of(1, 2).ready(1), "DELETING obs 1 serving 1"),
        arguments(
            "somebody else has set the number of replicas",
            wants2,
            seen().of(1, 3).ready(1).ready(1).ready(1).settled().drifted("scaling.fixed.replicas"),
            "RUNNING obs 1 serving 1"),
        arguments(
            "somebody else has changed something else meanwhile",
            wants2,
            seen().of(1, 3).ready(1).settled().drifted("image"),
            "SCALING obs 1 serving 1"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("stories")
  void isDerived(String story, Wish wish, Sight sight, String wanted) {
    var status = StateOf.of(wish.app(), wish.told, sight.observation(), wish.obstacle, NOW);

    assertThat(
            "%s obs %d serving %d%s"
                .formatted(
                    status.state(),
                    status.observedGeneration(),
                    status.servingRevision(),
                    status.reason().isEmpty() ? "" : ": " + status.reason()))
        .isEqualTo(wanted);
    assertThat(status.lastTransition()).isEqualTo(status.state() == AppState.QUEUED ? THEN : NOW);
  }

  static Stream<Arguments> driftStories() {
    var wants2 = new Wish().observed(1);
    var settled = seen().of(1, 2).settled();
    return Stream.of(
        arguments("none", wants2, List.of(), settled, List.of()),
        arguments("comes", wants2, List.of(), settled.drifted("image"), List.of("image")),
        arguments("stays", wants2, List.of("image"), settled.drifted("image"), List.of("image")),
        arguments("goes", wants2, List.of("image"), settled, List.of()),
        arguments(
            "stays while a runtime that was started anew has not compared yet",
            wants2,
            List.of("image"),
            seen().of(1, 2),
            List.of("image")),
        arguments(
            "stays while nobody can tell the runtime what is wanted",
            wants2.told(0).obstacle(AppState.ERROR, "no such flavor"),
            List.of("image"),
            seen(),
            List.of("image")),
        arguments(
            "ends with the next generation, at once",
            wants2.at(2, 1),
            List.of("image"),
            seen().of(1, 2),
            List.of()),
        arguments(
            "comes again after the next generation",
            wants2.at(2, 1),
            List.of("image"),
            settled.drifted("port"),
            List.of("port")),
        arguments(
            "of an earlier spec says nothing of one that waits",
            wants2.at(2, 2).notAdmitted("needs 1 CPU more").told(1),
            List.of("image"),
            settled.drifted("image"),
            List.of()));
  }

  @ParameterizedTest(name = "drift {0}")
  @MethodSource("driftStories")
  void driftIsOfTheLatestGeneration(
      String story, Wish wish, List<String> before, Sight sight, List<String> wanted) {
    var app = wish.app(before.stream().map(Sight::drift).map(StateOfTest::known).toList());

    var status = StateOf.of(app, wish.told, sight.observation(), wish.obstacle, NOW);

    assertThat(status.drift()).extracting(Drift::specField).isEqualTo(wanted);
  }

  @Test
  void driftIsAsOldAsItsFirstSight() {
    var first = known(Sight.drift("image")).at(THEN.minusSeconds(60));

    var status =
        StateOf.of(
            new Wish().observed(1).app(List.of(first)),
            1,
            seen().of(1, 2).settled().drifted("image").observation(),
            null,
            NOW);

    assertThat(status.drift()).containsExactly(first);
  }

  @Test
  void whatHasComeAboutOnceIsRemembered() {
    var settled = seen().of(2, 2).ready(2).ready(2).settled().observation();
    var starting = seen().of(2, 2).ready(2).observation();
    var wish = new Wish().at(2, 2).app(List.of());
    var waits = new Wish().at(3, 3).notAdmitted("needs 1 CPU more").app(List.of());

    assertThat(StateOf.of(wish, 2, starting, null, NOW).settledGeneration()).isEqualTo(0);
    assertThat(StateOf.of(wish, 2, settled, null, NOW).settledGeneration()).isEqualTo(2);
    assertThat(StateOf.of(wish, 0, settled, null, NOW).settledGeneration())
        .as("nobody had told it")
        .isEqualTo(0);
    assertThat(StateOf.of(waits, 2, settled, null, NOW).settledGeneration())
        .as("the one that runs until then")
        .isEqualTo(2);
  }

  private static Drift known(dev.slipway.controlplane.runtime.Drift drift) {
    return new Drift(
        drift.object(),
        drift.field(),
        drift.specField(),
        drift.wanted(),
        drift.actual(),
        drift.manager(),
        drift.time());
  }

  private static Sight seen() {
    return new Sight(0, 0, List.of(), false, null, List.of());
  }

  /** What the owner wants and the control plane knows, in the words of a story. */
  record Wish(
      long generation,
      long template,
      long told,
      boolean admitted,
      String waitingFor,
      boolean running,
      boolean isDeleting,
      long serving,
      long observedBefore,
      @Nullable Obstacle obstacle) {
    Wish() {
      this(1, 1, 1, true, "", true, false, 0, 0, null);
    }

    Wish at(long generation, long template) {
      return new Wish(
          generation,
          template,
          generation,
          admitted,
          waitingFor,
          running,
          isDeleting,
          serving,
          observedBefore,
          obstacle);
    }

    Wish told(long generationTold) {
      return new Wish(
          generation,
          template,
          generationTold,
          admitted,
          waitingFor,
          running,
          isDeleting,
          serving,
          observedBefore,
          obstacle);
    }

    Wish notAdmitted(String why) {
      return new Wish(
          generation,
          template,
          0,
          false,
          why,
          running,
          isDeleting,
          serving,
          observedBefore,
          obstacle);
    }

    Wish stopped() {
      return new Wish(
          generation,
          template,
          told,
          admitted,
          waitingFor,
          false,
          isDeleting,
          serving,
          observedBefore,
          obstacle);
    }

    Wish deleting() {
      return new Wish(
          generation,
          template,
          told,
          admitted,
          waitingFor,
          running,
          true,
          serving,
          observedBefore,
          obstacle);
    }

    Wish served(long revision) {
      return new Wish(
          generation,
          template,
          told,
          admitted,
          waitingFor,
          running,
          isDeleting,
          revision,
          observedBefore,
          obstacle);
    }

    Wish observed(long before) {
      return new Wish(
          generation,
          template,
          told,
          admitted,
          waitingFor,
          running,
          isDeleting,
          serving,
          before,
          obstacle);
    }

    Wish obstacle(AppState state, String why) {
      return new Wish(
          generation,
          template,
          told,
          admitted,
          waitingFor,
          running,
          isDeleting,
          serving,
          observedBefore,
          new Obstacle(state, why));
    }

    App app() {
      return app(List.of());
    }

    App app(List<Drift> driftBefore) {
      var spec =
          new AppSpec(
              "hello",
              new RegionName("local"),
              "hello:1",
              List.of(),
              8080,
              new TreeMap<>(),
              SecretEnv.NONE,
              new TreeMap<>(),
              new Resources(Resources.Kind.CPU, 1, "ai1-1-cpu"),
              new Scaling.Fixed(2),
              null,
              null,
              Rollout.DEFAULT,
              running,
              DriftPolicy.REPORT);
      return new App(
          ID,
          "default",
          spec,
          null,
          generation,
          template,
          new Admission(admitted ? generation : generation - 1, null, 0, waitingFor),
          new AppStatus(
              AppState.QUEUED, "", observedBefore, 0, serving, 0, List.of(), THEN, driftBefore),
          Caller.SLIPWAY,
          THEN,
          THEN,
          false,
          isDeleting);
    }
  }

  /** What the runtime shows, in the words of a story. */
  record Sight(
      long revision,
      int target,
      List<ReplicaStatus> replicas,
      boolean isSettled,
      Observation.@Nullable Failure failure,
      List<dev.slipway.controlplane.runtime.Drift> drift) {
    Sight of(long workload, int wanted) {
      return new Sight(workload, wanted, replicas, isSettled, failure, drift);
    }

    Sight ready(long of) {
      return with(of, ReplicaStatus.State.READY, "");
    }

    Sight starting(long of, String reason) {
      return with(of, ReplicaStatus.State.STARTING, reason);
    }

    private Sight with(long of, ReplicaStatus.State state, String reason) {
      var more = new ArrayList<>(replicas);
      more.add(new ReplicaStatus("r" + more.size(), of, state, 0, THEN, null, reason));
      return new Sight(revision, target, more, isSettled, failure, drift);
    }

    Sight settled() {
      return new Sight(revision, target, replicas, true, failure, drift);
    }

    Sight fails(boolean platform, String message) {
      return new Sight(
          revision,
          target,
          replicas,
          false,
          new Observation.Failure(platform, "X", message),
          drift);
    }

    Sight drifted(String specField) {
      return new Sight(revision, target, replicas, isSettled, failure, List.of(drift(specField)));
    }

    static dev.slipway.controlplane.runtime.Drift drift(String specField) {
      return new dev.slipway.controlplane.runtime.Drift(
          "Deployment hello", "spec", specField, "a", "b", "kubectl", THEN);
    }

    Observation observation() {
      return new Observation(ID, revision, target, replicas, isSettled, failure, drift);
    }
  }
}
