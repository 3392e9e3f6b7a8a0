package dev.slipway.controlplane.runtime.docker;

import dev.slipway.controlplane.runtime.RuntimeUnavailableException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs a call on a thread of its own and gives up on it after a while. A timeout of the HTTP client
 * would do nothing: on a unix socket it is never looked at. An interrupt frees the call.
 */
final class Deadline {
  private Deadline() {}

  /**
   * @param what names the call in the error, such as {@code "list containers"}
   * @throws RuntimeUnavailableException no answer in time, or this thread was interrupted
   */
  static <T> T within(Duration deadline, String what, Callable<T> call) {
    var task = new FutureTask<>(call);
    Thread.ofVirtual().name("engine: " + what).start(task);
    try {
      return task.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      task.cancel(true);
      throw new RuntimeUnavailableException(
          "the engine did not answer \"%s\" within %d s".formatted(what, deadline.toSeconds()), e);
    } catch (InterruptedException e) {
      task.cancel(true);
      Thread.currentThread().interrupt();
      throw new RuntimeUnavailableException("interrupted during \"%s\"".formatted(what), e);
    } catch (ExecutionException e) {
      var cause = e.getCause();
      if (cause instanceof Error failure) {
        throw failure;
      }
      throw cause instanceof RuntimeException failure
          ? failure
          : new RuntimeUnavailableException(
              "the engine could not be asked to \"%s\": %s".formatted(what, cause), e);
    }
  }
}
