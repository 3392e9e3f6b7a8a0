package dev.slipway.controlplane.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.dockerjava.api.model.PushResponseItem;
import dev.slipway.controlplane.runtime.ImageUnavailableException;
import dev.slipway.controlplane.runtime.RuntimeEvent;
import dev.slipway.controlplane.runtime.Workload;
import dev.slipway.controlplane.runtime.Workloads;
import dev.slipway.controlplane.runtime.registry.ImageName;
import dev.slipway.controlplane.runtime.registry.TestRegistry;
import dev.slipway.controlplane.vocabulary.AppId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images that a real registry has and the engine has not. */
class RegistryIT {
  @TempDir Path folder;
  private final AppId app = AppId.random();
  private TestRegistry registry;
  private TestRegistry closed;
  private @Nullable OwnPodman podman;
  private LocalDriver local;

  @BeforeEach
  void open() throws IOException {
    TestEngine.required();
    registry = new TestRegistry(folder.resolve("open"), null);
    var passwords = Files.writeString(folder.resolve("passwords"), "");
    closed = new TestRegistry(folder.resolve("closed"), passwords);
    local = new LocalDriver(engine(), TestEngine.SETTINGS);
  }

  /** Podman speaks plain HTTP to registries only that it is told of, Docker to any on loopback. */
  private String engine() throws IOException {
    if (!OwnPodman.isInstalled()) {
      return TestEngine.address();
    }
    var configuration =
        Files.writeString(
            folder.resolve("registries.conf"),
            """
            [[registry]]
            location = "%s"
            insecure = true
            [[registry]]
            location = "%s"
            insecure = true
            """
                .formatted(registry.host(), closed.host()));
    podman =
        new OwnPodman(
            Files.createDirectories(folder.resolve("home")),
            Map.of("CONTAINERS_REGISTRIES_CONF", configuration.toString()));
    podman.start();
    return podman.address();
  }

  @AfterEach
  void close() {
    if (local != null) {
      local.close();
    }
    if (podman != null) {
      podman.close();
    }
    if (registry != null) {
      registry.close();
    }
    if (closed != null) {
      closed.close();
    }
  }

  @Test
  void anImageIsLookedUpWithoutFetchingItThenFetchedAndRun() throws ImageUnavailableException {
    var image = pushed("acme/hello:1");

    var facts = local.driver().inspectImage(image);

    assertThat(facts.platform()).isEqualTo("linux/amd64");
    assertThat(facts.pinned()).isEqualTo(registry.host() + "/acme/hello@" + facts.digest());
    assertThat(images().local(image)).isEmpty();
    assertThat(images().local(facts.pinned())).isEmpty();

    try {
      local.driver().apply(of(facts.pinned()));
      local.awaitReady(app, 1);

      assertThat(local.recorder.events(app))
          .extracting(RuntimeEvent::code)
          .containsSubsequence("IMAGE_PULLING", "IMAGE_PULLED", "REPLICA_STARTED", "REPLICA_READY");
      assertThat(local.recorder.events(app, "IMAGE_PULLED").getFirst().message())
          .contains(facts.pinned(), "MiB in ");
      assertThat(local.driver().inspectImage(facts.pinned())).isEqualTo(facts);
    } finally {
      forget(facts.pinned());
    }
  }

  @Test
  void whatARegistryHasNotIsCertain() {
    var image = registry.host() + "/acme/nobody-has-this:1";

    var looked =
        catchThrowableOfType(
            ImageUnavailableException.class, () -> local.driver().inspectImage(image));
    assertThat(looked.certain()).isTrue();
    assertThat(looked).hasMessageContaining("has no image " + image);

    local.driver().apply(of(image));
    var failure = local.awaitSeen(app, seen -> seen.failure() != null).failure();
    assertThat(failure).isNotNull();
    assertThat(failure.code()).isEqualTo("IMAGE_UNAVAILABLE");
    assertThat(failure.message()).contains("has no image " + image);
  }

  @Test
  void whatARegistryDeniesIsCertain() {
    var image = closed.host() + "/acme/secret:1";

    var looked =
        catchThrowableOfType(
            ImageUnavailableException.class, () -> local.driver().inspectImage(image));
    assertThat(looked.certain()).isTrue();
    assertThat(looked).hasMessageContaining("denies access to " + image);

    local.driver().apply(of(image));
    assertThat(local.awaitEvent(app, "IMAGE_UNAVAILABLE").message())
        .contains("denies access to " + image);
  }

  @Test
  void aRegistryThatIsAwayIsTriedAgain() throws IOException {
    var image = "127.0.0.1:%d/acme/hello:1".formatted(TestRegistry.freePort());

    var looked =
        catchThrowableOfType(
            ImageUnavailableException.class, () -> local.driver().inspectImage(image));
    assertThat(looked.certain()).isFalse();

    local.driver().apply(Workloads.deadline(of(image), Duration.ofSeconds(3)));
    assertThat(local.awaitEvent(app, "IMAGE_UNAVAILABLE").message()).contains("cannot be reached");
    var failure = local.awaitSeen(app, seen -> seen.failure() != null).failure();
    assertThat(failure).isNotNull();
    assertThat(failure.message()).contains("no progress for 3 s", "cannot be reached");
  }

  private Workload of(String image) {
    return Workloads.image(Workloads.hello(app), image);
  }

  private Images images() {
    return new Images(local.engine);
  }

  /** Only the registry has it afterwards. */
  private String pushed(String path) {
    var client = local.engine.client();
    var image = registry.host() + "/" + path;
    var name = ImageName.parse(image);
    var container =
        client
            .calls()
            .createContainerCmd(Workloads.HELLO)
            .withLabels(Map.of(Labels.INSTANCE, local.instance))
            .exec()
            .getId();
    client
        .calls()
        .commitCmd(container)
        .withRepository(name.repository())
        .withTag(name.tagOrDigest())
        .withMessage(local.instance)
        .exec();
    client.remove(container);
    if (local.engine.machine().podman()) {
      client.request(
          "POST",
          "/v4.0.0/libpod/images/" + image + "/push?tlsVerify=false&destination=" + image,
          null,
          Map.of(),
          Duration.ofSeconds(60));
    } else {
      try (var push = new Push()) {
        client.calls().pushImageCmd(image).exec(push);
        push.awaitEnd();
        assertThat(push.error()).isNull();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    forget(image);
    return image;
  }

  private static final class Push extends EngineStream<PushResponseItem> {
    @Override
    public void onNext(PushResponseItem item) {}
  }

  private void forget(String image) {
    local.engine.client().calls().removeImageCmd(image).withForce(true).exec();
  }
}
