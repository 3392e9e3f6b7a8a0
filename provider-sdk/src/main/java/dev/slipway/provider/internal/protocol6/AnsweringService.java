package dev.slipway.provider.internal.protocol6;

import dev.slipway.proto.tfplugin6.Diagnostic;
import dev.slipway.proto.tfplugin6.ProviderGrpc;
import dev.slipway.proto.tfplugin6.StopProvider;
import dev.slipway.provider.internal.protocol6.RunningCalls.RunningCall;
import dev.slipway.provider.log.Log;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Answers every call: whatever the author's code throws becomes a diagnostic, since Terraform takes
 * a failed rpc for a crash.
 */
abstract class AnsweringService<C> extends ProviderGrpc.ProviderImplBase implements AutoCloseable {

  private static final Log LOG = Log.named("");

  private final RunningCalls running = new RunningCalls();
  private final Queue<AutoCloseable> closing = new ConcurrentLinkedQueue<>();
  private volatile @Nullable Configured<C> configured;
  final ModuleMeta meta;

  AnsweringService(ModuleMeta meta) {
    this.meta = meta;
  }

  /** Author's code at work: it may throw anything. */
  @FunctionalInterface
  interface Work<C, A> {
    A answer(Session<C> session) throws Exception;
  }

  /** As above, for many answers; it reports what the author's code throws by itself. */
  @FunctionalInterface
  interface StreamedWork<C, A> {
    void answer(RunningCall call, @Nullable Configured<C> configured, Outlet<A> out);
  }

  /**
   * Serves one call.
   *
   * @param doing what is done, for messages
   * @param failed the answer when there is nothing but diagnostics
   */
  final <A> void serve(
      String doing, StreamObserver<A> out, Work<C, A> work, Function<List<Diagnostic>, A> failed) {
    serve(running.begin(), doing, out, work, failed);
  }

  /** As above, for what must not be lost: neither a stop nor Terraform's end interrupts it. */
  final <A> void serveSaving(
      String doing, StreamObserver<A> out, Work<C, A> work, Function<List<Diagnostic>, A> failed) {
    serve(running.beginSaving(), doing, out, work, failed);
  }

  private <A> void serve(
      RunningCall began,
      String doing,
      StreamObserver<A> out,
      Work<C, A> work,
      Function<List<Diagnostic>, A> failed) {
    A answer;
    try (var call = began) {
      answer = answer(new Session<>(doing, call, configured, meta.none()), work, failed);
    }
    out.onNext(answer);
    out.onCompleted();
  }

  private static <C, A> A answer(
      Session<C> session, Work<C, A> work, Function<List<Diagnostic>, A> failed) {
    try {
      return work.answer(session);
    } catch (Throwable thrown) { // A failed rpc would read as a crash of the provider.
      session.failed(thrown);
      return failed.apply(Messages.messages(session.diagnostics()));
    }
  }

  /** Serves a call that has many answers. */
  final <A> void stream(StreamObserver<A> out, StreamedWork<C, A> work) {
    Outlet.open(
        out,
        outlet -> {
          try (var call = running.begin()) {
            work.answer(call, configured, outlet);
          }
        });
  }

  /** From now on, calls work with this. */
  final void configured(Configured<C> configured) {
    this.configured = configured;
  }

  /** Closes at the end what an author has made, if it can be closed. */
  final void closeAtTheEnd(@Nullable Object made) {
    if (made instanceof AutoCloseable closeable) {
      closing.add(closeable);
    }
  }

  /** Asks the calls in flight to end; later ones are served as ever. */
  @Override
  public final void stopProvider(
      StopProvider.Request request, StreamObserver<StopProvider.Response> out) {
    running.cancelAll();
    out.onNext(StopProvider.Response.getDefaultInstance());
    out.onCompleted();
  }

  /** Cancels what still runs and closes every client that was made. */
  @Override
  public final void close() {
    running.cancelAll();
    for (var client = closing.poll(); client != null; client = closing.poll()) {
      try {
        client.close();
      } catch (Exception e) {
        LOG.warn("Closing a client failed", e);
      }
    }
  }
}
