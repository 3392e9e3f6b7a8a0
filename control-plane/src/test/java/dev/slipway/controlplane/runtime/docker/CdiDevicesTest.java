package dev.slipway.controlplane.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CdiDevicesTest {
  @TempDir Path directory;

  @Test
  void aMachineWithoutSpecificationsHasNone() {
    assertThat(new CdiDevices(List.of(Path.of("/nowhere"), directory)).byKind()).isEmpty();
  }

  @Test
  void oneDeviceUnderSeveralNamesCountsOnceAndAllOfThemNotAtAll() throws IOException {
    write(
        "nvidia.yaml",
        """
        cdiVersion: 0.5.0
        kind: nvidia.com/gpu
        devices:
          - name: "0"
            containerEdits: {deviceNodes: [{path: /dev/nvidia0}]}
          - name: "1"
            containerEdits: {deviceNodes: [{path: /dev/nvidia1}]}
          - name: GPU-8f3a2b1c
            containerEdits: {deviceNodes: [{path: /dev/nvidia0}]}
          - name: GPU-77aa66bb
            containerEdits: {deviceNodes: [{path: /dev/nvidia1}]}
          - name: all
            containerEdits: {deviceNodes: [{path: /dev/nvidia0}, {path: /dev/nvidia1}]}
        """);

    assertThat(devices().byKind())
        .isEqualTo(Map.of("nvidia.com/gpu", List.of("nvidia.com/gpu=0", "nvidia.com/gpu=1")));
  }

  @Test
  void devicesWithoutNodesAreTheirNames() throws IOException {
    write(
        "made-up.json",
        """
        {"cdiVersion": "0.5.0", "kind": "slipway.test/gpu", "devices": [
          {"name": "10", "containerEdits": {"env": ["A=1"]}},
          {"name": "9", "containerEdits": {"env": ["A=2"]}}]}
        """);

    assertThat(devices().byKind())
        .isEqualTo(
            Map.of("slipway.test/gpu", List.of("slipway.test/gpu=9", "slipway.test/gpu=10")));
  }

  @Test
  void whatCannotBeReadHidesNothingElse() throws IOException {
    write("broken.yaml", "kind: [");
    write("no-devices.json", "{\"kind\": \"a/b\"}");
    write("notes.txt", "kind: a/b");
    write("fine.yaml", "{kind: c/d, devices: [{name: x}]}");

    assertThat(devices().byKind()).isEqualTo(Map.of("c/d", List.of("c/d=x")));
  }

  @Test
  void choosesFreeOnesInOrder() throws IOException {
    write("fine.yaml", "{kind: c/d, devices: [{name: 0}, {name: 1}, {name: 2}]}");

    assertThat(devices().choose("c/d", 2, Set.of("c/d=0"))).containsExactly("c/d=1", "c/d=2");
    assertThat(devices().choose("c/d", 2, Set.of("c/d=0", "c/d=2"))).containsExactly("c/d=1");
    assertThat(devices().choose("other/kind", 1, Set.of())).isEmpty();
  }

  private CdiDevices devices() {
    return new CdiDevices(List.of(directory));
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(directory.resolve(file), text);
  }
}
