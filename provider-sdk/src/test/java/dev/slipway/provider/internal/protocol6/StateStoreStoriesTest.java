package dev.slipway.provider.internal.protocol6;

import static dev.slipway.provider.value.Value.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.examples.folder.FolderProvider;
import dev.slipway.provider.StateStore.Lock;
import dev.slipway.provider.internal.protocol6.Wire.Problem;
import dev.slipway.provider.value.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
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
  private static final int OFFERED = 8 << 20;

  @TempDir private Path root;

  private Wire terraform() {
    var terraform = Wire.to(new FolderProvider());
    assertThat(terraform.configure(Map.of("root", text(root.toString())))).isEmpty();
    return terraform;
  }

  private static StoreWire store(Wire terraform, String project, long offered) {
    var store = new StoreWire(terraform.channel(), TYPE);
    var type = "state_store." + TYPE;
    var config = terraform.object(type, Map.of("project", text(project)));
    assertThat(store.configure(terraform.message(type, config), offered)).isEmpty();
    return store;
  }

  private static StoreWire store(Wire terraform) {
    return store(terraform, "network", OFFERED);
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
  void aStateComesBackAsItWas(int length, long offered, int chunks) throws Exception {
    try (var terraform = terraform()) {
      var store = store(terraform, "network", offered);

      assertThat(store.write("default", state(length))).isEmpty();

      var read = store.read("default");
      assertThat(read.problems()).isEmpty();
      assertThat(read.state()).isEqualTo(state(length));
      assertThat(read.chunks()).isEqualTo(chunks);
    }
  }

  @Test
  void noStateIsNoBytes() throws Exception {
    try (var terraform = terraform()) {
      var store = store(terraform);
      Files.createFile(root.resolve("network").resolve("empty.tfstate"));

      for (var id : List.of("default", "empty")) {
        var read = store.read(id);
        assertThat(read.problems()).isEmpty();
        assertThat(read.chunks()).isZero();
      }
    }
  }

  @Test
  void aSecondWriteTakesTheFirstOnesPlace() throws Exception {
    try (var terraform = terraform()) {
      var store = store(terraform);

      assertThat(store.write("default", state(5000))).isEmpty();
      assertThat(store.write("default", state(10))).isEmpty();

      assertThat(store.read("default").state()).isEqualTo(state(10));
      assertThat(root.resolve("network")).isDirectoryNotContaining("glob:**.draft");
    }
  }

  @Test
  void statesAreListedInOrderAndDeleted() throws Exception {
    try (var terraform = terraform()) {
      var store = store(terraform);
      assertThat(store.ids().getStateIdList()).isEmpty();
      for (var id : List.of("staging", "default", "ünïcode état")) {
        assertThat(store.write(id, state(10))).isEmpty();
      }
      assertThat(store.ids().getStateIdList())
          .containsExactly("default", "staging", "ünïcode état");

      assertThat(store.delete("staging")).isEmpty();
      assertThat(store.delete("staging")).as("safe to repeat").isEmpty();

      assertThat(store.ids().getStateIdList()).containsExactly("default", "ünïcode état");
      assertThat(store.read("staging").chunks()).isZero();
    }
  }

  @Test
  void aLockedStateIsOnePersons() {
    try (var one = terraform();
        var other = terraform()) {
      var mine = store(one).lock("default", "apply");
      assertThat(mine.getDiagnosticsList()).isEmpty();
      assertThat(mine.getLockId()).isNotEmpty();

      var theirs = store(other).lock("default", "plan");

      assertThat(theirs.getLockId()).isEmpty();
      assertThat(Problem.of(theirs.getDiagnosticsList()))
          .singleElement()
          .satisfies(problem -> {
            assertThat(problem.summary()).isEqualTo("State default is locked");
            assertThat(problem.detail())
                .startsWith(System.getProperty("user.name"))
                .contains("has held it for apply since " + Instant.now().toString().substring(0, 4))
                .endsWith("terraform force-unlock " + mine.getLockId());
          });
      assertThat(store(other).lock("staging", "plan").getDiagnosticsList())
          .as("another state is not locked")
          .isEmpty();
    }
  }

  @Test
  void aLockSurvivesWhoTookIt() {
    String lockId;
    try (var terraform = terraform()) {
      lockId = store(terraform).lock("default", "apply").getLockId();
    }
    try (var terraform = terraform()) {
      var store = store(terraform);
      assertThat(store.lock("default", "apply").getDiagnosticsList()).hasSize(1);

      assertThat(store.unlock("default", lockId)).isEmpty();

      assertThat(store.lock("default", "apply").getDiagnosticsList()).isEmpty();
    }
  }

  @Test
  void onlyItsOwnLockUnlocksAState() {
    try (var terraform = terraform()) {
      var store = store(terraform);
      var lockId = store.lock("default", "apply").getLockId();

      assertThat(Problem.of(store.unlock("default", "another")))
          .singleElement()
          .satisfies(problem -> {
            assertThat(problem.summary()).isEqualTo("State default is locked by another lock");
            assertThat(problem.detail())
                .contains(lockId)
                .endsWith("It stays locked: lock another is not that one.");
          });
      assertThat(store.lock("default", "apply").getDiagnosticsList()).as("still").hasSize(1);

      assertThat(store.unlock("default", lockId)).isEmpty();
      assertThat(Problem.of(store.unlock("default", lockId)))
          .extracting(Problem::summary)
          .containsExactly("State default is not locked");
    }
  }

  @Test
  void ofTenWhoWantALockOneHasIt() throws Exception {
    try (var terraform = terraform();
        var users = Executors.newVirtualThreadPerTaskExecutor()) {
      var store = store(terraform);
      var asked =
          IntStream.range(0, 10)
              .mapToObj(_ -> users.submit(() -> store.lock("default", "apply")))
              .toList();

      int locked = 0;
      for (var each : asked) {
        locked += each.get().getLockId().isEmpty() ? 0 : 1;
      }
      assertThat(locked).isEqualTo(1);
    }
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(strings = {"", ".", "..", "../network/default", "a/b", "a\\b", "a\u0000b", "a\nb"})
  void whatCannotBeAFilesNameIsNoState(String id) throws Exception {
    try (var terraform = terraform()) {
      var store = store(terraform);

      var problems =
          List.of(
              store.read(id).problems(),
              store.write(id, state(10)),
              store.lock(id, "apply").getDiagnosticsList(),
              store.unlock(id, "1"),
              store.delete(id));

      assertThat(problems)
          .allSatisfy(each ->
              assertThat(Problem.of(each))
                  .extracting(Problem::summary)
                  .containsExactly("No name of a state"));
      assertThat(store.ids().getStateIdList()).isEmpty();
    }
  }

  @Test
  void itsConfigurationIsChecked() {
    try (var terraform = terraform()) {
      var type = "state_store." + TYPE;
      var store = new StoreWire(terraform.channel(), TYPE);
      Value shouting = terraform.object(type, Map.of("project", text("NETWORK!")));

      assertThat(Problem.of(store.validate(terraform.message(type, shouting))))
          .extracting(Problem::path)
          .containsExactly("project");
    }
  }

  @Test
  void terraformLearnsOfIt() {
    try (var terraform = terraform()) {
      assertThat(terraform.metadata().getStateStoresList())
          .extracting(each -> each.getTypeName())
          .containsExactly(TYPE);
      var schema = terraform.schema().getStateStoreSchemasOrThrow(TYPE);
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
