package dev.slipway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.provider.test.cli.EachProgram;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An app that is there already is taken over, by every way there is, without a change to it. */
@EachProgram
class ImportIT extends Story {
  private static final String FOUND =
      """
      resource "ai_app" "found" {
        name            = "found"
        image           = "localhost/slipway/hello:1"
        env             = { GREETING = "Hello", EMPTY = "" }
        labels          = { team = "search" }
        resources       = { cpu = 2 }
        scaling         = { automatic = { min = 1, max = 2, metric = "RAM" } }
        readiness_probe = { path = "/health", period = "1s" }
        rollout         = { termination_grace = "2s" }
      }
      """;

  private String id;

  @BeforeAll
  void anAppOfSomebodyElses(@TempDir Path folder) {
    var other = terraformIn(folder);
    assertThat(other.apply(FOUND)).succeeds();
    id = other.state("ai_app.found").text("id");
  }

  /** The app stays for the next story, which takes it over again. */
  @Override
  void clear() {}

  @Test
  void byTheCommand() {
    terraform.configuration(FOUND);

    assertThat(terraform.importing("ai_app.found", id)).succeeds().says("Import successful");
    assertThat(terraform.plan()).doesNothing();
  }

  @Test
  void byABlock() {
    terraform.configuration(FOUND + block("id = \"%s\""));

    assertThat(terraform.plan()).imports("ai_app.found").changing().andNothingElse();
    assertThat(terraform.apply()).succeeds().says("1 imported, 0 added, 0 changed");
    assertThat(terraform.plan()).doesNothing();
  }

  @Test
  void byItsIdentity() {
    assumeTrue(program.isAtLeast("1.12"), () -> program + " imports by id alone");
    terraform.configuration(FOUND + block("identity = { id = \"%s\" }"));

    assertThat(terraform.plan()).imports("ai_app.found").changing().andNothingElse();
    assertThat(terraform.apply()).succeeds().says("1 imported, 0 added, 0 changed");
    assertThat(terraform.plan()).doesNothing();
  }

  @Test
  void withAConfigurationThatIsWrittenForIt() {
    terraform.configuration(block("id = \"%s\""));

    assertThat(terraform.planWith("-generate-config-out=generated.tf"))
        .imports("ai_app.found")
        .changing()
        .andNothingElse();
    assertThat(terraform.validate()).succeeds();
    assertThat(terraform.apply()).succeeds().says("1 imported, 0 added, 0 changed");
    assertThat(terraform.plan()).doesNothing();
  }

  private String block(String what) {
    return """
    import {
      to = ai_app.found
      %s
    }
    """
        .formatted(what.formatted(id));
  }
}
