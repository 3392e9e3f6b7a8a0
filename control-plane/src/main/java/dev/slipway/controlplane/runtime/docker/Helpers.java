package dev.slipway.controlplane.runtime.docker;

import dev.slipway.controlplane.runtime.RuntimeUnavailableException;
import dev.slipway.controlplane.vocabulary.AppId;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does beside a loop what takes long, each task on a thread of its own, until it is closed. */
final class Helpers implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Helpers.class);

  private final AppId app;
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  interface Task {
    void run() throws InterruptedException;
  }

  Helpers(AppId app) {
    this.app = app;
  }

  void run(String what, Task task) {
    var thread = Thread.ofVirtual().name(what).unstarted(() -> runNow(what, task));
    threads.add(thread);
    thread.start();
    if (closed) {
      thread.interrupt();
    }
  }

  private void runNow(String what, Task task) {
    try {
      task.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      if (!closed) {
        log.atError()
            .addKeyValue("app", app)
            .addKeyValue("what", what)
            .setCause(e)
            .log("A task beside an app's loop failed in an unforeseen way");
      }
    } finally {
      threads.remove(Thread.currentThread());
    }
  }

  /** Tries, ever more slowly, until the engine has done it. */
  static void persist(Runnable call) throws InterruptedException {
    var backOff = BackOff.NONE;
    while (true) {
      try {
        call.run();
        return;
      } catch (RuntimeUnavailableException | EngineException e) {
        backOff = backOff.failedAfter(Duration.ZERO);
        Thread.sleep(backOff.delay());
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    threads.forEach(Thread::interrupt);
  }
}
