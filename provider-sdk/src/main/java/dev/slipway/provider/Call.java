package dev.slipway.provider;

import dev.slipway.provider.diag.Diagnostics;
import dev.slipway.provider.diag.Located;
import dev.slipway.provider.value.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * One call from Terraform: where to report to, and how long there is.
 *
 * <p>When the user interrupts Terraform, {@link #cancelled} turns true and the thread of the call
 * is interrupted once. The call should then return soon with whatever it has done.
 */
public interface Call {

  Diagnostics diagnostics();

  /** When the operation is to give up: its timeout after the call began. */
  Instant deadline();

  /** Time until the deadline; zero once it has passed. */
  default Duration remaining() {
    var left = Duration.between(Instant.now(), deadline());
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** Whether the user has interrupted Terraform. */
  boolean cancelled();

  /** Such as {@code 1.11.4}, for a user agent; empty until the provider is configured. */
  String terraformVersion();

  default void error(String summary, String detail) {
    diagnostics().error(summary, detail);
  }

  default void error(Located where, String summary, String detail) {
    diagnostics().error(where, summary, detail);
  }

  default void error(Path where, String summary, String detail) {
    diagnostics().error(where, summary, detail);
  }

  default void warning(String summary, String detail) {
    diagnostics().warning(summary, detail);
  }

  default void warning(Located where, String summary, String detail) {
    diagnostics().warning(where, summary, detail);
  }

  default void warning(Path where, String summary, String detail) {
    diagnostics().warning(where, summary, detail);
  }
}
