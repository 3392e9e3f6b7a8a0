package dev.slipway.provider.test.stories;

import static dev.slipway.provider.schema.Attributes.string;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.proto.tfplugin6.Diagnostic;
import dev.slipway.proto.tfplugin6.DynamicValue;
import dev.slipway.proto.tfplugin6.InvokeAction;
import dev.slipway.proto.tfplugin6.ListResource.Event;
import dev.slipway.proto.tfplugin6.ListResource.Request;
import dev.slipway.proto.tfplugin6.ProviderGrpc;
import dev.slipway.provider.Action;
import dev.slipway.provider.Identity;
import dev.slipway.provider.ListResource;
import dev.slipway.provider.Resource;
import dev.slipway.provider.internal.protocol6.Messages;
import dev.slipway.provider.plan.Config;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Schema;
import dev.slipway.provider.test.TestedProvider;
import dev.slipway.provider.value.Type;
import dev.slipway.provider.value.Value;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Conformance case 29: nothing is found or told faster than Terraform takes it. */
class SlowReaderStoriesTest {

  /** The configuration of an empty block. */
  private static final DynamicValue NOTHING =
      Messages.message(Value.object(Map.of()), Type.object(Map.of()));

  private static final Attribute<String> ID = string("id").computed().stable();

  private final Fake server = Fake.of(ID).identifiedBy(Identity.of(ID));
  private final AtomicInteger made = new AtomicInteger();
  private final CountDownLatch interrupted = new CountDownLatch(1);
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Without an end. */
  private final class Servers implements ListResource<String> {
    @Override
    public Resource<String> resource() {
      return server;
    }

    @Override
    public Stream<Found> list(Config config, Listing<String> listing) {
      return IntStream.iterate(1, i -> i + 1)
          .peek(_ -> made.incrementAndGet())
          .mapToObj(i -> new Found("server " + i, listing.blank().with(ID, "s" + i)))
          .onClose(() -> closed.set(true));
    }
  }

  /** Talks until it is interrupted. */
  private final class Talk implements Action<String> {
    @Override
    public String typeName() {
      return "fake_talk";
    }

    @Override
    public Schema schema() {
      return Schema.empty();
    }

    @Override
    public void invoke(Config config, Invocation<String> invocation) throws Exception {
      while (!Thread.interrupted()) {
        invocation.progress("word " + made.incrementAndGet());
      }
      interrupted.countDown();
      throw new InterruptedException();
    }
  }

  private static SlowReader<Request, Event> list(TestedProvider provider) {
    return SlowReader.of(
        provider.channel(),
        ProviderGrpc.getListResourceMethod(),
        Request.newBuilder().setTypeName(Fake.THING).setConfig(NOTHING).build());
  }

  private static SlowReader<InvokeAction.Request, InvokeAction.Event> talk(
      TestedProvider provider) {
    return SlowReader.of(
        provider.channel(),
        ProviderGrpc.getInvokeActionMethod(),
        InvokeAction.Request.newBuilder().setActionType("fake_talk").setConfig(NOTHING).build());
  }

  private static void awaitAnswers(SlowReader<?, ?> reader, int count) {
    await().until(() -> reader.answers().size() == count);
  }

  @Test
  void noMoreIsFoundThanTerraformTakes() {
    try (var provider = server.beside(new Servers()).tested()) {
      var reader = list(provider);
      await("the first is found and waits").until(() -> made.get() == 1);

      for (int read = 1; read <= 10; read++) {
        reader.read(1);
        awaitAnswers(reader, read);
        assertThat(made).as("at most one waits").hasValueLessThanOrEqualTo(read + 1);
      }
      reader.leave();

      await("the list without an end is closed").untilTrue(closed);
    }
  }

  @Test
  void noMoreIsToldThanTerraformTakes() throws Exception {
    try (var provider = server.beside(new Talk()).tested()) {
      var reader = talk(provider);
      await("the first word waits").until(() -> made.get() == 1);

      reader.read(3);
      awaitAnswers(reader, 3);
      assertThat(made).as("at most one waits").hasValueLessThanOrEqualTo(4);
      reader.leave();

      assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aStopWhileTheReaderIsSlowStillTellsTheEnd() throws Exception {
    try (var provider = server.beside(new Talk()).tested()) {
      var reader = talk(provider);
      reader.read(1);
      awaitAnswers(reader, 1);
      provider.stop();

      var last = reader.toTheEnd().getLast();
      assertThat(last.getCompleted().getDiagnosticsList())
          .extracting(Diagnostic::getSummary)
          .containsExactly("Interrupted");
    }
  }
}
