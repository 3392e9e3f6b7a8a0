package dev.slipway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * For every attribute of {@code ai_app} that a user can set: apply, then plan is empty; import,
 * then plan is empty. The attributes come from the provider's own schema, so a new one without a
 * value here fails the first test.
 */
class ZeroDiffIT extends Story {

  /** A value that differs from the default, for every attribute that can be set. */
  private static final Map<String, List<String>> VALUES =
      Map.ofEntries(
          Map.entry("region", List.of("region = \"lab\"")),
          Map.entry("command", List.of("command = [\"/bin/serve\"]")),
          Map.entry("port", List.of("port = 8081\nenv = { PORT = \"8081\" }")),
          Map.entry("env", List.of("env = { A = \"1\", B = \"\" }", "env = {}")),
          Map.entry(
              "secret_env_wo",
              List.of("secret_env_wo = { KEY = \"hush\" }\nsecret_env_wo_version = 1")),
          Map.entry(
              "secret_env_wo_version",
              List.of("secret_env_wo = { KEY = \"hush\" }\nsecret_env_wo_version = 7")),
          Map.entry(
              "labels",
              List.of("labels = { team = \"a\", \"example.org/x\" = \"y\" }", "labels = {}")),
          Map.entry(
              "resources",
              List.of("resources = { cpu = 2 }", "resources = { flavor = \"ai1-1-cpu\" }")),
          Map.entry(
              "scaling",
              List.of(
                  "scaling = { fixed = { replicas = 2 } }",
                  "scaling = { automatic = { min = 1, max = 2 } }",
                  "scaling = { automatic = { min = 1, max = 2, metric = \"RAM\", target = 60,"
                      + " scale_up_window = \"5s\", scale_down_window = \"2m\" } }")),
          Map.entry(
              "readiness_probe",
              List.of(
                  "readiness_probe = { path = \"/health\" }",
                  "readiness_probe = { path = \"/health\", initial_delay = \"1s\", period ="
                      + " \"2000ms\", timeout = \"1s\", failure_threshold = 2, success_threshold = 2 }")),
          Map.entry(
              "liveness_probe",
              List.of("liveness_probe = { path = \"/health\", period = \"1m\" }")),
          Map.entry(
              "rollout",
              List.of(
                  "rollout = { max_surge = \"1\", max_unavailable = \"0\", progress_deadline = \"90s\","
                      + " termination_grace = \"1m30s\" }",
                  "rollout = {}")),
          Map.entry("running", List.of("running = false", "running = true")),
          Map.entry("wait_for", List.of("wait_for = \"accepted\"")),
          Map.entry("on_queue", List.of("on_queue = \"fail\"")),
          Map.entry("managed_outside", List.of("managed_outside = [\"image\", \"scaling\"]")),
          Map.entry(
              "timeouts",
              List.of("timeouts = { create = \"3m\", update = \"3m\", delete = \"3m\" }")));

  /**
   * How Terraform itself behaves: the control plane does not know these, so an import cannot bring
   * them, and the plan after it sets them and nothing else.
   */
  private static final List<String> CLIENT_ONLY =
      List.of("wait_for", "on_queue", "managed_outside", "timeouts");

  static Stream<String> settings() {
    return VALUES.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .flatMap(e -> e.getValue().stream());
  }

  @Test
  void everySettableAttributeHasItsStory() {
    terraform.configuration("");
    var schema = Terraform.json(terraform.run("providers", "schema", "-json"));
    var attributes =
        schema
            .path("provider_schemas")
            .path("registry.terraform.io/slipway/ai")
            .path("resource_schemas")
            .path("ai_app")
            .path("block")
            .path("attributes");
    var settable = new ArrayList<String>();
    attributes.properties().stream()
        .filter(a -> isSettable(a.getValue()))
        .map(Map.Entry::getKey)
        .forEach(settable::add);

    settable.removeAll(List.of("name", "image"));
    assertThat(VALUES.keySet()).containsExactlyInAnyOrderElementsOf(settable);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void appliesAndImportsWithoutADifference(String setting) throws Exception {
    var hcl =
        """
        resource "ai_app" "zero" {
          name  = "zero"
          image = "localhost/slipway/hello:1"
          %s
        }
        """
            .formatted(setting);
    var applied = terraform.apply(hcl);
    assertThat(applied.exitCode()).as(applied.text()).isZero();
    var plan = terraform.plan();
    assertThat(plan.exitCode()).as(plan.text()).isZero();

    var id = terraform.state("ai_app.zero").path("id").asString();
    var importing = new Terraform(terraform.folder().resolve("import"), slipway.clientSettings());
    var imported = importing.configuration(hcl).importing("ai_app.zero", id);
    assertThat(imported.exitCode()).as(imported.text()).isZero();
    var after = importing.plan();
    if (CLIENT_ONLY.stream().anyMatch(setting::startsWith)) {
      assertThat(importing.configuredChanges())
          .allMatch(changed -> setting.startsWith(changed.replaceFirst("\\..*", "")));
    } else {
      assertThat(after.exitCode()).as(after.text()).isZero();
    }

    var destroyed = terraform.destroy();
    assertThat(destroyed.exitCode()).as(destroyed.text()).isZero();
  }

  private static boolean isSettable(JsonNode attribute) {
    return attribute.path("required").asBoolean(false)
        || attribute.path("optional").asBoolean(false);
  }
}
