package dev.slipway.controlplane.gateway.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvoyProcessTest {
  @TempDir Path folder;

  @Test
  void nothingIsRecordedAtFirst() throws Exception {
    assertThat(EnvoyProcess.recorded(folder)).isEmpty();
  }

  @Test
  void aProcessIsKnownByItsStartTimeToo() throws Exception {
    var pid = ProcessHandle.current().pid();
    var stat = Files.readString(Path.of("/proc/self/stat"));
    var started = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[19];

    record(pid + " " + started + "\n");
    assertThat(EnvoyProcess.recorded(folder))
        .hasValueSatisfying(process -> assertThat(process.pid()).isEqualTo(pid));

    record(pid + " " + started + "1\n");
    assertThat(EnvoyProcess.recorded(folder)).as("a later process with its pid").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "12", "12 34 56", "x 12", "-1 12", "99999999999999999999 1"})
  void aDamagedRecordIsNone(String text) throws Exception {
    record(text);
    assertThat(EnvoyProcess.recorded(folder)).isEmpty();
  }

  private void record(String text) throws Exception {
    Files.writeString(folder.resolve("envoy.pid"), text);
  }
}
