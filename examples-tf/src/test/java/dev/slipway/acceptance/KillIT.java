package dev.slipway.acceptance;

import static dev.slipway.proto.v1.AppState.DELETING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.proto.v1.App;
import dev.slipway.provider.test.cli.Running;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * Fifty kills at random moments of applies. The moments differ from run to run: what must hold
 * holds at every one of them.
 */
@Order(1) // the longest
class KillIT extends Story {
  private static final int KILLS = Integer.getInteger("slipway.kills", 50);
  private static final int APPS = 3;
  private static final int ROUNDS_BETWEEN_CHECKS = 4;

  private final long seed = Long.getLong("slipway.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final Map<Victim, Integer> kills = new TreeMap<>();
  private int interruptedApplies;
  private int acknowledged;
  private int checkedInRound;

  private enum Victim {
    CONTROL_PLANE,
    PROVIDER,
    TERRAFORM
  }

  @Test
  void nothingIsLostDoubledOrLeftBehind() throws Exception {
    System.out.printf("seed %d (set -Dslipway.seed to repeat the choice of victims)%n", seed);
    for (int round = 1; round <= KILLS; round++) {
      terraform.configuration(configuration(round));
      var applying = terraform.beginApply();
      // any moment will do: before, during or after the change
      if (!applying.endsWithin(Duration.ofMillis(random.nextInt(4000)))) {
        interruptedApplies++;
      }
      kill(Victim.values()[random.nextInt(Victim.values().length)], applying);
      var ignored = applying.end();
      terraform.forgetLock();
      acknowledgedWritesAreThere(round);
    }

    assertThat(terraform.apply(configuration(KILLS))).as("seed %d", seed).succeeds();
    assertThat(terraform.plan()).doesNothing();
    var apps = slipway.list();
    assertThat(apps).as("apps, none lost and none doubled").hasSize(APPS);
    int replicas =
        apps.stream().mapToInt(a -> a.getSpec().getScaling().getFixed().getReplicas()).sum();
    await("exactly the wanted containers")
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(containers()).isEqualTo(replicas));

    assertThat(acknowledged).as("acknowledged writes checked").isGreaterThanOrEqualTo(KILLS / 10);
    System.out.printf(
        "kills %s, applies interrupted %d of %d, acknowledged writes checked %d, lost 0, doubled 0%n",
        kills, interruptedApplies, KILLS, acknowledged);

    assertThat(terraform.destroy()).succeeds();
    await("no orphan").atMost(Duration.ofMinutes(1)).until(() -> containers() == 0);
  }

  private void kill(Victim victim, Running terraform) {
    kills.merge(victim, 1, Integer::sum);
    switch (victim) {
      case CONTROL_PLANE -> {
        slipway.kill();
        slipway.start();
      }
      case PROVIDER -> terraform.killProviders();
      case TERRAFORM -> terraform.kill();
    }
  }

  /** A write that was acknowledged just before the control plane is killed is there after it. */
  private void acknowledgedWritesAreThere(int round) {
    if (round < checkedInRound + ROUNDS_BETWEEN_CHECKS) {
      return;
    }
    var app = slipway.list().stream().filter(a -> a.getStatus().getState() != DELETING).findFirst();
    if (app.isEmpty()) {
      return; // all of them are just being replaced; the next round has some
    }
    checkedInRound = round;
    var written = label(app.get());
    slipway.kill();
    slipway.start();
    acknowledged++;
    var found = slipway.appById(written.getId());
    assertThat(found.getGeneration()).isEqualTo(written.getGeneration());
    assertThat(found.getSpec()).isEqualTo(written.getSpec());
  }

  private App label(App app) {
    return slipway.edit(
        app.getSpec().getName(), spec -> spec.putLabels("round", "r" + random.nextInt(1_000_000)));
  }

  /** All that this control plane ever made and that is still there, of known apps or not. */
  private int containers() {
    return engine.labelled(Map.of("dev.slipway.instance", slipway.instance())).size();
  }

  private static String configuration(int round) {
    return IntStream.range(0, APPS)
        .mapToObj(i ->
            """
            resource "ai_app" "app%1$d" {
              name  = "app%1$d"
              image = "localhost/slipway/hello:%2$d"
              env   = { ROUND = "%3$d" }
              scaling = { fixed = { replicas = %4$d } }
              readiness_probe = { path = "/health", period = "1s" }
              rollout = { termination_grace = "2s" }
            }
            """
                .formatted(i, 1 + (round + i) % 2, round, 1 + (round + i) % 2))
        .collect(Collectors.joining());
  }
}
