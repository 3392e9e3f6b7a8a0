package dev.slipway.controlplane.runtime.docker;

import com.github.dockerjava.api.async.ResultCallback;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What an engine sends bit by bit, until it has no more, breaks off or is closed here. Unlike the
 * library's own callbacks it leaves it to its owner what an error means.
 */
abstract class EngineStream<T> implements ResultCallback<T> {
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile @Nullable Closeable connection;
  private volatile @Nullable Throwable error;
  private volatile boolean closed;

  @Override
  public void onStart(Closeable opened) {
    connection = opened;
    if (closed) {
      hangUp(opened);
    }
  }

  @Override
  public void onError(Throwable e) {
    error = e;
    onEnd();
    ended.countDown();
  }

  @Override
  public void onComplete() {
    onEnd();
    ended.countDown();
  }

  /** Nothing more comes. */
  void onEnd() {}

  boolean hasEnded() {
    return ended.getCount() == 0;
  }

  void awaitEnd() throws InterruptedException {
    ended.await();
  }

  /** Whether it ended in time. */
  boolean awaitEnd(Duration limit) throws InterruptedException {
    return ended.await(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** What broke it off, or null. Being closed here is no error. */
  @Nullable Throwable error() {
    return closed ? null : error;
  }

  /** Hangs up, now or as soon as it has begun. */
  @Override
  public void close() {
    closed = true;
    var open = connection;
    if (open != null) {
      hangUp(open);
    }
    ended.countDown();
  }

  private static void hangUp(Closeable connection) {
    try {
      connection.close();
    } catch (IOException e) {
      throw new UncheckedIOException("could not hang up on the engine", e);
    }
  }
}
