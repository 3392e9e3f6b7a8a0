package dev.slipway.controlplane.api.grpc;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Sends a stream of messages from a thread of its own, no faster than the client takes them in. The
 * thread is interrupted when the client leaves.
 */
final class Outlet<A> {
  private final ServerCallStreamObserver<A> observer;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean cancelled;

  /** What sends the messages; returning ends the stream. */
  interface Source<A> {
    void sendTo(Outlet<A> outlet) throws InterruptedException;
  }

  private Outlet(ServerCallStreamObserver<A> observer) {
    this.observer = observer;
  }

  /** Starts a stream; returns at once. To be called within the call's method. */
  static <A> void open(String name, StreamObserver<A> observer, Source<A> source) {
    var outlet = new Outlet<>((ServerCallStreamObserver<A>) observer);
    var thread = Thread.ofVirtual().name(name).unstarted(() -> outlet.run(source));
    outlet.observer.setOnReadyHandler(outlet::ready);
    outlet.observer.setOnCancelHandler(() -> {
      outlet.cancel();
      thread.interrupt();
    });
    thread.start();
  }

  private void run(Source<A> source) {
    try {
      source.sendTo(this);
      observer.onCompleted();
    } catch (InterruptedException clientLeft) {
      // The only one who interrupts is the client's leaving: nobody is there to be told.
      return;
    } catch (RuntimeException e) {
      if (!isCancelled()) {
        observer.onError(Failures.status(e));
      }
    }
  }

  /** Sends a message once the client is ready for it. */
  void send(A message) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!observer.isReady()) {
        if (cancelled) {
          throw new InterruptedException("the client left");
        }
        changed.await();
      }
      if (cancelled) {
        throw new InterruptedException("the client left");
      }
      observer.onNext(message);
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

  private void cancel() {
    lock.lock();
    try {
      cancelled = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean isCancelled() {
    lock.lock();
    try {
      return cancelled;
    } finally {
      lock.unlock();
    }
  }
}
