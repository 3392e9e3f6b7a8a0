package dev.slipway.provider.internal.protocol6;

import dev.slipway.provider.Deferral;
import dev.slipway.provider.diag.Diagnostic;
import dev.slipway.provider.diag.Failure;
import dev.slipway.provider.internal.codec.CodecException;
import dev.slipway.provider.log.Log;
import dev.slipway.provider.schema.NullValueException;
import dev.slipway.provider.schema.UnfitValueException;
import dev.slipway.provider.schema.UnknownValueException;
import dev.slipway.provider.value.Path;
import java.util.List;

/** What users are told when a call ends by an exception. */
final class AuthorFailures {

  private static final Log LOG = Log.named("");

  private AuthorFailures() {}

  /**
   * @param doing such as {@code note_note: create}
   */
  static List<Diagnostic> diagnostics(Throwable thrown, String doing, boolean cancelled) {
    if (thrown instanceof Failure failure) {
      LOG.debug("A call failed", "call", doing, "error", failure.getMessage());
      return failure.diagnostics();
    }
    if (thrown instanceof Deferral deferral) {
      LOG.debug("A call cannot be made yet", "call", doing, "error", deferral.getMessage());
      return List.of(deferral.diagnostic());
    }
    if (cancelled) {
      LOG.debug("A call was interrupted", "call", doing, "by", thrown);
      return List.of(
          Diagnostic.error(
              Path.ROOT,
              "Interrupted",
              "%s was interrupted before it was done. Run Terraform again to go on."
                  .formatted(doing)));
    }
    if (thrown instanceof CodecException) {
      LOG.warn("A call cannot be read", "call", doing, "error", thrown.getMessage());
    } else {
      LOG.error("A call ended by an exception", thrown, "call", doing);
    }
    return List.of(
        switch (thrown) {
          case UnknownValueException e ->
              bug(e.path(), "%s read %s, which is not known yet.".formatted(doing, e.path()));
          case NullValueException e ->
              bug(e.path(), "%s read %s, which is null.".formatted(doing, e.path()));
          case UnfitValueException e ->
              bug(
                  e.path(),
                  "%s read %s, which must be %s.".formatted(doing, e.path(), e.expectation()));
          case CodecException e ->
              Diagnostic.error(
                  Path.ROOT,
                  "Terraform and the provider disagree",
                  "%s: what Terraform sent does not fit the provider's schema: %s. After an upgrade of the provider, run terraform init -upgrade; else report this to the provider's authors."
                      .formatted(doing, e.getMessage()));
          case Throwable other ->
              bug(
                  Path.ROOT,
                  "%s ended by %s: %s."
                      .formatted(doing, other.getClass().getName(), other.getMessage()));
        });
  }

  /** A mistake of the provider's authors, which users can only report. */
  static Diagnostic bug(Path path, String what) {
    return Diagnostic.error(
        path,
        "Bug in the provider",
        what
            + "\n\nPlease report this to the provider's authors. With TF_LOG_PROVIDER=ERROR the log shows more.");
  }
}
