package dev.slipway.provider.test.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.examples.notes.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The real programs start, use and end a provider of this SDK. */
@EachProgram
class ServingIT {
  private static final Pattern REATTACHMENT =
      Pattern.compile("export TF_REATTACH_PROVIDERS='(.*)'");

  private final Program program;
  @TempDir private Path folder;
  @TempDir private Path notes;
  @TempDir private Path sockets;
  private Launcher launcher;
  private Cli cli;

  ServingIT(Program program) {
    this.program = program;
  }

  @BeforeEach
  void oneNote() {
    launcher = Launcher.of(Main.class, "-Djava.io.tmpdir=" + sockets);
    cli =
        new Cli(program, folder, Providers.launched("slipway/notes", launcher))
            .configuration(
                """
                provider "notes" {
                  folder = "%s"
                }

                resource "notes_note" "first" {
                  title = "Buy milk"
                }
                """
                    .formatted(notes));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "mutual TLS over a Unix socket, CHECKPOINT_DISABLE, 1",
    "mutual TLS over TCP, SLIPWAY_PROVIDER_TRANSPORT, tcp",
    "plaintext, TF_DISABLE_PLUGIN_TLS, 1"
  })
  void managesANote(String transport, String variable, String value) {
    cli.with(variable, value);

    assertThat(cli.apply()).as(transport).succeeds().says("1 added, 0 changed, 0 destroyed");
    assertThat(notes).isDirectoryContaining("glob:**.note");
    assertThat(cli.plan()).doesNothing();
    assertThat(cli.destroy()).succeeds().says("1 destroyed");
    assertThat(notes).isEmptyDirectory();
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(sockets).isEmptyDirectory());
  }

  @Test
  void attachesToADebuggedProviderForManyCommands() throws IOException {
    Path said = folder.resolve("said");
    var command = Stream.concat(launcher.command().stream(), Stream.of("--debug")).toList();
    var provider =
        new ProcessBuilder(command)
            .redirectOutput(said.toFile())
            .redirectError(folder.resolve("errors").toFile())
            .start();
    try {
      cli.with("TF_REATTACH_PROVIDERS", reattachment(said));
      assertThat(cli.apply()).succeeds();
      assertThat(cli.plan()).doesNothing();
      assertThat(cli.destroy()).succeeds();
      assertThat(provider.isAlive()).isTrue();
    } finally {
      provider.destroy();
      provider.onExit().join();
    }
    assertThat(sockets).isEmptyDirectory();
  }

  @Test
  void understandsEveryLogLine() throws IOException {
    Path log = folder.resolve("log");
    cli.with("TF_LOG", "JSON").with("TF_LOG_PATH", log.toString());

    assertThat(cli.apply()).succeeds();

    var json = JsonMapper.shared();
    List<JsonNode> lines = Files.readAllLines(log).stream().map(json::readTree).toList();
    assertThat(lines)
        .anySatisfy(line -> {
          assertThat(text(line, "@message")).isEqualTo("Served a request");
          assertThat(text(line, "@level")).isEqualTo("trace");
          assertThat(text(line, "tf_rpc")).isEqualTo("ApplyResourceChange");
          assertThat(text(line, "tf_resource_type")).isEqualTo("notes_note");
        })
        // the CLIs' words for what a plugin writes to where nothing belongs
        .noneMatch(line -> text(line, "@message").contains("unexpected data"));
  }

  private static String text(JsonNode line, String field) {
    return line.path(field).asString("");
  }

  private static String reattachment(Path said) {
    await().atMost(Duration.ofMinutes(1)).until(() -> REATTACHMENT.matcher(read(said)).find());
    var found = REATTACHMENT.matcher(read(said));
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
