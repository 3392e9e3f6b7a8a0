package dev.slipway.controlplane.api.grpc;

import dev.slipway.controlplane.app.DriftPolicy;
import dev.slipway.controlplane.app.Scaling.Metric;
import dev.slipway.controlplane.intake.SpecDraft;
import dev.slipway.controlplane.intake.SpecDraft.ProbeDraft;
import dev.slipway.controlplane.intake.SpecDraft.ResourcesDraft;
import dev.slipway.controlplane.intake.SpecDraft.RolloutDraft;
import dev.slipway.controlplane.intake.SpecDraft.ScalingDraft;
import dev.slipway.proto.v1.AppSpec;
import dev.slipway.proto.v1.Probe;
import dev.slipway.proto.v1.Rollout;
import dev.slipway.proto.v1.Scaling;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads specs from the wire, unchecked: intake says what is wrong with them. */
final class SpecReader {
  static SpecDraft draft(AppSpec wire) {
    return new SpecDraft(
        wire.getName(),
        wire.getRegion(),
        wire.getImage(),
        wire.getCommandList(),
        wire.getPort(),
        new TreeMap<>(wire.getEnvMap()),
        new TreeMap<>(wire.getSecretEnvMap()),
        wire.getSecretEnvVersion(),
        new TreeMap<>(wire.getLabelsMap()),
        new ResourcesDraft(
            wire.getResources().getCpu(),
            wire.getResources().getGpu(),
            wire.getResources().getFlavor()),
        scaling(wire.getScaling()),
        wire.hasReadinessProbe() ? probe(wire.getReadinessProbe()) : null,
        wire.hasLivenessProbe() ? probe(wire.getLivenessProbe()) : null,
        rollout(wire.getRollout()),
        wire.hasRunning() ? wire.getRunning() : null,
        switch (wire.getDrift()) {
          case ENFORCE -> DriftPolicy.ENFORCE;
          case REPORT -> DriftPolicy.REPORT;
          case DRIFT_POLICY_UNSPECIFIED, UNRECOGNIZED -> null;
        });
  }

  private static ScalingDraft scaling(Scaling wire) {
    return switch (wire.getKindCase()) {
      case FIXED -> new ScalingDraft.Fixed(wire.getFixed().getReplicas());
      case AUTOMATIC -> automatic(wire.getAutomatic());
      case KIND_NOT_SET -> new ScalingDraft.Unset();
    };
  }

  private static ScalingDraft automatic(Scaling.Automatic wire) {
    return new ScalingDraft.Automatic(
        wire.getMin(),
        wire.getMax(),
        switch (wire.getMetric()) {
          case CPU -> Metric.CPU;
          case RAM -> Metric.RAM;
          case METRIC_UNSPECIFIED, UNRECOGNIZED -> null;
        },
        wire.getTarget(),
        wire.hasScaleDownWindow() ? Times.duration(wire.getScaleDownWindow()) : null,
        wire.hasScaleUpWindow() ? Times.duration(wire.getScaleUpWindow()) : null);
  }

  private static @Nullable ProbeDraft probe(Probe wire) {
    return new ProbeDraft(
        wire.getPath(),
        wire.getPort(),
        wire.hasInitialDelay() ? Times.duration(wire.getInitialDelay()) : null,
        wire.hasPeriod() ? Times.duration(wire.getPeriod()) : null,
        wire.hasTimeout() ? Times.duration(wire.getTimeout()) : null,
        wire.getFailureThreshold(),
        wire.getSuccessThreshold());
  }

  private static RolloutDraft rollout(Rollout wire) {
    return new RolloutDraft(
        wire.getMaxSurge(),
        wire.getMaxUnavailable(),
        wire.hasProgressDeadline() ? Times.duration(wire.getProgressDeadline()) : null,
        wire.hasTerminationGrace() ? Times.duration(wire.getTerminationGrace()) : null);
  }

  private SpecReader() {}
}
