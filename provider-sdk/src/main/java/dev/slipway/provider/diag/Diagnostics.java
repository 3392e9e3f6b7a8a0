package dev.slipway.provider.diag;

import dev.slipway.provider.value.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Collects the diagnostics of one call, in the order they are reported. An error makes the call
 * fail once it returns; it does not end it, so that a user sees every problem at once. To end it on
 * the spot, throw a {@link Failure}. May be shared between threads.
 */
public final class Diagnostics {

  private final List<Diagnostic> reported = new CopyOnWriteArrayList<>();

  public void error(String summary, String detail) {
    error(Path.ROOT, summary, detail);
  }

  public void error(Located where, String summary, String detail) {
    error(where.path(), summary, detail);
  }

  public void error(Path where, String summary, String detail) {
    add(Diagnostic.error(where, summary, detail));
  }

  public void warning(String summary, String detail) {
    warning(Path.ROOT, summary, detail);
  }

  public void warning(Located where, String summary, String detail) {
    warning(where.path(), summary, detail);
  }

  public void warning(Path where, String summary, String detail) {
    add(Diagnostic.warning(where, summary, detail));
  }

  public void add(Diagnostic diagnostic) {
    reported.add(diagnostic);
  }

  public void addAll(List<Diagnostic> diagnostics) {
    reported.addAll(diagnostics);
  }

  public boolean hasErrors() {
    return reported.stream().anyMatch(Diagnostic::isError);
  }

  /** What has been reported so far. */
  public List<Diagnostic> all() {
    return List.copyOf(reported);
  }
}
