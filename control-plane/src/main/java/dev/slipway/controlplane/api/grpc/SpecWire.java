package dev.slipway.controlplane.api.grpc;

import dev.slipway.controlplane.app.AppSpec;
import dev.slipway.controlplane.app.Probe;
import dev.slipway.controlplane.app.Rollout;
import dev.slipway.controlplane.app.Scaling;
import dev.slipway.controlplane.catalog.Catalog;

/** Specs for the wire: complete, and without secret values. */
final class SpecWire {
  private final Catalog catalog;

  SpecWire(Catalog catalog) {
    this.catalog = catalog;
  }

  dev.slipway.proto.v1.AppSpec of(AppSpec spec) {
    var wire =
        dev.slipway.proto.v1.AppSpec.newBuilder()
            .setName(spec.name())
            .setRegion(spec.region().value())
            .setImage(spec.image())
            .addAllCommand(spec.command())
            .setPort(spec.port())
            .putAllEnv(spec.env())
            .setSecretEnvVersion(spec.secretEnv().version())
            .putAllLabels(spec.labels())
            .setResources(resources(spec))
            .setScaling(scaling(spec.scaling()))
            .setRollout(rollout(spec.rollout()))
            .setRunning(spec.running())
            .setDrift(
                switch (spec.drift()) {
                  case ENFORCE -> dev.slipway.proto.v1.DriftPolicy.ENFORCE;
                  case REPORT -> dev.slipway.proto.v1.DriftPolicy.REPORT;
                });
    spec.secretEnv().values().keySet().forEach(name -> wire.putSecretEnv(name, ""));
    if (spec.readinessProbe() != null) {
      wire.setReadinessProbe(probe(spec.readinessProbe()));
    }
    if (spec.livenessProbe() != null) {
      wire.setLivenessProbe(probe(spec.livenessProbe()));
    }
    return wire.build();
  }

  private dev.slipway.proto.v1.Resources resources(AppSpec spec) {
    var resources = spec.resources();
    var wire = dev.slipway.proto.v1.Resources.newBuilder().setFlavor(resources.flavor());
    switch (resources.kind()) {
      case CPU -> wire.setCpu(resources.units());
      case GPU -> wire.setGpu(resources.units());
    }
    catalog
        .flavor(resources.flavor())
        .ifPresent(flavor ->
            wire.setMemoryBytes(flavor.memory().times(resources.units()).bytes())
                .setEphemeralStorageBytes(flavor.disk().times(resources.units()).bytes()));
    return wire.build();
  }

  private static dev.slipway.proto.v1.Scaling scaling(Scaling scaling) {
    var wire = dev.slipway.proto.v1.Scaling.newBuilder();
    switch (scaling) {
      case Scaling.Fixed(int replicas) -> wire.getFixedBuilder().setReplicas(replicas);
      case Scaling.Automatic automatic ->
          wire.getAutomaticBuilder()
              .setMin(automatic.min())
              .setMax(automatic.max())
              .setMetric(
                  switch (automatic.metric()) {
                    case CPU -> dev.slipway.proto.v1.Scaling.Metric.CPU;
                    case RAM -> dev.slipway.proto.v1.Scaling.Metric.RAM;
                  })
              .setTarget(automatic.target())
              .setScaleDownWindow(Times.wire(automatic.scaleDownWindow()))
              .setScaleUpWindow(Times.wire(automatic.scaleUpWindow()));
    }
    return wire.build();
  }

  private static dev.slipway.proto.v1.Probe probe(Probe probe) {
    return dev.slipway.proto.v1.Probe.newBuilder()
        .setPath(probe.path())
        .setPort(probe.port())
        .setInitialDelay(Times.wire(probe.initialDelay()))
        .setPeriod(Times.wire(probe.period()))
        .setTimeout(Times.wire(probe.timeout()))
        .setFailureThreshold(probe.failureThreshold())
        .setSuccessThreshold(probe.successThreshold())
        .build();
  }

  private static dev.slipway.proto.v1.Rollout rollout(Rollout rollout) {
    return dev.slipway.proto.v1.Rollout.newBuilder()
        .setMaxSurge(rollout.maxSurge().toString())
        .setMaxUnavailable(rollout.maxUnavailable().toString())
        .setProgressDeadline(Times.wire(rollout.progressDeadline()))
        .setTerminationGrace(Times.wire(rollout.terminationGrace()))
        .build();
  }
}
