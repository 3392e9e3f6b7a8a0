package dev.slipway.provider.test.stories;

import static dev.slipway.provider.schema.Attributes.string;
import static dev.slipway.provider.test.Configurations.with;
import static dev.slipway.provider.test.Failed.failing;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.examples.folder.FolderProvider;
import dev.slipway.examples.folder.Main;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.test.TestedProvider;
import dev.slipway.provider.test.TestedStates;
import dev.slipway.provider.test.cli.Launcher;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A provider that keeps states and is killed in the middle, as Terraform meets it. */
class KilledStoreTest {

  private static final String COOKIE =
      "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";
  private static final Attribute<String> ROOT = string("root").required();
  private static final Attribute<String> PROJECT = string("project").required();

  private static final int CHUNK = 64 << 10;
  private static final int LARGE = 3 << 20;
  private static final int KILLS = 4;

  @TempDir private Path root;
  @TempDir private Path logs;

  /** The example in a process of its own, without TLS. */
  private record Started(Process process, ManagedChannel channel) implements AutoCloseable {
    static Started withLog(Path log) throws IOException {
      var builder =
          new ProcessBuilder(Launcher.of(Main.class).command()).redirectError(log.toFile());
      var environment = builder.environment();
      environment.keySet().removeIf(name -> name.startsWith("TF_") || name.startsWith("PLUGIN_"));
      environment.put("TF_PLUGIN_MAGIC_COOKIE", COOKIE);
      environment.put("PLUGIN_PROTOCOL_VERSIONS", "6");
      environment.put("SLIPWAY_PROVIDER_TRANSPORT", "tcp");
      environment.put("TF_LOG_SDK", "trace");
      environment.put("TF_LOG", "trace");
      var process = builder.start();
      var line = process.inputReader(UTF_8).readLine();
      assertThat(line).as("the handshake").startsWith("1|6|tcp|");
      var channel = NettyChannelBuilder.forTarget(line.split("\\|", -1)[3]).usePlaintext().build();
      return new Started(process, channel);
    }

    TestedStates states(Path root) {
      return TestedProvider.over(channel, new FolderProvider())
          .configure(with(ROOT, root.toString()))
          .stateStore("folder_states")
          .configure(with(PROJECT, "network"), CHUNK);
    }

    void kill() {
      process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
      channel.shutdownNow();
      kill();
    }
  }

  /** A state that tells which one it is, from its first byte to its last. */
  private static byte[] state(int serial) {
    var line = "%07d\n".formatted(serial).getBytes(UTF_8);
    var state = new byte[LARGE + serial * line.length];
    for (int i = 0; i < state.length; i++) {
      state[i] = line[i % line.length];
    }
    return state;
  }

  private static int serial(byte[] state) {
    int serial = Integer.parseInt(new String(state, 0, 7, UTF_8));
    assertThat(state).as("the whole of state %d", serial).isEqualTo(state(serial));
    return serial;
  }

  @Test
  void whatWasAcknowledgedOutlivesTheProvider() throws Exception {
    var log = logs.resolve("log");
    var acknowledged = new AtomicInteger();
    String lock = "";
    for (int kill = 1; kill <= KILLS; kill++) {
      try (var provider = Started.withLog(log)) {
        var states = provider.states(root);
        if (kill == 1) {
          lock = states.lock("default", "apply").orElseThrow();
        }
        int before = acknowledged.get();
        var writing =
            Thread.startVirtualThread(() -> {
              try {
                for (int serial = before + 1; ; serial++) {
                  states.write("default", state(serial));
                  acknowledged.set(serial);
                }
              } catch (AssertionError gone) {
                // The provider was killed; what it had acknowledged by then counts.
              }
            });
        await().until(() -> acknowledged.get() >= before + 3);
        provider.kill();
        writing.join();
      }
      try (var provider = Started.withLog(log)) {
        var states = provider.states(root);

        int found = serial(states.read("default").state().orElseThrow());

        assertThat(found).isBetween(acknowledged.get(), acknowledged.get() + 1);
        assertThat(failing(() -> states.lock("default", "plan")))
            .hasOnlyError("State default is locked");
        acknowledged.set(found);
        if (kill == KILLS) {
          assertThat(states.unlock("default", lock)).isEmpty();
          assertThat(states.ids()).containsExactly("default");
          assertThat(Files.readAllLines(log))
              .anyMatch(line ->
                  line.contains("\"tf_state_store_type\":\"folder_states\"")
                      && line.contains("UnlockState"));
        }
      }
    }
    try (var files = Files.newDirectoryStream(root.resolve("network"), "*.lock")) {
      assertThat(files).isEmpty();
    }
  }
}
