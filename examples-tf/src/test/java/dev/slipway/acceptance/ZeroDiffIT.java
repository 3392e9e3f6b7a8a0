package dev.slipway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.provider.test.cli.Cli;
import dev.slipway.provider.test.cli.EachProgram;
import dev.slipway.provider.test.cli.Planned;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * For every attribute of {@code ai_app} that a user can set: apply, then plan is empty; import,
 * then plan is empty. The attributes come from the provider's own schema, so a new one without a
 * value here fails the first test.
 */
@EachProgram
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
                  "readiness_probe = { path = \"/health\", port = 8080 }",
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
          Map.entry("drift", List.of("drift = \"report\"", "drift = \"enforce\"")),
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

  private static final List<String> SETTINGS =
      VALUES.entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .flatMap(e -> e.getValue().stream())
          .toList();

  private Planned afterApply;
  private Planned importing;
  private Planned afterImport;

  static List<String> settings() {
    return SETTINGS;
  }

  /** One day in the life of an app per setting; the stories look at what its plans said. */
  @BeforeAll
  void applyAndImportThemAll(@TempDir Path folder) {
    slipway.quota(100);
    var applying = terraformIn(folder.resolve("apply"));
    assertThat(applying.apply(configuration())).succeeds();
    afterApply = planned(applying);

    var taking = terraformIn(folder.resolve("import"));
    taking.configuration(configuration() + imports(applying));
    importing = planned(taking);
    assertThat(taking.apply()).succeeds();
    afterImport = planned(taking);

    assertThat(taking.destroy()).succeeds();
  }

  /** Looked at while there are apps, since a plan is read by the provider's schema. */
  private static Planned planned(Cli terraform) {
    var plan = terraform.plan();
    assertThat(plan.changes()).isNotEmpty();
    return plan;
  }

  @Test
  void everySettableAttributeHasItsStory() {
    terraform.configuration("");
    var attributes = terraform.schema(SOURCE).at("/resource_schemas/ai_app/block/attributes");
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
  void whatWasAppliedPlansNothing(String setting) {
    assertThat(afterApply).leaves(address(setting));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void whatIsImportedPlansNothing(String setting) {
    assertThat(importing).imports(address(setting));
    if (CLIENT_ONLY.stream().anyMatch(setting::startsWith)) {
      assertThat(importing.of(address(setting)).attributes())
          .isNotEmpty()
          .allMatch(changed -> setting.startsWith(changed.replaceFirst("\\..*", "")));
    } else {
      assertThat(importing).leaves(address(setting));
    }
    assertThat(afterImport).leaves(address(setting));
  }

  private static String configuration() {
    return SETTINGS.stream()
        .map(setting ->
            """
            resource "ai_app" "%s" {
              name  = "zero-%d"
              image = "localhost/slipway/hello:1"
              %s
            }
            """
                .formatted(name(setting), SETTINGS.indexOf(setting), setting))
        .collect(Collectors.joining());
  }

  private static String imports(Cli applied) {
    var state = applied.state();
    return SETTINGS.stream()
        .map(setting ->
            """
            import {
              to = %s
              id = "%s"
            }
            """
                .formatted(address(setting), state.of(address(setting)).text("id")))
        .collect(Collectors.joining());
  }

  private static String name(String setting) {
    return "zero" + SETTINGS.indexOf(setting);
  }

  private static String address(String setting) {
    return "ai_app." + name(setting);
  }

  private static boolean isSettable(JsonNode attribute) {
    return attribute.path("required").asBoolean(false)
        || attribute.path("optional").asBoolean(false);
  }
}
