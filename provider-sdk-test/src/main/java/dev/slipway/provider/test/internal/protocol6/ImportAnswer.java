package dev.slipway.provider.test.internal.protocol6;

import dev.slipway.provider.diag.Diagnostic;
import java.util.List;

/** What an import led to. */
public record ImportAnswer(List<Imported> imported, List<Diagnostic> diagnostics) {

  /** One object of a type. */
  public record Imported(String typeName, ObjectAnswer answer) {}
}
