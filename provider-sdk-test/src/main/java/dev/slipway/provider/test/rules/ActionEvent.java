package dev.slipway.provider.test.rules;

import dev.slipway.provider.diag.Diagnostic;
import java.util.List;

/** One event of an action. */
public sealed interface ActionEvent {

  record Progress(String message) implements ActionEvent {}

  record Completed(List<Diagnostic> diagnostics) implements ActionEvent {}

  /** An event that says nothing, on which Terraform crashes. */
  record Nothing() implements ActionEvent {}
}
