package dev.slipway.provider.diag;

import dev.slipway.provider.value.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Ends the call with these diagnostics. Unlike any other exception it is not taken for a bug in the
 * provider.
 */
public final class Failure extends RuntimeException {

  private final transient List<Diagnostic> diagnostics;

  public Failure(String summary, String detail) {
    this(List.of(Diagnostic.error(Path.ROOT, summary, detail)));
  }

  public Failure(Located where, String summary, String detail) {
    this(where.path(), summary, detail);
  }

  public Failure(Path where, String summary, String detail) {
    this(List.of(Diagnostic.error(where, summary, detail)));
  }

  /** At least one of the diagnostics has to be an error. */
  public Failure(List<Diagnostic> diagnostics) {
    super(diagnostics.stream().map(Diagnostic::summary).collect(Collectors.joining("; ")));
    if (diagnostics.stream().noneMatch(Diagnostic::isError)) {
      throw new IllegalArgumentException("a failure needs an error, got " + diagnostics);
    }
    this.diagnostics = List.copyOf(diagnostics);
  }

  /** The exception that led here, kept for the log; the user sees only the diagnostics. */
  public Failure causedBy(Throwable cause) {
    initCause(cause);
    return this;
  }

  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
