package dev.slipway.provider.test.stories;

import static java.util.Objects.requireNonNull;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ClientResponseObserver;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads a stream one answer at a time, whenever it is told to. */
final class SlowReader<Q, A> implements ClientResponseObserver<Q, A> {

  private final List<A> answers = new CopyOnWriteArrayList<>();
  private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
  private @Nullable ClientCallStreamObserver<Q> call;

  private SlowReader() {}

  /** Calls, and has not read anything yet. */
  static <Q, A> SlowReader<Q, A> of(Channel channel, MethodDescriptor<Q, A> method, Q request) {
    var reader = new SlowReader<Q, A>();
    ClientCalls.asyncServerStreamingCall(
        channel.newCall(method, CallOptions.DEFAULT), request, reader);
    return reader;
  }

  void read(int more) {
    call().request(more);
  }

  /** Loses patience. */
  void leave() {
    call().cancel("enough", null);
  }

  private ClientCallStreamObserver<Q> call() {
    return requireNonNull(call);
  }

  /** What has been read so far. */
  List<A> answers() {
    return answers;
  }

  /** Waits for the end of the stream. */
  List<A> toTheEnd() throws Exception {
    read(Integer.MAX_VALUE);
    ended.get(30, TimeUnit.SECONDS);
    return answers;
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<Q> stream) {
    call = stream;
    stream.disableAutoRequestWithInitial(0);
  }

  @Override
  public void onNext(A answer) {
    answers.add(answer);
  }

  @Override
  public void onError(Throwable cause) {
    ended.completeExceptionally(cause);
  }

  @Override
  public void onCompleted() {
    ended.complete(null);
  }
}
