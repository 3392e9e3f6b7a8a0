package dev.slipway.controlplane.runtime.kubernetes;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Makes one call of many. */
final class Burst {
  private final Duration pause;
  private final Runnable task;
  private final AtomicBoolean due = new AtomicBoolean();

  /**
   * @param pause how long others are waited for
   */
  Burst(Duration pause, Runnable task) {
    this.pause = pause;
    this.task = task;
  }

  /** The task runs once, soon after. */
  void poke() {
    if (due.compareAndSet(false, true)) {
      Thread.ofVirtual().start(this::run);
    }
  }

  private void run() {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      // Nobody interrupts it; were it so, running at once is as good.
      Thread.currentThread().interrupt();
    }
    due.set(false);
    task.run();
  }
}
