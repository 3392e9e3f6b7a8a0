package dev.slipway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.lab.Lab;
import dev.slipway.proto.v1.Drift;
import dev.slipway.proto.v1.Event;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Somebody with access to the cluster changes what Slipway made there, or is there first. */
@Order(3)
class ClusterDriftIT extends Story {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String NAMESPACE = "slipway-default";

  private final Lab lab = Lab.up("drift", "--simulated", "--gpu-nodes", "1");
  private final String hello = lab.push("localhost/slipway/hello:1");
  private final String hello2 = lab.push("localhost/slipway/hello:2");

  @Override
  void prepare(ControlPlane slipway) {
    slipway
        .withCatalog(OnKubernetes.catalog(Map.of("drift", lab.kubeconfig().toString())))
        .with("SLIPWAY_DOCKER_INSECURE_REGISTRIES", lab.address() + ":5000");
  }

  @AfterEach
  void leaveNothing() {
    assertThat(terraform.destroy()).succeeds();
  }

  @Test
  void whatWasScaledByHandShowsInThePlanAndApplyPutsItBack() {
    assertThat(terraform.apply(app("scaled", "report"))).succeeds();

    var ignored = kubectl("scale", "deployment", "scaled", "--replicas", "3");
    awaitDrift("scaled", "scaling.fixed.replicas");
    slipway.awaitRunning("scaled", 3);

    assertThat(terraform.plan())
        .says("replicas = 3 -> 2", "scaled was changed in its runtime", "2 -> 3, by kubectl")
        .updates("ai_app.scaled")
        .changing("scaling.fixed.replicas", "changed_outside")
        .andNothingElse();
    assertThat(terraform.apply()).succeeds();

    slipway.awaitRunning("scaled", 2);
    assertThat(terraform.plan()).doesNothing();
    assertThat(timeline("scaled", "DRIFTED")).hasSize(1);
    assertThat(timeline("scaled", "DRIFT_GONE")).hasSize(1);
  }

  @Test
  void anotherImageShowsInThePlanAndApplyPutsItBack() {
    assertThat(terraform.apply(app("retagged", "report"))).succeeds();
    var before = image("retagged");

    var ignored = kubectl("set", "image", "deployment/retagged", "app=" + hello2);
    awaitDrift("retagged", "image");

    assertThat(terraform.plan())
        .says("%s\" -> \"%s".formatted(hello2, hello), "by kubectl-set")
        .updates("ai_app.retagged")
        .changing("image", "changed_outside");
    assertThat(terraform.apply()).succeeds();

    assertThat(image("retagged")).isEqualTo(before);
    assertThat(terraform.plan()).doesNothing();
  }

  @Test
  void whatNoAttributeShowsMakesAPlanToo() {
    assertThat(terraform.apply(app("headless", "report"))).succeeds();

    var ignored = kubectl("delete", "service", "headless");
    awaitDrift("headless", "");

    assertThat(terraform.plan())
        .says("Service headless: deleted")
        .updates("ai_app.headless")
        .changing("changed_outside")
        .andNothingElse();
    assertThat(terraform.apply()).succeeds();

    assertThat(kubectl("get", "service", "headless", "--output", "name")).contains("headless");
    assertThat(terraform.plan()).doesNothing();
  }

  @Test
  void whatIsDeletedWhileTheControlPlaneIsAwayShowsWhenItIsBack() {
    assertThat(terraform.apply(app("watchless", "report"))).succeeds();

    slipway.kill();
    var ignored = kubectl("delete", "service", "watchless");
    slipway.start();
    awaitDrift("watchless", "");

    assertThat(terraform.plan()).says("Service watchless: deleted").updates("ai_app.watchless");
    assertThat(terraform.apply()).succeeds();
    assertThat(kubectl("get", "service", "watchless", "--output", "name")).contains("watchless");
  }

  @Test
  void whatIsEnforcedIsRevertedAndThePlanStaysEmpty() {
    assertThat(terraform.apply(app("steady", "enforce"))).succeeds();

    var ignored = kubectl("scale", "deployment", "steady", "--replicas", "3");

    await("it is reverted, and told")
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(timeline("steady", "DRIFT_REVERTED"))
                .anySatisfy(message -> assertThat(message).contains("kubectl", "replicas", "3")));
    slipway.awaitRunning("steady", 2);
    assertThat(terraform.plan()).doesNothing();
  }

  @Test
  void aNameThatSomebodyHasTakenFailsTheApplyAndSaysWhose() {
    assertThat(terraform.apply(app("first", "enforce"))).succeeds();
    var ignored = kubectl("create", "service", "clusterip", "taken", "--tcp=1234:1234");

    assertThat(terraform.apply(app("first", "enforce") + app("taken", "enforce")))
        .fails()
        .says("Service taken in " + NAMESPACE, "kubectl-create", "give the app another name");
    assertThat(kubectl("get", "service", "taken", "--output", "jsonpath={.spec.ports[*].port}"))
        .isEqualTo("1234");

    ignored = kubectl("delete", "service", "taken");
    assertThat(terraform.apply()).succeeds();
  }

  private String app(String name, String drift) {
    return """
    resource "ai_app" "%1$s" {
      name    = "%1$s"
      image   = "%2$s"
      drift   = "%3$s"
      scaling = { fixed = { replicas = 2 } }
    }
    """
        .formatted(name, hello, drift);
  }

  private String kubectl(String... arguments) {
    var all = new String[arguments.length + 2];
    all[0] = "--namespace";
    all[1] = NAMESPACE;
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return lab.kubectl(all);
  }

  private String image(String name) {
    return kubectl(
        "get",
        "deployment",
        name,
        "--output",
        "jsonpath={.spec.template.spec.containers[0].image}");
  }

  private void awaitDrift(String name, String specField) {
    await("the control plane has seen it")
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(slipway.app(name).orElseThrow().getStatus().getDriftList())
                .extracting(Drift::getSpecField)
                .containsExactly(specField));
  }

  private List<String> timeline(String name, String code) {
    return slipway.timeline(slipway.app(name).orElseThrow().getId()).stream()
        .filter(event -> event.getCode().equals(code))
        .map(Event::getMessage)
        .toList();
  }
}
