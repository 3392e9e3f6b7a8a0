package dev.slipway.provider.internal.protocol6;

import io.grpc.Context;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The calls that are being served, to be cancelled when the user interrupts Terraform. */
final class RunningCalls {

  private final Set<RunningCall> running = ConcurrentHashMap.newKeySet();

  /** One call, on the thread that serves it. */
  final class RunningCall implements AutoCloseable {

    private final Thread thread = Thread.currentThread();
    private final Context grpc = Context.current();
    private final Context.CancellationListener listener = _ -> cancel();
    private boolean cancelled;
    private boolean done;

    private RunningCall interruptible() {
      running.add(this);
      // Told from another thread, even while this one works: Terraform has gone.
      grpc.addListener(listener, Runnable::run);
      return this;
    }

    synchronized void cancel() {
      if (!done && !cancelled) {
        cancelled = true;
        thread.interrupt();
      }
    }

    synchronized boolean isCancelled() {
      return cancelled;
    }

    /** After this the thread is not interrupted any more, and forgets that it was. */
    @Override
    public void close() {
      grpc.removeListener(listener);
      running.remove(this);
      synchronized (this) {
        done = true;
        boolean _ = Thread.interrupted();
      }
    }
  }

  RunningCall begin() {
    return new RunningCall().interruptible();
  }

  /** For a call that saves something: it is never interrupted, even if nobody waits for it. */
  RunningCall beginSaving() {
    return new RunningCall();
  }

  void cancelAll() {
    running.forEach(RunningCall::cancel);
  }
}
