package dev.slipway.provider.test.stories;

import dev.slipway.provider.Provider;
import dev.slipway.provider.internal.protocol6.Protocol6;
import dev.slipway.provider.test.TestedProvider;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/** A provider whose answers are changed on their way, into some that no author could give. */
final class Tampering implements ServerInterceptor, AutoCloseable {

  private final Class<?> type;
  private final IntFunction<Function<Object, List<?>>> change;
  private final AtomicInteger answers = new AtomicInteger();
  private final Server server;
  private final ManagedChannel channel;
  private final TestedProvider provider;

  private Tampering(
      Provider<?> provider, Class<?> type, IntFunction<Function<Object, List<?>>> change) {
    this.type = type;
    this.change = change;
    var name = UUID.randomUUID().toString();
    try {
      server =
          InProcessServerBuilder.forName(name)
              .directExecutor()
              .addService(ServerInterceptors.intercept(Protocol6.service(provider), this))
              .build()
              .start();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    channel = InProcessChannelBuilder.forName(name).build();
    this.provider = TestedProvider.over(channel, provider);
  }

  /** How answers are changed. */
  record Change<A>(Class<A> type, IntFunction<Function<A, List<A>>> changes) {

    /** Every answer of this type. */
    static <A> Change<A> each(Class<A> type, UnaryOperator<A> change) {
      return new Change<>(type, _ -> answer -> List.of(change.apply(answer)));
    }

    /** The answer of this type that comes as number so and so, from one. */
    static <A> Change<A> nth(int number, Class<A> type, UnaryOperator<A> change) {
      return new Change<>(
          type, n -> answer -> List.of(n == number ? change.apply(answer) : answer));
    }

    /** One answer becomes several, or none. */
    static <A> Change<A> spread(Class<A> type, Function<A, List<A>> change) {
      return new Change<>(type, _ -> change);
    }

    Tampering with(Provider<?> provider) {
      return new Tampering(
          provider, type, number -> answer -> changes.apply(number).apply(type.cast(answer)));
    }
  }

  TestedProvider provider() {
    return provider;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    return new SimpleForwardingServerCallListener<>(
        next.startCall(new Tampered<>(call), headers)) {};
  }

  private final class Tampered<Q, A> extends SimpleForwardingServerCall<Q, A> {

    Tampered(ServerCall<Q, A> call) {
      super(call);
    }

    @Override
    @SuppressWarnings("unchecked") // A change gives what it takes.
    public void sendMessage(A message) {
      if (type.isInstance(message)) {
        change
            .apply(answers.incrementAndGet())
            .apply(message)
            .forEach(each -> super.sendMessage((A) each));
      } else {
        super.sendMessage(message);
      }
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
    server.shutdownNow();
  }
}
