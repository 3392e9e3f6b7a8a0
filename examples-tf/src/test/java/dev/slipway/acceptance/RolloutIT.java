package dev.slipway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A new image replaces the old one under load, or fails and leaves the old one serving. */
class RolloutIT extends Story {

  @Override
  void prepare(ControlPlane slipway) {
    slipway.with("SLIPWAY_DOCKER_DRAIN", "5s");
  }

  @AfterEach
  void leaveNothing() {
    assertThat(terraform.destroy()).succeeds();
  }

  @Test
  void aNewImageReplacesTheOldOneAndNoRequestFails() throws Exception {
    var replicas = "scaling = { fixed = { replicas = 2 } }";
    assertThat(terraform.apply(Hello.app("rolled", replicas))).succeeds();
    var url = terraform.output("url").asString();

    var done = new AtomicBoolean();
    var answered = new AtomicInteger();
    var failures = new ConcurrentLinkedQueue<String>();
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      var asking =
          List.of("", "", "", "slow?seconds=1").stream()
              .map(path -> clients.submit(() -> ask(url + "/" + path, done, answered, failures)))
              .toList();
      var second = Hello.app("rolled", replicas).replace("hello:1", "hello:2");
      var applied = terraform.apply(second);
      done.set(true);
      for (var client : asking) {
        client.get();
      }
      assertThat(applied).succeeds();
    }

    System.out.printf(
        "requests during the rollout: %d, failed: %d%n", answered.get(), failures.size());
    assertThat(failures).isEmpty();
    assertThat(answered.get()).isPositive();
    assertThat(terraform.output("url").asString()).isEqualTo(url);
    assertThat(slipway.get(url).body()).contains("version 2");
  }

  @Test
  void anImageThatNeverBecomesReadyFailsTheApplyAndTheOldOneServes() {
    assertThat(terraform.apply(Hello.app("stuck"))).succeeds();
    var url = terraform.output("url").asString();

    var broken =
        Hello.app("stuck", "rollout = { progress_deadline = \"8s\" }")
            .replace("localhost/slipway/hello:1", "localhost/slipway/never-ready:1");
    assertThat(terraform.apply(broken))
        .fails()
        .says(
            "with ai_app.stuck", "readiness probe", "/health", "503", "revision 2", "still serves");
    var answer = slipway.get(url);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("version 1");

    assertThat(terraform.apply(Hello.app("stuck"))).succeeds();
    slipway.awaitRunning("stuck", 1);
  }

  @Test
  void anAppThatCrashesFailsTheApplyWithItsExitCodeAndItsLastLines() {
    var crashing =
        """
        resource "ai_app" "crashing" {
          name    = "crashing"
          image   = "localhost/slipway/crash:1"
          rollout = { progress_deadline = "8s" }
        }
        """;

    assertThat(terraform.apply(crashing))
        .fails()
        .says("with ai_app.crashing", "exited with code 1", "Last lines of its log");
    assertThat(terraform.plan().text())
        .as("tainted, so that the next apply starts anew")
        .contains("1 to add");
  }

  private void ask(
      String url,
      AtomicBoolean done,
      AtomicInteger answered,
      ConcurrentLinkedQueue<String> failures) {
    while (!done.get()) {
      try {
        var answer = slipway.get(url);
        answered.incrementAndGet();
        if (answer.statusCode() != 200) {
          failures.add(answer.statusCode() + " " + answer.body());
        }
      } catch (RuntimeException e) {
        failures.add(e.toString());
      }
    }
  }
}
