package dev.slipway.provider.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The real Terraform starts, uses and ends a provider of this SDK. */
class ServingIT {
  private static final String NOTE =
      """
      resource "notes_note" "first" {
        title = "Buy milk"
      }
      """;

  @TempDir private Path folder;

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "mutual TLS over a Unix socket, CHECKPOINT_DISABLE, 1",
    "mutual TLS over TCP, SLIPWAY_PROVIDER_TRANSPORT, tcp",
    "plaintext, TF_DISABLE_PLUGIN_TLS, 1"
  })
  void terraformManagesANote(String transport, String variable, String value) throws Exception {
    var terraform = Terraform.in(folder, NOTE).with(variable, value);
    assertThat(terraform.run("apply", "-auto-approve"))
        .as(transport)
        .contains("1 added, 0 changed, 0 destroyed");
    assertThat(terraform.notes()).isDirectoryContaining("glob:**.note");
    assertThat(terraform.run("plan", "-detailed-exitcode")).contains("No changes");
    assertThat(terraform.run("destroy", "-auto-approve")).contains("1 destroyed");
    assertThat(terraform.notes()).isEmptyDirectory();
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(terraform.sockets()).isEmptyDirectory());
  }

  @Test
  void terraformAttachesToADebuggedProviderForManyCommands() throws Exception {
    var terraform = Terraform.in(folder, NOTE);
    Path said = folder.resolve("said");
    var command = Stream.concat(terraform.provider().stream(), Stream.of("--debug")).toList();
    var provider =
        new ProcessBuilder(command)
            .redirectOutput(said.toFile())
            .redirectError(folder.resolve("errors").toFile())
            .start();
    try {
      terraform.with("TF_REATTACH_PROVIDERS", reattachment(said));
      terraform.run("apply", "-auto-approve");
      assertThat(terraform.run("plan", "-detailed-exitcode")).contains("No changes");
      terraform.run("destroy", "-auto-approve");
      assertThat(provider.isAlive()).isTrue();
    } finally {
      provider.destroy();
      provider.onExit().join();
    }
    assertThat(terraform.sockets()).isEmptyDirectory();
  }

  @Test
  void terraformUnderstandsEveryLogLine() throws Exception {
    Path log = folder.resolve("log");
    var terraform =
        Terraform.in(folder, NOTE).with("TF_LOG", "JSON").with("TF_LOG_PATH", log.toString());
    terraform.run("apply", "-auto-approve");
    var json = new JsonMapper();
    List<JsonNode> lines = Files.readAllLines(log).stream().map(json::readTree).toList();
    assertThat(lines)
        .anySatisfy(line -> {
          assertThat(text(line, "@message")).isEqualTo("Served a request");
          assertThat(text(line, "@level")).isEqualTo("trace");
          assertThat(text(line, "tf_rpc")).isEqualTo("ApplyResourceChange");
          assertThat(text(line, "tf_resource_type")).isEqualTo("notes_note");
        })
        // Terraform's words for what a plugin writes to where nothing belongs.
        .noneMatch(line -> text(line, "@message").contains("unexpected data"));
  }

  private static String text(JsonNode line, String field) {
    return line.path(field).asString("");
  }

  private static String reattachment(Path said) {
    var export = Pattern.compile("export TF_REATTACH_PROVIDERS='(.*)'");
    await().atMost(Duration.ofMinutes(1)).until(() -> export.matcher(read(said)).find());
    var found = export.matcher(read(said));
    assertThat(found.find()).isTrue();
    return String.valueOf(found.group(1));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
