package dev.slipway.controlplane.gateway.envoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvoyBinaryTest {
  @TempDir Path folder;

  @Test
  void theNamedOneWins() throws Exception {
    var named = program("elsewhere/my-envoy");
    program("bin/envoy");
    assertThat(EnvoyBinary.find(named.toString(), path(), folder)).isEqualTo(named);
  }

  @Test
  void thenTheOneOnThePath() throws Exception {
    var onPath = program("bin/envoy");
    program(".tools/envoy-1.40.0/envoy");
    assertThat(EnvoyBinary.find("", path(), folder)).isEqualTo(onPath);
  }

  @Test
  void thenTheLastOneThatTheScriptsBroughtHereOrAbove() throws Exception {
    program(".tools/envoy-1.39.0/envoy");
    var brought = program(".tools/envoy-1.40.0/envoy");
    var below = Files.createDirectories(folder.resolve("examples/quickstart"));
    assertThat(EnvoyBinary.find("", path(), below)).isEqualTo(brought);
  }

  @Test
  void aFileThatCannotBeRunIsNotTaken() throws Exception {
    var file = Files.createFile(Files.createDirectories(folder.resolve("bin")).resolve("envoy"));
    assertThatThrownBy(() -> EnvoyBinary.find(file.toString(), "", folder))
        .isInstanceOf(EnvoyUnavailableException.class)
        .hasMessageContaining("SLIPWAY_ENVOY=" + file);
    assertThatThrownBy(() -> EnvoyBinary.find("", path(), folder))
        .isInstanceOf(EnvoyUnavailableException.class)
        .hasMessageContaining("There is no Envoy on the path");
  }

  private String path() {
    return folder.resolve("nothing-here") + ":" + folder.resolve("bin");
  }

  private Path program(String name) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.createFile(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return file;
  }
}
