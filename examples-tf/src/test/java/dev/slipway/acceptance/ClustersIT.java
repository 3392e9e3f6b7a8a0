package dev.slipway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.lab.Lab;
import dev.slipway.proto.v1.AppState;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The examples on real pods in two clusters, and GPUs by the dozen in a simulated third. */
@Order(2)
class ClustersIT extends Story {
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final Lab gra = Lab.up("gra", "--nodes", "1", "--gpus", "3");
  private final Lab sbg = Lab.up("sbg", "--nodes", "1");
  private final Lab fleet =
      Lab.up("fleet", "--simulated", "--gpu-nodes", "1", "--gpus-per-node", "4");
  private final String hello = gra.push("localhost/slipway/hello:1");
  private final String simulated = fleet.push("localhost/slipway/hello:1");

  @Override
  void prepare(ControlPlane slipway) {
    var kubeconfigs = new LinkedHashMap<String, String>();
    kubeconfigs.put("gra", gra.kubeconfig().toString());
    kubeconfigs.put("sbg", sbg.kubeconfig().toString());
    kubeconfigs.put("fleet", fleet.kubeconfig().toString());
    slipway
        .withCatalog(OnKubernetes.catalog(kubeconfigs))
        .with(
            "SLIPWAY_DOCKER_INSECURE_REGISTRIES",
            "%s:5000,%s:5000".formatted(gra.address(), sbg.address()));
  }

  @Test
  void anAppOnGpusGetsMoreReplicasUnderLoadAndGivesThemBack() throws IOException {
    slipway.quota(12, 8);
    var here =
        example("gpu-autoscaling").file("image.auto.tfvars", "image = \"%s\"".formatted(hello));

    assertThat(here.apply()).succeeds();
    var id = here.state("ai_app.inference").text("id");
    var url = here.output("url").asString();
    assertThat(slipway.get(url).body()).contains("Hello from Slipway");
    assertThat(OnKubernetes.pods(gra, id, ".spec.containers[0].resources.limits.nvidia\\.com/gpu"))
        .containsExactly("1");

    var busy = new AtomicBoolean(true);
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int client = 0; client < 2; client++) {
        var ignored =
            clients.submit(() -> {
              while (busy.get()) {
                assertThat(slipway.get(url + "/burn?seconds=3").statusCode()).isEqualTo(200);
              }
            });
      }
      await("more replicas under load").atMost(PATIENCE).until(() -> available("inference") > 1);
      busy.set(false);
    }
    assertThat(here.plan()).as("what the load brought about is no drift").doesNothing();
    await("one replica again").atMost(PATIENCE).until(() -> available("inference") == 1);
    assertThat(slipway.get(url).statusCode()).isEqualTo(200);
    assertThat(here.plan()).doesNothing();
    assertThat(here.destroy()).succeeds();
    assertThat(OnKubernetes.objects(gra, "deployments,services,pods,hpa,secrets")).isEmpty();
  }

  @Test
  void oneModuleDeploysToTwoClusters() throws IOException {
    var here =
        example("multi-region")
            .file(
                "image.auto.tfvars",
                "image = { gra = \"%s\", sbg = \"%s\" }"
                    .formatted(hello, sbg.push("localhost/slipway/hello:1")));

    assertThat(here.apply()).succeeds();
    var urls = here.output("urls");
    assertThat(slipway.get(urls.path("gra").asString()).statusCode()).isEqualTo(200);
    assertThat(slipway.get(urls.path("sbg").asString()).statusCode()).isEqualTo(200);
    assertThat(OnKubernetes.objects(gra, "pods")).hasSize(2);
    assertThat(OnKubernetes.objects(sbg, "pods")).hasSize(1);

    assertThat(here.plan()).doesNothing();
    assertThat(here.destroy()).succeeds();
    assertThat(OnKubernetes.objects(gra, "deployments,services,pods")).isEmpty();
    assertThat(OnKubernetes.objects(sbg, "deployments,services,pods")).isEmpty();
  }

  @Test
  void whoeverFindsNoGpuWaitsForItAndStartsWhenANodeIsAdded() {
    slipway.quota(12, 16);
    assertThat(terraform.apply(onGpus("training", 3))).succeeds();
    assertThat(terraform.plan(onGpus("training", 3) + onGpus("tuning", 2)))
        .doesSomething()
        .says("Warning", "GPU");

    var applying = terraform.beginApply();
    await("it is queued, and says why")
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(slipway.app("tuning"))
                .hasValueSatisfying(app -> {
                  assertThat(app.getStatus().getState()).isEqualTo(AppState.QUEUED);
                  assertThat(app.getStatus().getReason()).contains("needs 2 GPUs", "fleet");
                }));
    assertThat(applying.isAlive()).isTrue();

    fleet.join("gpu-7", 4);
    try {
      assertThat(applying.end()).succeeds();
      var id = slipway.app("tuning").orElseThrow().getId();
      assertThat(OnKubernetes.pods(fleet, id, ".spec.nodeName")).containsExactly("gpu-7");
      assertThat(terraform.destroy()).succeeds();
    } finally {
      var ignored = fleet.kubectl("delete", "node", "gpu-7");
    }
  }

  private int available(String app) {
    return slipway.app(app).orElseThrow().getStatus().getAvailableReplicas();
  }

  private String onGpus(String name, int gpus) {
    return """
    resource "ai_app" "%1$s" {
      name      = "%1$s"
      image     = "%3$s"
      region    = "fleet"
      resources = { gpu = %2$d }
    }
    """
        .formatted(name, gpus, simulated);
  }
}
