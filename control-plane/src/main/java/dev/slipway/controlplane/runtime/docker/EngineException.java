package dev.slipway.controlplane.runtime.docker;

/** The engine answered, and refused. */
final class EngineException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;

  EngineException(int status, String message) {
    super(message);
    this.status = status;
  }

  /** The HTTP status. Podman often says 500 where Docker says 404 or 409. */
  int status() {
    return status;
  }

  boolean nothingThere() {
    return status == 404 || says("no such container");
  }

  boolean nameTaken() {
    return says("is already in use");
  }

  boolean imageMissing() {
    return says("no such image") || says("image not known");
  }

  boolean unknownDevice() {
    return says("unresolvable CDI devices") || says("could not select device driver");
  }

  private boolean says(String text) {
    var message = getMessage();
    return message != null
        && message
            .toLowerCase(java.util.Locale.ROOT)
            .contains(text.toLowerCase(java.util.Locale.ROOT));
  }
}
