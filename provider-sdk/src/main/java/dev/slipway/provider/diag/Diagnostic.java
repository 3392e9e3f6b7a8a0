package dev.slipway.provider.diag;

import dev.slipway.provider.value.Path;

/**
 * One message for the person at the terminal.
 *
 * @param summary one line, what is wrong
 * @param detail what was found, and what to do; empty when the summary says it all
 * @param path where in the configuration; the empty path means the object as a whole
 */
public record Diagnostic(Severity severity, String summary, String detail, Path path) {

  public static Diagnostic error(Path path, String summary, String detail) {
    return new Diagnostic(Severity.ERROR, summary, detail, path);
  }

  public static Diagnostic warning(Path path, String summary, String detail) {
    return new Diagnostic(Severity.WARNING, summary, detail, path);
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }
}
