package dev.slipway.provider.test.internal.protocol6;

import dev.slipway.proto.tfplugin6.ProviderGrpc;
import dev.slipway.proto.tfplugin6.ProviderGrpc.ProviderBlockingStub;
import dev.slipway.provider.Provider;
import dev.slipway.provider.internal.protocol6.Protocol6;
import dev.slipway.provider.internal.protocol6.ProviderService;
import io.grpc.Channel;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
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

/** A provider that is served within the process, and the channel to it. */
public final class Connection implements AutoCloseable {

  private final ProviderService<?> service;
  private final Server server;
  private final ManagedChannel channel;

  private Connection(ProviderService<?> service, Server server, ManagedChannel channel) {
    this.service = service;
    this.server = server;
    this.channel = channel;
  }

  /**
   * Serves a provider.
   *
   * @param between what stands between the provider and its caller
   * @throws IllegalArgumentException the provider breaks a rule of Terraform; the message says
   *     which
   */
  public static Connection to(Provider<?> provider, ServerInterceptor... between) {
    var service = Protocol6.service(provider);
    var name = UUID.randomUUID().toString();
    try {
      var server =
          InProcessServerBuilder.forName(name)
              .executor(Executors.newVirtualThreadPerTaskExecutor())
              .addService(ServerInterceptors.intercept(service, between))
              .build()
              .start();
      return new Connection(service, server, InProcessChannelBuilder.forName(name).build());
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
      return rpc.apply(ProviderGrpc.newBlockingStub(channel));
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

  private static AssertionError failed(String doing, StatusRuntimeException failure) {
    return new AssertionError(
        "%s: the call failed with %s, which Terraform takes for a crash of the provider. Answer with a diagnostic."
            .formatted(doing, failure.getStatus()),
        failure);
  }

  /** Ends the calls in flight, and closes the provider's clients. */
  @Override
  public void close() {
    channel.shutdownNow();
    server.shutdownNow();
    service.close();
  }
}
