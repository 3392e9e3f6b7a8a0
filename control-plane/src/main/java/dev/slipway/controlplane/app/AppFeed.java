package dev.slipway.controlplane.app;

import dev.slipway.controlplane.vocabulary.AppId;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Tells who follows an app that something of it was written. It carries no content: followers read
 * the store, so a slow one misses nothing, holds nothing back and costs no memory.
 */
public final class AppFeed {
  private final Map<AppId, Set<Follower>> followers = new ConcurrentHashMap<>();
  private final CopyOnWriteArrayList<Consumer<AppId>> listeners = new CopyOnWriteArrayList<>();
  private final CopyOnWriteArrayList<Consumer<AppId>> specListeners = new CopyOnWriteArrayList<>();

  /** Hears of every app, on the writer's thread: it must return at once and not throw. */
  public void listen(Consumer<AppId> listener) {
    listeners.add(listener);
  }

  /** Hears only of apps that come, get another spec or go; otherwise like {@link #listen}. */
  public void listenForSpecs(Consumer<AppId> listener) {
    specListeners.add(listener);
  }

  /** Follows one app from now on, until closed. */
  public Follower follow(AppId id) {
    var follower = new Follower(id);
    followers.compute(
        id,
        (_, set) -> {
          var all = set == null ? ConcurrentHashMap.<Follower>newKeySet() : set;
          all.add(follower);
          return all;
        });
    return follower;
  }

  /** Called by the store after a commit that has made, changed or ended an app's spec. */
  public void specChanged(AppId id) {
    specListeners.forEach(listener -> listener.accept(id));
    changed(id);
  }

  /** Called by the store after any other commit. */
  public void changed(AppId id) {
    followers.getOrDefault(id, Set.of()).forEach(Follower::wake);
    listeners.forEach(listener -> listener.accept(id));
  }

  /** Sees that an app was written to; many writes may count as one. */
  public final class Follower implements AutoCloseable {
    private final AppId id;
    private final Semaphore news = new Semaphore(0);

    private Follower(AppId id) {
      this.id = id;
    }

    /**
     * Waits for a write since the last call.
     *
     * @return false: there was none in this time
     */
    public boolean await(Duration patience) throws InterruptedException {
      if (!news.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        return false;
      }
      news.drainPermits();
      return true;
    }

    /** Ends a wait, as a write would. */
    public void wake() {
      if (news.availablePermits() == 0) {
        news.release();
      }
    }

    @Override
    public void close() {
      followers.computeIfPresent(
          id,
          (_, set) -> {
            set.remove(this);
            return set.isEmpty() ? null : set;
          });
    }
  }
}
