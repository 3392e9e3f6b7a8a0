package dev.slipway.controlplane.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
  @TempDir Path folder;

  @Test
  void aNewHomeBelongsToItsOwnerAlone() throws IOException {
    var place = folder.resolve("deep/home");
    try (var home = Home.open(place)) {
      assertThat(home.secret("operator.token", () -> "first")).isEqualTo("first");
    }
    assertThat(permissions(place)).isEqualTo("rwx------");
    assertThat(permissions(place.resolve("operator.token"))).isEqualTo("rw-------");
    assertThat(Files.readString(place.resolve("operator.token"))).isEqualTo("first\n");
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void secretsAndTheInstanceStay() {
    String instance;
    try (var home = Home.open(folder)) {
      instance = home.instance();
      home.secret("master.key", () -> "k1");
    }
    try (var home = Home.open(folder)) {
      assertThat(home.instance()).isEqualTo(instance);
      assertThat(home.secret("master.key", () -> "k2")).isEqualTo("k1");
    }
  }

  @Test
  void aSecretThatOthersMayReadIsRefused() throws IOException {
    var file = Files.writeString(folder.resolve("operator.token"), "t\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    try (var home = Home.open(folder)) {
      assertThatThrownBy(() -> home.secret("operator.token", () -> "x"))
          .isInstanceOf(HomeException.class)
          .hasMessageContaining("chmod 600");
    }
  }

  @Test
  void anEmptySecretIsRefused() throws IOException {
    var file = Files.createFile(folder.resolve("operator.token"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    try (var home = Home.open(folder)) {
      assertThatThrownBy(() -> home.secret("operator.token", () -> "x"))
          .hasMessageContaining("is empty");
    }
  }

  @Test
  void onlyOneControlPlaneUsesAHome() {
    try (var home = Home.open(folder)) {
      assertThat(home.file("lock")).exists();
      assertThatThrownBy(() -> Home.open(folder))
          .isInstanceOf(HomeException.class)
          .hasMessageContaining("another control plane");
    }
    Home.open(folder).close();
  }

  @Test
  void aFileIsNoHome() throws IOException {
    var file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> Home.open(file))
        .isInstanceOf(HomeException.class)
        .hasMessageContaining(file.toString());
  }
}
