package dev.slipway.controlplane.intake;

import dev.slipway.controlplane.app.Probe;
import dev.slipway.controlplane.intake.SpecDraft.ProbeDraft;
import dev.slipway.controlplane.vocabulary.FailureCode;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;

/** Rules for probes. */
final class ProbeRules {
  private static final Pattern PATH = Pattern.compile("/[\\x21-\\x7e]{0,1023}");
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final int MOST_TRIES = 1000;

  private ProbeRules() {}

  /**
   * Completes a probe.
   *
   * @param field {@code readiness_probe} or {@code liveness_probe}
   * @param liveness one success must be enough
   */
  static Probe complete(String field, ProbeDraft draft, boolean liveness, Findings findings) {
    var path = draft.path().isEmpty() ? "/" : draft.path();
    if (!PATH.matcher(path).matches()) {
      findings.error(
          field + ".path",
          FailureCode.MALFORMED,
          "\"%s\" is no path; it starts with / and has at most 1024 visible ASCII characters",
          path);
    }
    return new Probe(
        path,
        PortRules.check(field + ".port", draft.port(), findings),
        findings.duration(
            field + ".initial_delay",
            Objects.requireNonNullElse(draft.initialDelay(), Duration.ZERO),
            Duration.ZERO,
            LONGEST),
        findings.duration(
            field + ".period",
            Objects.requireNonNullElse(draft.period(), Probe.DEFAULT_PERIOD),
            SHORTEST,
            LONGEST),
        findings.duration(
            field + ".timeout",
            Objects.requireNonNullElse(draft.timeout(), Probe.DEFAULT_TIMEOUT),
            SHORTEST,
            LONGEST),
        findings.number(
            field + ".failure_threshold",
            draft.failureThreshold(),
            Probe.DEFAULT_FAILURE_THRESHOLD,
            1,
            MOST_TRIES),
        findings.number(
            field + ".success_threshold",
            draft.successThreshold(),
            1,
            1,
            liveness ? 1 : MOST_TRIES));
  }
}
