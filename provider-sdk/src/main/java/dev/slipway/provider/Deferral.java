package dev.slipway.provider;

import dev.slipway.provider.diag.Diagnostic;
import dev.slipway.provider.diag.Failure;
import dev.slipway.provider.value.Path;

/**
 * Thrown by a plan, a read or an import that cannot be made yet, because something that it needs is
 * only there after a first apply. A Terraform that allows it plans everything else and comes back;
 * for any other it is an error like a {@link Failure}.
 */
public final class Deferral extends RuntimeException {

  /** What is missing. */
  public enum Reason {
    RESOURCE_CONFIG_UNKNOWN,
    PROVIDER_CONFIG_UNKNOWN,
    /** Something that has to exist before, as a cluster before what runs in it. */
    ABSENT_PREREQUISITE
  }

  private final Reason reason;
  private final String detail;

  /** The texts are for users of a Terraform that does not allow it. */
  public Deferral(Reason reason, String summary, String detail) {
    super(summary);
    this.reason = reason;
    this.detail = detail;
  }

  public Reason reason() {
    return reason;
  }

  /** What users are told where it is not allowed. */
  public Diagnostic diagnostic() {
    return Diagnostic.error(Path.ROOT, String.valueOf(getMessage()), detail);
  }
}
