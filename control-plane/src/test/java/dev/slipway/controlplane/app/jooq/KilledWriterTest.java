package dev.slipway.controlplane.app.jooq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.controlplane.app.AppFeed;
import dev.slipway.controlplane.app.Event;
import dev.slipway.controlplane.database.Database;
import dev.slipway.controlplane.database.DatabaseUrl;
import dev.slipway.controlplane.vocabulary.AppId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process in the middle of writing: what it acknowledged must be there. */
class KilledWriterTest {
  private static final int KILLS = 3;
  private static final int ACKNOWLEDGEMENTS = 60;

  private static final Pattern ACKNOWLEDGEMENT = Pattern.compile("wrote ([-0-9a-f]{36}) (\\d)");

  @TempDir Path folder;

  @Test
  void everyAcknowledgedWriteOutlivesAKill() throws IOException, InterruptedException {
    var key = SecretBox.newKey();
    var file = folder.resolve("slipway.db");
    Map<AppId, Long> acknowledged = new HashMap<>();
    for (int kill = 0; kill < KILLS; kill++) {
      writeUntilKilled(file, key, acknowledged);
    }
    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(KILLS * ACKNOWLEDGEMENTS / 2);
    try (var database = Database.open(new DatabaseUrl.Sqlite(file))) {
      var apps = new JooqApps(database, SecretBox.of(key), new AppFeed());
      acknowledged.forEach((id, generation) -> {
        var app = apps.find(id).orElseThrow(() -> new AssertionError("lost " + id));
        assertThat(app.generation()).isGreaterThanOrEqualTo(generation);
        assertThat(apps.revision(id, app.generation())).isPresent();
        assertThat(apps.lastEvents(id, 0, 10))
            .extracting(Event::sequence)
            .hasSize((int) app.generation());
      });
      String check = database.read(dsl -> dsl.fetch("pragma integrity_check").formatCSV());
      assertThat(check).endsWith("ok\n");
    }
  }

  @Test
  void aCommitWaitsForTheDisk() {
    try (var database = Database.open(new DatabaseUrl.Sqlite(folder.resolve("slipway.db")))) {
      assertThat(database.isDurable()).isTrue();
    }
  }

  private static void writeUntilKilled(Path file, String key, Map<AppId, Long> acknowledged)
      throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                AcknowledgingWriter.class.getName(),
                file.toString(),
                key)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (int i = 0; i < ACKNOWLEDGEMENTS; ) {
        var line = output.readLine();
        assertThat(line).as("the writer ended by itself").isNotNull();
        i += note(line, acknowledged) ? 1 : 0;
      }
      // Through its handle: the process itself would close the output with what is left in it.
      process.toHandle().destroyForcibly();
      // What it said before it died counts as well.
      output.lines().forEach(line -> note(line, acknowledged));
    }
    process.waitFor();
  }

  /** Notes an acknowledgement; the last one may be cut short, and then was none. */
  private static boolean note(String line, Map<AppId, Long> acknowledged) {
    var matcher = ACKNOWLEDGEMENT.matcher(line);
    if (!matcher.matches()) {
      return false;
    }
    acknowledged.merge(new AppId(matcher.group(1)), Long.valueOf(matcher.group(2)), Math::max);
    return true;
  }
}
