package dev.slipway.controlplane.vocabulary;

/**
 * What a check found about one field.
 *
 * @param field path into the app's spec as the wire names it, such as {@code resources.gpu} or
 *     {@code env[LOG_LEVEL]}; empty for the spec as a whole
 * @param message what is wrong and what to do, with the allowed values
 */
public record Finding(Severity severity, String field, FailureCode reason, String message) {
  public enum Severity {
    /** Refuses the request. */
    ERROR,
    /** A check that could not run, or a consequence worth knowing. */
    WARNING
  }

  public static Finding error(String field, FailureCode reason, String message) {
    return new Finding(Severity.ERROR, field, reason, message);
  }

  public static Finding warning(String field, FailureCode reason, String message) {
    return new Finding(Severity.WARNING, field, reason, message);
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }
}
