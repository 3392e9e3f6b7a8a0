package dev.slipway.controlplane.vocabulary;

import java.util.List;
import java.util.Map;

/**
 * A request that is refused, with what its author can do about it. The one exception that the edges
 * map to their own errors.
 */
public final class FailureException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final FailureCode code;
  private final transient List<Finding> findings;
  private final transient Map<String, String> details;

  public FailureException(FailureCode code, String message) {
    this(code, message, List.of(), Map.of());
  }

  /**
   * @param message what is wrong and what to do, a sentence or two
   * @param findings by field, for {@link FailureCode#INVALID_SPEC}
   * @param details for programs, such as {@code current_generation}
   */
  public FailureException(
      FailureCode code, String message, List<Finding> findings, Map<String, String> details) {
    super(message);
    this.code = code;
    this.findings = List.copyOf(findings);
    this.details = Map.copyOf(details);
  }

  public FailureException(FailureCode code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
    this.findings = List.of();
    this.details = Map.of();
  }

  public FailureCode code() {
    return code;
  }

  public List<Finding> findings() {
    return findings;
  }

  public Map<String, String> details() {
    return details;
  }
}
