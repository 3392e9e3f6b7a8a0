package dev.slipway.provider.internal.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.slipway.examples.folder.Main;
import dev.slipway.proto.tfplugin6.ConfigureProvider;
import dev.slipway.proto.tfplugin6.DynamicValue;
import dev.slipway.proto.tfplugin6.ProviderGrpc;
import dev.slipway.provider.internal.protocol6.StoreWire;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A provider that keeps states and is killed in the middle, as Terraform meets it. */
class KilledStoreTest {

  private static final int CHUNK = 64 << 10;
  private static final int LARGE = 3 << 20;
  private static final int KILLS = 4;

  @TempDir private Path root;

  private static Host start() throws Exception {
    var environment = Host.plaintext();
    environment.put("TF_LOG_SDK", "trace");
    environment.put("TF_LOG", "trace");
    return Host.start(environment, Main.class);
  }

  private StoreWire connect(Host host) throws Exception {
    var channel = host.connect(null);
    var configured =
        ProviderGrpc.newBlockingStub(channel)
            .configureProvider(
                ConfigureProvider.Request.newBuilder()
                    .setConfig(json("{\"root\":\"%s\"}".formatted(root)))
                    .build());
    assertThat(configured.getDiagnosticsList()).isEmpty();
    var store = new StoreWire(channel, "folder_states");
    assertThat(store.configure(json("{\"project\":\"network\"}"), CHUNK)).isEmpty();
    return store;
  }

  private static DynamicValue json(String text) {
    return DynamicValue.newBuilder().setJson(ByteString.copyFromUtf8(text)).build();
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
    var acknowledged = new AtomicInteger();
    String lockId = "";
    for (int kill = 1; kill <= KILLS; kill++) {
      try (var host = start()) {
        var store = connect(host);
        if (kill == 1) {
          lockId = store.lock("default", "apply").getLockId();
          assertThat(lockId).isNotEmpty();
        }
        int before = acknowledged.get();
        var writing =
            Thread.startVirtualThread(() -> {
              try {
                for (int serial = before + 1; ; serial++) {
                  if (!store.write("default", state(serial)).isEmpty()) {
                    throw new AssertionError("state %d was refused".formatted(serial));
                  }
                  acknowledged.set(serial);
                }
              } catch (Exception gone) {
                // The provider was killed; what it had acknowledged by then counts.
              }
            });
        await().until(() -> acknowledged.get() >= before + 3);
        host.signal("KILL");
        writing.join();
      }
      try (var host = start()) {
        var store = connect(host);

        int found = serial(store.read("default").state());

        assertThat(found).isBetween(acknowledged.get(), acknowledged.get() + 1);
        assertThat(store.lock("default", "plan").getDiagnosticsList()).as("locked").hasSize(1);
        acknowledged.set(found);
        if (kill == KILLS) {
          assertThat(store.unlock("default", lockId)).isEmpty();
          assertThat(store.ids().getStateIdList()).containsExactly("default");
          assertThat(host.errors())
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
