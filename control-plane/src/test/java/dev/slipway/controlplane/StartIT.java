package dev.slipway.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.controlplane.home.Home;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as its operator meets it: what it prints and how it ends when it cannot start. */
class StartIT {
  @TempDir Path folder;
  private final Map<String, String> settings = new TreeMap<>();

  private record Ended(int code, String output, String errors) {}

  @BeforeEach
  void chooseFreePorts() {
    settings.put("SLIPWAY_HOME", folder.resolve("home").toString());
    settings.put("SLIPWAY_GATEWAY", "off");
    settings.put("SLIPWAY_GRPC_ADDRESS", "127.0.0.1:0");
    settings.put("SLIPWAY_HTTP_ADDRESS", "127.0.0.1:0");
    settings.put("SLIPWAY_RUNTIME_SOCKET", "unix://" + folder.resolve("no-engine.sock"));
  }

  private Ended run(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            ControlPlane.class.getName()));
    command.addAll(List.of(arguments));
    var output = folder.resolve("output");
    var errors = folder.resolve("errors");
    var builder =
        new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("SLIPWAY_"));
    builder.environment().putAll(settings);
    var process = builder.start();
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("still runs:\n" + Files.readString(output));
    }
    return new Ended(process.exitValue(), Files.readString(output), Files.readString(errors));
  }

  private void failsWithOneLine(String... parts) throws IOException, InterruptedException {
    var ended = run();
    assertThat(ended.code()).as(ended.output() + ended.errors()).isEqualTo(1);
    assertThat(ended.errors().lines()).hasSize(1);
    assertThat(ended.errors()).startsWith("slipway-control-plane: ").contains(parts);
    assertThat(ended.output()).doesNotContain("\tat ");
  }

  @Test
  void helpPrintsEverySetting() throws IOException, InterruptedException {
    var ended = run("--help");
    assertThat(ended.code()).isZero();
    assertThat(ended.output()).isEqualTo(Settings.help());
    assertThat(ended.errors()).isEmpty();
  }

  @Test
  void anUnknownArgumentIsRefused() throws IOException, InterruptedException {
    var ended = run("--port=1");
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.errors()).contains("--port=1").contains("--help");
  }

  @Test
  void aBadSettingIsNamed() throws IOException, InterruptedException {
    settings.put("SLIPWAY_GRPC_ADDRESS", "nowhere");
    failsWithOneLine("SLIPWAY_GRPC_ADDRESS", "nowhere", "127.0.0.1:8641");
  }

  @Test
  void aPortThatIsTakenIsNamedWithItsSetting() throws IOException, InterruptedException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var address = "127.0.0.1:" + taken.getLocalPort();
      settings.put("SLIPWAY_GRPC_ADDRESS", address);
      failsWithOneLine("SLIPWAY_GRPC_ADDRESS", address, "in use");
      settings.put("SLIPWAY_GRPC_ADDRESS", "127.0.0.1:0");
      settings.put("SLIPWAY_HTTP_ADDRESS", address);
      failsWithOneLine("SLIPWAY_HTTP_ADDRESS", address, "in use");
    }
  }

  @Test
  void aHomeThatCannotBeUsedIsNamed() throws IOException, InterruptedException {
    settings.put("SLIPWAY_HOME", Files.createFile(folder.resolve("file")).toString());
    failsWithOneLine("SLIPWAY_HOME", folder.resolve("file").toString());
  }

  @Test
  void aHomeInUseIsNamed() throws IOException, InterruptedException {
    try (var other = Home.open(folder.resolve("home"))) {
      assertThat(other.instance()).isNotEmpty();
      failsWithOneLine("SLIPWAY_HOME", "another control plane");
    }
  }

  @Test
  void aCatalogThatIsWrongIsNamed() throws IOException, InterruptedException {
    var catalog =
        Files.writeString(folder.resolve("catalog.yaml"), "regions: 7\n", StandardCharsets.UTF_8);
    settings.put("SLIPWAY_CATALOG", catalog.toString());
    failsWithOneLine("catalog.yaml", "regions");
  }

  @Test
  void aBadMasterKeyIsNamedAndNotRepeated() throws IOException, InterruptedException {
    settings.put("SLIPWAY_MASTER_KEY", "dG9vIHNob3J0");
    failsWithOneLine("master key", "32");
  }
}
