package dev.slipway.ai.app;

import dev.slipway.ai.client.ControlPlane;
import dev.slipway.ai.client.Refusal;
import dev.slipway.provider.Context;
import dev.slipway.provider.diag.Failure;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** Repeats a call that is safe to repeat while the control plane is away for a moment. */
final class Patience {
  /** A restart takes seconds; who is away for longer does not come back by itself. */
  static final Duration WITH_RESTART = Duration.ofSeconds(60);

  private static final Duration PAUSE = Duration.ofMillis(250);

  private Patience() {}

  /**
   * The call's answer.
   *
   * @param what for the error, such as {@code create hello}
   * @throws Failure refused, or nobody there for longer than a restart takes
   */
  static <A> A with(Context<ControlPlane> context, String what, Supplier<A> call)
      throws InterruptedException {
    var giveUp = Instant.now().plus(WITH_RESTART);
    while (true) {
      try {
        return call.get();
      } catch (StatusRuntimeException e) {
        var refusal = Refusal.of(e);
        boolean mayComeBack =
            refusal.isUnreachable() && Instant.now().isBefore(giveUp) && !context.cancelled();
        if (!mayComeBack) {
          throw refusal.isNotFound() ? e : refusal.toFailure("Cannot " + what).causedBy(e);
        }
        Thread.sleep(PAUSE);
      }
    }
  }
}
