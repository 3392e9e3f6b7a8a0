package dev.slipway.provider.test.stories;

import static dev.slipway.provider.schema.Attributes.string;
import static dev.slipway.provider.test.Configurations.nothing;
import static dev.slipway.provider.test.Configurations.with;
import static dev.slipway.provider.test.Failed.failing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.slipway.proto.tfplugin6.ConfigureStateStore;
import dev.slipway.proto.tfplugin6.Diagnostic;
import dev.slipway.proto.tfplugin6.ProviderGrpc;
import dev.slipway.proto.tfplugin6.ReadStateBytes;
import dev.slipway.proto.tfplugin6.WriteStateBytes;
import dev.slipway.proto.tfplugin6.WriteStateBytes.RequestChunk;
import dev.slipway.provider.Call;
import dev.slipway.provider.Context;
import dev.slipway.provider.StateStore;
import dev.slipway.provider.StateStore.Lock;
import dev.slipway.provider.StateStore.States;
import dev.slipway.provider.diag.Failure;
import dev.slipway.provider.plan.Config;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Schema;
import dev.slipway.provider.test.Failed;
import dev.slipway.provider.test.TestedProvider;
import dev.slipway.provider.test.TestedStates;
import dev.slipway.provider.test.internal.protocol6.StateUpload;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
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
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
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

  private static final int LARGEST = 256 << 20;

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

  /** Not in this version of the provider. */
  private final class Disk implements StateStore<String> {
    @Override
    public String typeName() {
      return "fake_disk";
    }

    @Override
    public Schema schema() {
      return Schema.empty();
    }

    @Override
    public States configure(Config config, Context<String> context) {
      return new Plain();
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

  private TestedProvider tested() {
    return Fake.of(string("id").computed()).beside(new Memory()).tested();
  }

  private static TestedStates states(TestedProvider provider, String kind) {
    return provider.stateStore(TYPE).configure(with(KIND, kind), 4);
  }

  private static byte[] state(int length) {
    var state = new byte[length];
    Arrays.fill(state, (byte) length);
    return state;
  }

  /** How everything fails that is asked of a store: read, write and so on. */
  private static List<Failed> everything(TestedStates states) {
    return Stream.<ThrowingCallable>of(
            () -> states.read("default"),
            () -> states.write("default", state(1)),
            () -> states.lock("default", "apply"),
            () -> states.unlock("default", "1"),
            states::ids,
            () -> states.delete("default"))
        .map(Failed::failing)
        .toList();
  }

  @Test
  void anUnknownStoreIsNamedWithThoseThereAre() {
    var newer = Fake.of(string("id").computed()).beside(new Disk()).provider();
    try (var provider = tested()) {
      var unknown = TestedProvider.over(provider.channel(), newer).stateStore("fake_disk");

      assertThat(everything(unknown.unconfigured()))
          .hasSize(6)
          .allSatisfy(failed ->
              assertThat(failed)
                  .hasOnlyError("No state store type fake_disk")
                  .saying("Provider fake offers fake_states."));
      assertThat(unknown.validate(nothing())).hasOnlyError("No state store type fake_disk");
      var request = ConfigureStateStore.Request.newBuilder().setTypeName("fake_disk").build();
      var response = Told.by(provider).configureStateStore(request);
      assertThat(response.hasCapabilities()).as("Terraform reads it").isTrue();
      assertThat(response.getDiagnosticsList())
          .extracting(Diagnostic::getSummary)
          .containsExactly("No state store type fake_disk");
    }
  }

  @Test
  void nothingIsAskedOfAStoreThatIsNotConfigured() {
    try (var provider = tested()) {
      assertThat(failing(() -> states(provider, "wrong"))).hasOnlyError("Not this one");

      assertThat(everything(provider.stateStore(TYPE).unconfigured()))
          .hasSize(6)
          .allSatisfy(failed ->
              assertThat(failed).hasOnlyError("State store fake_states is not configured"));
    }
  }

  @Test
  void whateverAnAuthorThrowsIsADiagnostic() {
    try (var provider = tested()) {
      var failed = everything(states(provider, "broken"));

      assertThat(failed)
          .hasSize(6)
          .allSatisfy(each -> assertThat(each.diagnosis().all()).hasSize(1));
      assertThat(failed.get(0)).hasOnlyError("The disk is full of holes");
      assertThat(failed.get(1))
          .hasOnlyError("Bug in the provider")
          .saying("fake_states: write the state ended by java.lang.StackOverflowError");
    }
  }

  @Test
  void aStoreWithoutLocksLetsEverybodyGoOn() {
    try (var provider = tested()) {
      var states = states(provider, "plain");

      for (int i = 0; i < 2; i++) {
        assertThat(states.lock("default", "apply")).as("so Terraform unlocks nothing").isEmpty();
      }
      assertThat(failing(() -> states.unlock("default", "1")))
          .hasOnlyError("State default is not locked");
    }
  }

  @Test
  void aWarningComesWithTheState() {
    try (var provider = tested()) {
      var states = states(provider, "plain");
      assertThat(states.write("old", state(9))).isEmpty();

      var read = states.read("old");

      assertThat(read.diagnosis()).hasOnlyWarning("An old state");
      assertThat(read.state()).contains(state(9));
    }
  }

  @Test
  void whatIsTooLargeIsRefusedWhenItIsRead() {
    try (var provider = tested()) {
      kept.put("default", new byte[LARGEST + 1]);

      assertThat(failing(() -> states(provider, "plain").read("default")))
          .hasOnlyError("The state is too large");
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
  void ofWhatDoesNotArriveWholeNothingIsWritten(String story, List<Integer> parts) {
    try (var provider = tested()) {
      var states = states(provider, "plain");
      assertThat(states.write("default", state(3))).isEmpty();

      var chunks = StateUpload.chunks(TYPE, "default", ByteString.copyFrom(state(10)), 4);
      var answer =
          StateUpload.send(provider.channel(), story, parts.stream().map(chunks::get).toList());

      assertThat(answer.getDiagnosticsList())
          .as(story)
          .extracting(Diagnostic::getSummary)
          .containsExactly("The state did not arrive whole");
      assertThat(states.read("default").state()).as("the state before").contains(state(3));
    }
  }

  /** Sends the first chunk of a write and no more. */
  private static StreamObserver<RequestChunk> begin(
      TestedProvider provider, CompletableFuture<Throwable> ended) {
    var requests =
        ProviderGrpc.newStub(provider.channel())
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
    requests.onNext(
        StateUpload.chunks(TYPE, "default", ByteString.copyFrom(state(10)), 4).getFirst());
    return requests;
  }

  @Test
  void aTerraformThatGoesInTheMiddleOfAWriteLeavesTheStateBefore() throws Exception {
    try (var provider = tested()) {
      var states = states(provider, "plain");
      assertThat(states.write("default", state(3))).isEmpty();

      var ended = new CompletableFuture<Throwable>();
      begin(provider, ended).onError(Status.CANCELLED.withDescription("gone").asRuntimeException());

      assertThat(ended.get(30, TimeUnit.SECONDS)).hasMessageContaining("Cancelled by client");
      assertThat(states.read("default").state()).contains(state(3));
    }
  }

  @Test
  void aWriteIsNotInterruptedByAStop() throws Exception {
    try (var provider = tested()) {
      var states = states(provider, "slow");
      var written = inBackground(() -> states.write("default", state(9)));
      working.await();
      provider.stop();
      going.countDown();

      assertThat(written.get()).isEmpty();
      assertThat(kept).containsKey("default");
    }
  }

  @Test
  void aWriteThatArrivedIsDoneEvenIfTerraformHasGone() throws Exception {
    var provider = tested();
    var states = states(provider, "slow");
    var written = inBackground(() -> states.write("default", state(9)));
    working.await();
    provider.close();
    assertThat(written).failsWithin(30, TimeUnit.SECONDS);
    going.countDown();

    await().until(() -> kept.containsKey("default"));
  }

  @Test
  void aReadIsInterruptedByAStop() throws Exception {
    try (var provider = tested()) {
      var states = states(provider, "slow");
      var read = inBackground(() -> failing(() -> states.read("default")));
      working.await();
      provider.stop();

      assertThat(read.get()).hasOnlyError("Interrupted");
    }
  }

  @Test
  void aSlowReaderGetsTheWholeState() throws Exception {
    try (var provider = tested()) {
      assertThat(states(provider, "plain").write("default", state(10))).isEmpty();
      var request =
          ReadStateBytes.Request.newBuilder().setTypeName(TYPE).setStateId("default").build();

      var reader =
          SlowReader.of(provider.channel(), ProviderGrpc.getReadStateBytesMethod(), request);
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
  void aReaderWhoLeavesKeepsNobodyBusy() {
    try (var provider = tested()) {
      var states = states(provider, "plain");
      kept.put("default", new byte[LARGEST]);
      var request =
          ReadStateBytes.Request.newBuilder().setTypeName(TYPE).setStateId("default").build();

      var reader =
          SlowReader.of(provider.channel(), ProviderGrpc.getReadStateBytesMethod(), request);
      reader.read(1);
      await().until(() -> reader.answers().size() == 1);
      reader.leave();

      assertThat(states.ids()).containsExactly("default");
    }
  }

  @Test
  void theLastConfigurationCountsAndAllAreClosed() {
    try (var provider = tested()) {
      var broken = states(provider, "broken");
      assertThat(failing(() -> broken.read("default"))).hasOnlyError("The disk is full of holes");

      var plain = states(provider, "plain");
      var _ = states(provider, "plain");

      assertThat(plain.read("default").diagnosis()).isEmpty();
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

    assertThatThrownBy(() -> TestedProvider.of(provider)).hasMessage(message);
  }

  private static <T> CompletableFuture<T> inBackground(Callable<T> work) {
    var result = new CompletableFuture<T>();
    Thread.startVirtualThread(() -> {
      try {
        result.complete(work.call());
      } catch (Exception | AssertionError e) {
        result.completeExceptionally(e);
      }
    });
    return result;
  }
}
