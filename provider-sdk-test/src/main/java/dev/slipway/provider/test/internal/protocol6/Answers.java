package dev.slipway.provider.test.internal.protocol6;

import dev.slipway.proto.tfplugin6.AttributePath;
import dev.slipway.proto.tfplugin6.Deferred;
import dev.slipway.provider.Deferral;
import dev.slipway.provider.diag.Diagnostic;
import dev.slipway.provider.value.Path;
import java.util.List;
import java.util.Optional;

/** Diagnostics, paths and reasons, as they were before they became messages. */
final class Answers {

  private Answers() {}

  static List<Diagnostic> diagnostics(List<dev.slipway.proto.tfplugin6.Diagnostic> messages) {
    return messages.stream().map(Answers::diagnostic).toList();
  }

  private static Diagnostic diagnostic(dev.slipway.proto.tfplugin6.Diagnostic message) {
    var path = path(message.getAttribute());
    return switch (message.getSeverity()) {
      case ERROR -> Diagnostic.error(path, message.getSummary(), message.getDetail());
      case WARNING -> Diagnostic.warning(path, message.getSummary(), message.getDetail());
      case INVALID, UNRECOGNIZED ->
          throw new AssertionError("a diagnostic without a severity: " + message);
    };
  }

  static Path path(AttributePath message) {
    var path = Path.ROOT;
    for (var step : message.getStepsList()) {
      path =
          switch (step.getSelectorCase()) {
            case ATTRIBUTE_NAME -> path.attribute(step.getAttributeName());
            case ELEMENT_KEY_STRING -> path.key(step.getElementKeyString());
            case ELEMENT_KEY_INT -> path.index(Math.toIntExact(step.getElementKeyInt()));
            case SELECTOR_NOT_SET -> throw new AssertionError("an empty step in " + message);
          };
    }
    return path;
  }

  /** Why a call was put off, if it was. */
  static Optional<Deferral.Reason> deferred(boolean isDeferred, Deferred message) {
    if (!isDeferred) {
      return Optional.empty();
    }
    return Optional.of(
        switch (message.getReason()) {
          case RESOURCE_CONFIG_UNKNOWN -> Deferral.Reason.RESOURCE_CONFIG_UNKNOWN;
          case PROVIDER_CONFIG_UNKNOWN -> Deferral.Reason.PROVIDER_CONFIG_UNKNOWN;
          case ABSENT_PREREQ -> Deferral.Reason.ABSENT_PREREQUISITE;
          case UNKNOWN, UNRECOGNIZED ->
              throw new AssertionError("put off without a reason: " + message);
        });
  }
}
