package dev.slipway.provider.internal.protocol6;

import static dev.slipway.provider.schema.Attributes.string;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.slipway.proto.tfplugin6.DynamicValue;
import dev.slipway.proto.tfplugin6.ProviderGrpc;
import dev.slipway.proto.tfplugin6.ReadStateBytes;
import dev.slipway.proto.tfplugin6.RequestChunkMeta;
import dev.slipway.proto.tfplugin6.StateRange;
import dev.slipway.proto.tfplugin6.WriteStateBytes;
import dev.slipway.proto.tfplugin6.WriteStateBytes.RequestChunk;
import dev.slipway.provider.Call;
import dev.slipway.provider.Context;
import dev.slipway.provider.StateStore;
import dev.slipway.provider.StateStore.Lock;
import dev.slipway.provider.StateStore.States;
import dev.slipway.provider.diag.Failure;
import dev.slipway.provider.internal.protocol6.Wire.Problem;
import dev.slipway.provider.plan.Config;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Schema;
import dev.slipway.provider.value.Value;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What happens to states when something goes wrong: a diagnostic, and nothing is lost. */
@Timeout(60)
class StateStoreFailuresTest {

  private static final String TYPE = "fake_states";
  private static final Attribute<String> KIND = string("kind").optional().defaultsTo("plain");

  private final Map<String, byte[]> kept = new ConcurrentHashMap<>();
  private final AtomicInteger closed = new AtomicInteger();
  private final CountDownLatch working = new CountDownLatch(1);
  private final CountDownLatch going = new CountDownLatch(1);

  /** Has no locks, and does what its kind says. */
  private final class Memory implements StateStore<String> {
    @Override
    public String typeName() {
      return TYPE;
    }

    @Override
    public Schema schema() {
      return Schema.of("States in memory.", KIND);
    }

    @Override
    public States configure(Config config, Context<String> context) {
      if (config.get(KIND).equals("wrong")) {
        context.error("Not this one", "Take another.");
      }
      return switch (config.get(KIND)) {
        case "broken" -> new Broken();
        case "slow" -> new Slow();
        default -> new Plain();
      };
    }
  }

  private class Plain implements States, AutoCloseable {
    @Override
    public Optional<byte[]> read(String id, Call call) throws Exception {
      if (id.equals("old")) {
        call.warning("An old state", "Write it again.");
      }
      return Optional.ofNullable(kept.get(id));
    }

    @Override
    public void write(String id, byte[] state, Call call) throws Exception {
      kept.put(id, state);
    }

    @Override
    public Collection<String> ids(Call call) {
      return kept.keySet();
    }

    @Override
    public void delete(String id, Call call) {
      kept.remove(id);
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }

  private static final class Broken implements States {
    @Override
    public Optional<byte[]> read(String id, Call call) {
      throw new Failure("The disk is full of holes", "Buy another.");
    }

    @Override
    public void write(String id, byte[] state, Call call) {
      throw new StackOverflowError();
    }

    @Override
    public Collection<String> ids(Call call) {
      throw new IllegalStateException("no ids");
    }

    @Override
    public void delete(String id, Call call) {
      throw new AssertionError("no delete");
    }

    @Override
    public Lock lock(String id, Lock lock, Call call) throws Exception {
      throw new Exception("no lock");
    }

    @Override
    public Optional<Lock> unlock(String id, String lockId, Call call) {
      throw new UnsupportedOperationException("no unlock");
    }
  }

  /** Waits before it does anything. */
  private final class Slow extends Plain {
    private void await() throws InterruptedException {
      working.countDown();
      going.await();
    }

    @Override
    public Optional<byte[]> read(String id, Call call) throws Exception {
      await();
      return super.read(id, call);
    }

    @Override
    public void write(String id, byte[] state, Call call) throws Exception {
      await();
      super.write(id, state, call);
    }
  }

  private Wire terraform() {
    return Wire.to(Fake.of(string("id").computed()).beside(new Memory()));
  }

  private static DynamicValue config(Wire terraform, String kind) {
    var type = "state_store." + TYPE;
    return terraform.message(type, terraform.object(type, Map.of("kind", Value.text(kind))));
  }

  private static StoreWire store(Wire terraform, String kind) {
    var store = new StoreWire(terraform.channel(), TYPE);
    assertThat(store.configure(config(terraform, kind), 4)).isEmpty();
    return store;
  }

  private static byte[] state(int length) {
    var state = new byte[length];
    Arrays.fill(state, (byte) length);
    return state;
  }

  /** What comes of everything that is asked of a configured store: read, write and so on. */
  private static List<List<Problem>> everything(StoreWire store) throws Exception {
    var chunk =
        RequestChunk.newBuilder()
            .setMeta(
                RequestChunkMeta.newBuilder().setTypeName(store.typeName()).setStateId("default"))
            .setBytes(ByteString.copyFromUtf8("a"))
            .setTotalLength(1)
            .setRange(StateRange.getDefaultInstance())
            .build();
    return Stream.of(
            store.read("default").problems(),
            store.send(List.of(chunk)).getDiagnosticsList(),
            store.lock("default", "apply").getDiagnosticsList(),
            store.unlock("default", "1"),
            store.ids().getDiagnosticsList(),
            store.delete("default"))
        .map(Problem::of)
        .toList();
  }

  @Test
  void anUnknownStoreIsNamedWithThoseThereAre() throws Exception {
    try (var terraform = terraform()) {
      var unknown = new StoreWire(terraform.channel(), "fake_disk");

      var problems = new ArrayList<>(everything(unknown));
      problems.add(Problem.of(unknown.validate(config(terraform, "plain"))));
      problems.add(Problem.of(unknown.configure(config(terraform, "plain"), 4)));

      assertThat(problems)
          .hasSize(8)
          .allSatisfy(each ->
              assertThat(each)
                  .singleElement()
                  .satisfies(problem -> {
                    assertThat(problem.summary()).isEqualTo("No state store type fake_disk");
                    assertThat(problem.detail()).startsWith("Provider fake offers fake_states.");
                  }));
    }
  }

  @Test
  void nothingIsAskedOfAStoreThatIsNotConfigured() throws Exception {
    try (var terraform = terraform()) {
      var store = new StoreWire(terraform.channel(), TYPE);
      assertThat(Problem.of(store.configure(config(terraform, "wrong"), 4)))
          .extracting(Problem::summary)
          .containsExactly("Not this one");

      assertThat(everything(store))
          .hasSize(6)
          .allSatisfy(each ->
              assertThat(each)
                  .extracting(Problem::summary)
                  .containsExactly("State store fake_states is not configured"));
    }
  }

  @Test
  void whateverAnAuthorThrowsIsADiagnostic() throws Exception {
    try (var terraform = terraform()) {
      var problems = everything(store(terraform, "broken"));

      assertThat(problems).hasSize(6).allSatisfy(each -> assertThat(each).hasSize(1));
      assertThat(problems.get(0))
          .extracting(Problem::summary)
          .containsExactly("The disk is full of holes");
      assertThat(problems.get(1))
          .extracting(Problem::detail)
          .singleElement()
          .asString()
          .startsWith("fake_states: write the state ended by java.lang.StackOverflowError");
    }
  }

  @Test
  void aStoreWithoutLocksLetsEverybodyGoOn() {
    try (var terraform = terraform()) {
      var store = store(terraform, "plain");

      for (int i = 0; i < 2; i++) {
        var locked = store.lock("default", "apply");
        assertThat(locked.getDiagnosticsList()).isEmpty();
        assertThat(locked.getLockId()).as("so Terraform unlocks nothing").isEmpty();
      }
      assertThat(Problem.of(store.unlock("default", "1")))
          .extracting(Problem::summary)
          .containsExactly("State default is not locked");
    }
  }

  @Test
  void aWarningComesWithTheState() throws Exception {
    try (var terraform = terraform()) {
      var store = store(terraform, "plain");
      assertThat(store.write("old", state(9))).isEmpty();

      var read = store.read("old");

      assertThat(Problem.of(read.problems()))
          .extracting(Problem::summary)
          .containsExactly("An old state");
      assertThat(read.state()).isEqualTo(state(9));
    }
  }

  @Test
  void whatIsTooLargeIsRefusedWhenItIsRead() {
    try (var terraform = terraform()) {
      kept.put("default", new byte[StateChunks.LARGEST_STATE + 1]);

      var read = store(terraform, "plain").read("default");

      assertThat(read.chunks()).isZero();
      assertThat(Problem.of(read.problems()))
          .extracting(Problem::summary)
          .containsExactly("The state is too large");
    }
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        Arguments.of("nothing at all", List.<Integer>of()),
        Arguments.of("its beginning", List.of(0)),
        Arguments.of("its end", List.of(2)),
        Arguments.of("a gap", List.of(0, 2)),
        Arguments.of("twice the same", List.of(0, 1, 1, 2)),
        Arguments.of("the wrong order", List.of(0, 2, 1)),
        Arguments.of("more than all", List.of(0, 1, 2, 0)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("broken")
  void ofWhatDoesNotArriveWholeNothingIsWritten(String story, List<Integer> parts)
      throws Exception {
    try (var terraform = terraform()) {
      var store = store(terraform, "plain");
      assertThat(store.write("default", state(3))).isEmpty();

      var chunks = store.chunks("default", state(10));
      var answer = store.send(parts.stream().map(chunks::get).toList());

      assertThat(Problem.of(answer.getDiagnosticsList()))
          .as(story)
          .extracting(Problem::summary)
          .containsExactly("The state did not arrive whole");
      assertThat(store.read("default").state()).as("the state before").isEqualTo(state(3));
    }
  }

  /** Sends the first chunk of a write and no more. */
  private static StreamObserver<RequestChunk> begin(
      Wire terraform, StoreWire store, CompletableFuture<Throwable> ended) {
    var requests =
        ProviderGrpc.newStub(terraform.channel())
            .writeStateBytes(
                new StreamObserver<>() {
                  @Override
                  public void onNext(WriteStateBytes.Response answer) {}

                  @Override
                  public void onError(Throwable cause) {
                    ended.complete(cause);
                  }

                  @Override
                  public void onCompleted() {}
                });
    requests.onNext(store.chunks("default", state(10)).getFirst());
    return requests;
  }

  @Test
  void aTerraformThatGoesInTheMiddleOfAWriteLeavesTheStateBefore() throws Exception {
    try (var terraform = terraform()) {
      var store = store(terraform, "plain");
      assertThat(store.write("default", state(3))).isEmpty();

      var ended = new CompletableFuture<Throwable>();
      begin(terraform, store, ended)
          .onError(Status.CANCELLED.withDescription("gone").asRuntimeException());

      assertThat(ended.get(30, TimeUnit.SECONDS)).hasMessageContaining("Cancelled by client");
      assertThat(store.read("default").state()).isEqualTo(state(3));
    }
  }

  @Test
  void aWriteIsNotInterruptedByAStop() throws Exception {
    try (var terraform = terraform()) {
      var store = store(terraform, "slow");
      var written = inBackground(() -> store.write("default", state(9)));
      working.await();
      terraform.stop();
      going.countDown();

      assertThat(written.get()).isEmpty();
      assertThat(kept).containsKey("default");
    }
  }

  @Test
  void aWriteThatArrivedIsDoneEvenIfTerraformHasGone() throws Exception {
    var terraform = terraform();
    var store = store(terraform, "slow");
    var written = inBackground(() -> store.write("default", state(9)));
    working.await();
    terraform.close();
    assertThat(written).failsWithin(30, TimeUnit.SECONDS);
    going.countDown();

    await().until(() -> kept.containsKey("default"));
  }

  @Test
  void aReadIsInterruptedByAStop() throws Exception {
    try (var terraform = terraform()) {
      var store = store(terraform, "slow");
      var read = inBackground(() -> store.read("default"));
      working.await();
      terraform.stop();

      assertThat(Problem.of(read.get().problems()))
          .extracting(Problem::summary)
          .containsExactly("Interrupted");
    }
  }

  @Test
  void aSlowReaderGetsTheWholeState() throws Exception {
    try (var terraform = terraform()) {
      var store = store(terraform, "plain");
      assertThat(store.write("default", state(10))).isEmpty();
      var request =
          ReadStateBytes.Request.newBuilder().setTypeName(TYPE).setStateId("default").build();

      var reader =
          SlowReader.of(terraform.channel(), ProviderGrpc.getReadStateBytesMethod(), request);
      for (int read = 1; read <= 2; read++) {
        reader.read(1);
        int expected = read;
        await().until(() -> reader.answers().size() == expected);
      }

      assertThat(reader.toTheEnd())
          .extracting(each -> each.getBytes().size())
          .containsExactly(4, 4, 2);
    }
  }

  @Test
  void aReaderWhoLeavesKeepsNobodyBusy() throws Exception {
    try (var terraform = terraform()) {
      var store = store(terraform, "plain");
      kept.put("default", new byte[StateChunks.LARGEST_STATE]);
      var request =
          ReadStateBytes.Request.newBuilder().setTypeName(TYPE).setStateId("default").build();

      var reader =
          SlowReader.of(terraform.channel(), ProviderGrpc.getReadStateBytesMethod(), request);
      reader.read(1);
      await().until(() -> reader.answers().size() == 1);
      reader.leave();

      assertThat(store.ids().getStateIdList()).containsExactly("default");
    }
  }

  @Test
  void theLastConfigurationCountsAndAllAreClosed() throws Exception {
    try (var terraform = terraform()) {
      var broken = store(terraform, "broken");
      assertThat(broken.read("default").problems()).hasSize(1);

      var plain = store(terraform, "plain");
      var _ = store(terraform, "plain");

      assertThat(plain.read("default").problems()).isEmpty();
      assertThat(closed).hasValue(0);
    }
    assertThat(closed).hasValue(2);
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of(
            string("id").computed(),
            "fake_states: attribute id: nothing in a state store can be computed"),
        Arguments.of(
            string("key").optional().writeOnly(),
            "fake_states: attribute key: nothing in a state store can be write-only"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aStateStoreBlockIsOnlyRead(Attribute<?> attribute, String message) {
    StateStore<String> store =
        new StateStore<>() {
          @Override
          public String typeName() {
            return TYPE;
          }

          @Override
          public Schema schema() {
            return Schema.of("", attribute);
          }

          @Override
          public States configure(Config config, Context<String> context) {
            return new Plain();
          }
        };
    var provider = Fake.of(string("id").computed()).beside(store).provider();

    assertThatThrownBy(() -> Protocol6.service(provider)).hasMessage(message);
  }

  private static <T> CompletableFuture<T> inBackground(Callable<T> work) {
    var result = new CompletableFuture<T>();
    Thread.startVirtualThread(() -> {
      try {
        result.complete(work.call());
      } catch (Exception e) {
        result.completeExceptionally(e);
      }
    });
    return result;
  }
}
