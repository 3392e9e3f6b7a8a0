package dev.slipway.controlplane.reconcile;

import dev.slipway.controlplane.vocabulary.AppId;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Apps that want a look. One that is added twice is looked at once; one that is added while it is
 * being looked at is looked at again afterwards, and never by two at a time.
 */
final class WorkQueue {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final LinkedHashSet<AppId> ready = new LinkedHashSet<>();
  private final Set<AppId> taken = new HashSet<>();
  private final Set<AppId> again = new HashSet<>();

  /** When apps that wait come back, in nanoseconds of {@link System#nanoTime}. */
  private final Map<AppId, Later> later = new HashMap<>();

  private final TreeSet<Later> dueFirst = new TreeSet<>();

  /**
   * An app that waits.
   *
   * @param nanos never more than 292 years from any other, so that the difference tells the order
   */
  private record Later(AppId id, long nanos) implements Comparable<Later> {
    @Override
    public int compareTo(Later other) {
      int sooner = Long.signum(nanos - other.nanos);
      return sooner == 0 ? id.value().compareTo(other.id.value()) : sooner;
    }
  }

  /** Wants a look now. */
  void add(AppId id) {
    lock.lock();
    try {
      forget(later.get(id));
      addNow(id);
    } finally {
      lock.unlock();
    }
  }

  /** Wants a look after a while, unless one comes sooner. */
  void addAfter(AppId id, Duration wait) {
    lock.lock();
    try {
      if (!ready.contains(id) && !again.contains(id)) {
        var fresh = new Later(id, System.nanoTime() + wait.toNanos());
        var before = later.get(id);
        if (before == null || fresh.compareTo(before) < 0) {
          forget(before);
          later.put(id, fresh);
          dueFirst.add(fresh);
          news.signalAll();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Takes the next app, waiting for one; the taker calls {@link #done}. */
  AppId take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        long wait = wakeThoseDue();
        if (!ready.isEmpty()) {
          var id = ready.removeFirst();
          taken.add(id);
          return id;
        }
        if (wait == Long.MAX_VALUE) {
          news.await();
        } else {
          long left = news.awaitNanos(wait);
          assert left <= wait;
        }
      }
    } finally {
      lock.unlock();
    }
  }

  void done(AppId id) {
    lock.lock();
    try {
      taken.remove(id);
      if (again.remove(id)) {
        addNow(id);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Nothing is ready or taken; what waits for later does not count. */
  boolean isIdle() {
    lock.lock();
    try {
      return ready.isEmpty() && taken.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  private void addNow(AppId id) {
    if (taken.contains(id)) {
      again.add(id);
    } else if (ready.add(id)) {
      news.signal();
    }
  }

  private void forget(@Nullable Later entry) {
    if (entry != null) {
      later.remove(entry.id());
      dueFirst.remove(entry);
    }
  }

  /** Nanoseconds until the next one is due. */
  private long wakeThoseDue() {
    long now = System.nanoTime();
    while (!dueFirst.isEmpty()) {
      var next = dueFirst.getFirst();
      long left = next.nanos() - now;
      if (left > 0) {
        return left;
      }
      forget(next);
      addNow(next.id());
    }
    return Long.MAX_VALUE;
  }
}
