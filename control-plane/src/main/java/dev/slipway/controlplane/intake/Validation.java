package dev.slipway.controlplane.intake;

import dev.slipway.controlplane.vocabulary.Finding;
import java.util.List;

/**
 * What the checks found.
 *
 * @param findings all at once, in the order of the spec's fields
 * @param wouldWait why the app would wait in QUEUED, one sentence with figures; empty: it would not
 */
public record Validation(List<Finding> findings, String wouldWait) {
  public Validation {
    findings = List.copyOf(findings);
  }

  public boolean hasErrors() {
    return findings.stream().anyMatch(Finding::isError);
  }
}
