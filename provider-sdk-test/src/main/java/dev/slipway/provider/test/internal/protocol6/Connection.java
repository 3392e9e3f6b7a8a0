package dev.slipway.provider.test.internal.protocol6;

import dev.slipway.proto.tfplugin6.ProviderGrpc;
import dev.slipway.proto.tfplugin6.ProviderGrpc.ProviderBlockingStub;
import dev.slipway.provider.Provider;
import dev.slipway.provider.internal.protocol6.Protocol6;
import io.grpc.Channel;
import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The channel to a provider, and the provider itself where it is served within the process. */
public final class Connection implements AutoCloseable {

  private static final int LARGEST_MESSAGE = 256 << 20;

  private final Channel channel;
  private final Runnable end;

  private Connection(Channel channel, Runnable end) {
    this.channel = channel;
    this.end = end;
  }

  /** To a provider that is served by others, who also end it. */
  public static Connection over(Channel channel) {
    return new Connection(channel, () -> {});
  }

  /**
   * Serves a provider within the process.
   *
   * @throws IllegalArgumentException the provider breaks a rule of Terraform; the message says
   *     which
   */
  public static Connection to(Provider<?> provider) {
    var service = Protocol6.service(provider);
    var name = UUID.randomUUID().toString();
    try {
      var server =
          InProcessServerBuilder.forName(name)
              .executor(Executors.newVirtualThreadPerTaskExecutor())
              .addService(service)
              .build()
              .start();
      var channel = InProcessChannelBuilder.forName(name).build();
      return new Connection(
          channel,
          () -> {
            channel.shutdownNow();
            server.shutdownNow();
            service.close();
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Channel channel() {
    return channel;
  }

  /**
   * Makes a call.
   *
   * @param doing such as {@code notes_note: plan}, for the message
   * @throws AssertionError the call failed instead of being answered
   */
  <A> A call(String doing, Function<ProviderBlockingStub, A> rpc) {
    try {
      return rpc.apply(
          ProviderGrpc.newBlockingStub(channel).withMaxInboundMessageSize(LARGEST_MESSAGE));
    } catch (StatusRuntimeException e) {
      throw failed(doing, e);
    }
  }

  /** As above, for a call with several answers; closing the stream cancels it. */
  <A> Stream<A> stream(String doing, Function<ProviderBlockingStub, Iterator<A>> rpc) {
    var patience = Context.current().withCancellation();
    var before = patience.attach();
    Iterator<A> answers;
    try {
      answers = call(doing, rpc);
    } finally {
      patience.detach(before);
    }
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(
                new Checked<>(doing, answers), Spliterator.ORDERED | Spliterator.NONNULL),
            false)
        .onClose(() -> patience.cancel(null));
  }

  /** Answers of a call that must not fail. */
  private record Checked<A>(String doing, Iterator<A> answers) implements Iterator<A> {
    @Override
    public boolean hasNext() {
      try {
        return answers.hasNext();
      } catch (StatusRuntimeException e) {
        throw failed(doing, e);
      }
    }

    @Override
    public A next() {
      return answers.next();
    }
  }

  static AssertionError failed(String doing, StatusRuntimeException failure) {
    return new AssertionError(
        "%s: the call failed with %s, which Terraform takes for a crash of the provider. Answer with a diagnostic."
            .formatted(doing, failure.getStatus()),
        failure);
  }

  /** Ends the calls in flight and closes the provider's clients, if it is served here. */
  @Override
  public void close() {
    end.run();
  }
}
