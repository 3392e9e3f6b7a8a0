package dev.slipway.controlplane.intake;

import dev.slipway.controlplane.app.Rollout;
import dev.slipway.controlplane.app.Scaling;
import dev.slipway.controlplane.app.Share;
import dev.slipway.controlplane.intake.SpecDraft.RolloutDraft;
import dev.slipway.controlplane.intake.SpecDraft.ScalingDraft;
import dev.slipway.controlplane.vocabulary.FailureCode;
import java.time.Duration;
import java.util.Objects;

/** Rules for how many replicas there are, and how they are replaced. */
final class ScalingRules {
  private static final Duration LONGEST_WINDOW = Duration.ofHours(1);
  private static final Duration LONGEST_GRACE = Duration.ofHours(1);
  private static final Duration LONGEST_DEADLINE = Duration.ofDays(1);

  private ScalingRules() {}

  static Scaling complete(ScalingDraft draft, int mostReplicas, Findings findings) {
    return switch (draft) {
      case ScalingDraft.Unset() -> new Scaling.Fixed(1);
      case ScalingDraft.Fixed(int replicas) ->
          new Scaling.Fixed(
              findings.number("scaling.fixed.replicas", replicas, 1, 1, mostReplicas));
      case ScalingDraft.Automatic automatic -> automatic(automatic, mostReplicas, findings);
    };
  }

  private static Scaling automatic(
      ScalingDraft.Automatic draft, int mostReplicas, Findings findings) {
    int min = findings.number("scaling.automatic.min", draft.min(), 0, 1, mostReplicas);
    int max = findings.number("scaling.automatic.max", draft.max(), 0, 1, mostReplicas);
    if (max < min && max >= 1) {
      findings.error(
          "scaling.automatic.max",
          FailureCode.CONFLICTING,
          "%d is below min = %d; allowed is %d to %d",
          max,
          min,
          min,
          mostReplicas);
    }
    return new Scaling.Automatic(
        min,
        max,
        Objects.requireNonNullElse(draft.metric(), Scaling.Metric.CPU),
        findings.number(
            "scaling.automatic.target", draft.target(), Scaling.Automatic.DEFAULT_TARGET, 1, 100),
        findings.duration(
            "scaling.automatic.scale_down_window",
            Objects.requireNonNullElse(
                draft.scaleDownWindow(), Scaling.Automatic.DEFAULT_SCALE_DOWN_WINDOW),
            Duration.ZERO,
            LONGEST_WINDOW),
        findings.duration(
            "scaling.automatic.scale_up_window",
            Objects.requireNonNullElse(draft.scaleUpWindow(), Duration.ZERO),
            Duration.ZERO,
            LONGEST_WINDOW));
  }

  static Rollout complete(RolloutDraft draft, Scaling scaling, Findings findings) {
    var surge = share("rollout.max_surge", draft.maxSurge(), Rollout.DEFAULT.maxSurge(), findings);
    var unavailable =
        share(
            "rollout.max_unavailable",
            draft.maxUnavailable(),
            Rollout.DEFAULT.maxUnavailable(),
            findings);
    int fewest = Math.max(1, scaling.min());
    if (surge.ofRoundedUp(fewest) == 0 && unavailable.ofRoundedDown(fewest) == 0) {
      findings.error(
          "rollout",
          FailureCode.CONFLICTING,
          "with %d replica%s, max_surge = %s and max_unavailable = %s let no replica be replaced; let one of the two come to 1",
          fewest,
          fewest == 1 ? "" : "s",
          surge,
          unavailable);
    }
    return new Rollout(
        surge,
        unavailable,
        findings.duration(
            "rollout.progress_deadline",
            Objects.requireNonNullElse(
                draft.progressDeadline(), Rollout.DEFAULT.progressDeadline()),
            Duration.ofSeconds(1),
            LONGEST_DEADLINE),
        findings.duration(
            "rollout.termination_grace",
            Objects.requireNonNullElse(
                draft.terminationGrace(), Rollout.DEFAULT.terminationGrace()),
            Duration.ZERO,
            LONGEST_GRACE));
  }

  private static Share share(String field, String text, Share fallback, Findings findings) {
    if (text.isEmpty()) {
      return fallback;
    }
    try {
      return Share.parse(text);
    } catch (IllegalArgumentException e) {
      findings.error(
          field,
          FailureCode.MALFORMED,
          "\"%s\" is neither a number of replicas such as \"1\" nor a percentage, \"0%%\" to \"100%%\"",
          text);
      return fallback;
    }
  }
}
