package dev.slipway.provider.test.stories;

import static dev.slipway.provider.schema.Attributes.string;
import static dev.slipway.provider.test.Configurations.with;
import static dev.slipway.provider.test.Failed.failing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.slipway.examples.folder.FolderProvider;
import dev.slipway.proto.tfplugin6.ConfigureStateStore;
import dev.slipway.proto.tfplugin6.DynamicValue;
import dev.slipway.provider.StateStore.Lock;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.test.Failed;
import dev.slipway.provider.test.TestedProvider;
import dev.slipway.provider.test.TestedStates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * States kept in the example's folder: they come back as they were, and are one person's at a time.
 */
class StateStoreStoriesTest {

  private static final String TYPE = "folder_states";
  private static final Attribute<String> ROOT = string("root").required();
  private static final Attribute<String> PROJECT = string("project").required();

  @TempDir private Path root;

  private TestedProvider tested() {
    return TestedProvider.of(new FolderProvider()).configure(with(ROOT, root.toString()));
  }

  private static TestedStates states(TestedProvider provider) {
    return provider.stateStore(TYPE).configure(with(PROJECT, "network"));
  }

  private static byte[] state(int length) {
    var state = new byte[length];
    new Random(length).nextBytes(state);
    return state;
  }

  @ParameterizedTest(name = "{0} bytes, {1} offered: {2} chunks")
  @CsvSource({
    "1, 8388608, 1",
    "1000, 8388608, 1",
    "999, 1000, 1",
    "1000, 1000, 1",
    "1001, 1000, 2",
    "3000, 1000, 3",
    "20, 1, 20",
    "8388608, 8388608, 1",
    "16777216, 8388608, 2",
    "20971520, 8388608, 3",
    "20971520, 0, 3"
  })
  void aStateComesBackAsItWas(int length, long offered, int chunks) {
    try (var provider = tested()) {
      var states = provider.stateStore(TYPE).configure(with(PROJECT, "network"), offered);

      assertThat(states.write("default", state(length))).isEmpty();

      var read = states.read("default");
      assertThat(read.diagnosis()).isEmpty();
      assertThat(read.state()).contains(state(length));
      assertThat(read.chunks()).isEqualTo(chunks);
    }
  }

  @Test
  void noStateIsNoBytes() throws Exception {
    try (var provider = tested()) {
      var states = states(provider);
      Files.createFile(root.resolve("network").resolve("empty.tfstate"));

      for (var id : List.of("default", "empty")) {
        var read = states.read(id);
        assertThat(read.diagnosis()).isEmpty();
        assertThat(read.state()).isEmpty();
      }
    }
  }

  @Test
  void aSecondWriteTakesTheFirstOnesPlace() {
    try (var provider = tested()) {
      var states = states(provider);

      states.write("default", state(5000));
      states.write("default", state(10));

      assertThat(states.read("default").state()).contains(state(10));
      assertThat(root.resolve("network")).isDirectoryNotContaining("glob:**.draft");
    }
  }

  @Test
  void statesAreListedInOrderAndDeleted() {
    try (var provider = tested()) {
      var states = states(provider);
      assertThat(states.ids()).isEmpty();
      for (var id : List.of("staging", "default", "ünïcode état")) {
        assertThat(states.write(id, state(10))).isEmpty();
      }
      assertThat(states.ids()).containsExactly("default", "staging", "ünïcode état");

      assertThat(states.delete("staging")).isEmpty();
      assertThat(states.delete("staging")).as("safe to repeat").isEmpty();

      assertThat(states.ids()).containsExactly("default", "ünïcode état");
      assertThat(states.read("staging").state()).isEmpty();
    }
  }

  @Test
  void aLockedStateIsOnePersons() {
    try (var one = tested();
        var other = tested()) {
      var mine = states(one).lock("default", "apply");
      assertThat(mine).isPresent();

      var theirs = failing(() -> states(other).lock("default", "plan"));

      assertThat(theirs)
          .hasOnlyError("State default is locked")
          .saying(
              System.getProperty("user.name"),
              "has held it for apply since " + Instant.now().toString().substring(0, 4),
              "terraform force-unlock " + mine.get());
      assertThat(states(other).lock("staging", "plan"))
          .as("another state is not locked")
          .isPresent();
    }
  }

  @Test
  void aLockSurvivesWhoTookIt() {
    String lock;
    try (var provider = tested()) {
      lock = states(provider).lock("default", "apply").orElseThrow();
    }
    try (var provider = tested()) {
      var states = states(provider);
      assertThat(failing(() -> states.lock("default", "apply")))
          .hasOnlyError("State default is locked");

      assertThat(states.unlock("default", lock)).isEmpty();

      assertThat(states.lock("default", "apply")).isPresent();
    }
  }

  @Test
  void onlyItsOwnLockUnlocksAState() {
    try (var provider = tested()) {
      var states = states(provider);
      var lock = states.lock("default", "apply").orElseThrow();

      assertThat(failing(() -> states.unlock("default", "another")))
          .hasOnlyError("State default is locked by another lock")
          .saying(lock, "It stays locked: lock another is not that one.");
      assertThat(failing(() -> states.lock("default", "apply")))
          .as("still")
          .hasOnlyError("State default is locked");

      assertThat(states.unlock("default", lock)).isEmpty();
      assertThat(failing(() -> states.unlock("default", lock)))
          .hasOnlyError("State default is not locked");
    }
  }

  @Test
  void ofTenWhoWantALockOneHasIt() throws Exception {
    try (var provider = tested();
        var users = Executors.newVirtualThreadPerTaskExecutor()) {
      var states = states(provider);
      var asked =
          IntStream.range(0, 10)
              .mapToObj(_ -> users.submit(() -> states.lock("default", "apply").isPresent()))
              .toList();

      int locked = 0;
      for (var each : asked) {
        try {
          locked += each.get() ? 1 : 0;
        } catch (ExecutionException e) {
          assertThat(e.getCause()).hasMessageContaining("State default is locked");
        }
      }
      assertThat(locked).isEqualTo(1);
    }
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(strings = {"", ".", "..", "../network/default", "a/b", "a\\b", "a\u0000b", "a\nb"})
  void whatCannotBeAFilesNameIsNoState(String id) {
    try (var provider = tested()) {
      var states = states(provider);

      assertThat(
              Stream.<ThrowingCallable>of(
                      () -> states.read(id),
                      () -> states.write(id, state(10)),
                      () -> states.lock(id, "apply"),
                      () -> states.unlock(id, "1"),
                      () -> states.delete(id))
                  .map(Failed::failing))
          .hasSize(5)
          .allSatisfy(failed -> assertThat(failed).hasOnlyError("No name of a state"));
      assertThat(states.ids()).isEmpty();
    }
  }

  @Test
  void itsConfigurationIsChecked() {
    try (var provider = tested()) {
      assertThat(provider.stateStore(TYPE).validate(with(PROJECT, "NETWORK!")))
          .hasOnlyError("Invalid value for project")
          .at(PROJECT);
    }
  }

  /** Terraform configures a store whatever its validation has found. */
  @Test
  void aWrongConfigurationIsRefusedOnceMore() {
    try (var provider = tested()) {
      var above =
          DynamicValue.newBuilder().setJson(ByteString.copyFromUtf8("{\"project\": \"..\"}"));
      var refused =
          Told.by(provider)
              .configureStateStore(
                  ConfigureStateStore.Request.newBuilder()
                      .setTypeName(TYPE)
                      .setConfig(above)
                      .build());

      assertThat(refused.getDiagnosticsList())
          .singleElement()
          .satisfies(
              problem -> assertThat(problem.getSummary()).isEqualTo("Invalid value for project"));
      assertThat(root).isEmptyDirectory();
    }
  }

  @Test
  void terraformLearnsOfIt() {
    try (var provider = tested()) {
      assertThat(Told.metadata(provider).getStateStoresList())
          .extracting(each -> each.getTypeName())
          .containsExactly(TYPE);
      var schema = Told.schema(provider).getStateStoreSchemasOrThrow(TYPE);
      assertThat(schema.getBlock().getAttributesList())
          .singleElement()
          .satisfies(attribute -> {
            assertThat(attribute.getName()).isEqualTo("project");
            assertThat(attribute.getRequired()).isTrue();
          });
    }
  }

  @Test
  void aLockIsTextAndBack() {
    var lock = new Lock("1", "apply\nof more", "ann@laptop", Instant.EPOCH);

    assertThat(Lock.parse(lock.text())).isEqualTo(lock);
    for (var text : List.of("", "1\nann@laptop", "1\nann@laptop\nyesterday\napply")) {
      assertThatThrownBy(() -> Lock.parse(text)).hasMessage("not a lock: " + text);
    }
  }
}
