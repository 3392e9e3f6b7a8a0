package dev.slipway.provider.internal.protocol6;

import dev.slipway.provider.log.Log;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Many answers to one call, no faster than Terraform takes them. May be shared between threads.
 *
 * @param <A> the answers
 */
final class Outlet<A> {

  private static final Log LOG = Log.named("");

  private final ServerCallStreamObserver<A> out;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean closed;

  private Outlet(ServerCallStreamObserver<A> out) {
    this.out = out;
  }

  /**
   * Has the answers sent by a thread of their own: the call's thread is the one that gRPC tells of
   * a reader who is ready again. To be called within the call's method; returns at once.
   *
   * @param source sends them; the call ends when it returns
   */
  static <A> void open(StreamObserver<A> out, Consumer<Outlet<A>> source) {
    var outlet = new Outlet<>((ServerCallStreamObserver<A>) out);
    outlet.out.setOnReadyHandler(outlet::ready);
    outlet.out.setOnCancelHandler(outlet::close);
    Thread.startVirtualThread(Context.current().wrap(() -> outlet.run(source)));
  }

  private void run(Consumer<Outlet<A>> source) {
    try {
      source.accept(this);
      close();
      out.onCompleted();
    } catch (Throwable thrown) { // Without an end, Terraform would wait forever.
      LOG.error("A call failed unexpectedly", thrown);
      close();
      out.onError(Status.INTERNAL.withDescription(thrown.toString()).asRuntimeException());
    }
  }

  /**
   * Sends an answer once there is room for it, and none when Terraform has gone. An interrupt does
   * not end the wait: what was found or done so far is still to be told.
   */
  void send(A answer) {
    lock.lock();
    try {
      while (!closed && !out.isReady()) {
        changed.awaitUninterruptibly();
      }
      if (!closed) {
        out.onNext(answer);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether nothing that is sent arrives any more. */
  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  private void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void ready() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
