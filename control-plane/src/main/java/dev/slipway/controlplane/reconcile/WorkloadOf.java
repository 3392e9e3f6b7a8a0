package dev.slipway.controlplane.reconcile;

import dev.slipway.controlplane.app.App;
import dev.slipway.controlplane.app.AppSpec;
import dev.slipway.controlplane.app.PinnedImage;
import dev.slipway.controlplane.app.Probe;
import dev.slipway.controlplane.app.Revision;
import dev.slipway.controlplane.app.Scaling;
import dev.slipway.controlplane.catalog.Flavor;
import dev.slipway.controlplane.runtime.ReplicaShare;
import dev.slipway.controlplane.runtime.Workload;
import dev.slipway.controlplane.vocabulary.Memory;
import dev.slipway.controlplane.vocabulary.NodeChoice;
import org.jspecify.annotations.Nullable;

/** What a runtime is told of an app. */
final class WorkloadOf {
  private static final ReplicaShare NOTHING =
      new ReplicaShare(0, Memory.NONE, Memory.NONE, 0, "", NodeChoice.ANY);

  private WorkloadOf() {}

  /** The app as its owner wants it now. */
  static Workload wanted(App app, PinnedImage image, Flavor flavor) {
    return workload(
        app,
        app.spec(),
        app.templateRevision(),
        app.generation(),
        image.reference(),
        share(app.spec(), flavor),
        app.spec().scaling());
  }

  /** An earlier revision that keeps running while a later one waits to be let in. */
  static Workload earlier(App app, Revision revision, PinnedImage image, Flavor flavor) {
    return workload(
        app,
        revision.spec(),
        revision.templateRevision(),
        revision.number(),
        image.reference(),
        share(revision.spec(), flavor),
        revision.spec().scaling());
  }

  /** The app without replicas. */
  static Workload stopped(App app) {
    var image = app.image();
    return workload(
        app,
        app.spec(),
        app.templateRevision(),
        app.generation(),
        image == null ? app.spec().image() : image.reference(),
        NOTHING,
        new Scaling.Fixed(0));
  }

  private static Workload workload(
      App app,
      AppSpec spec,
      long templateRevision,
      long generation,
      String image,
      ReplicaShare share,
      Scaling scaling) {
    return new Workload(
        app.id(),
        app.project(),
        app.spec().name(),
        templateRevision,
        generation,
        0,
        image,
        spec.command(),
        spec.port(),
        spec.env(),
        spec.secretEnv(),
        spec.labels(),
        share,
        scaling,
        probe(spec.readinessProbe(), spec),
        probe(spec.livenessProbe(), spec),
        spec.rollout(),
        spec.drift());
  }

  private static @Nullable Probe probe(@Nullable Probe probe, AppSpec spec) {
    return probe == null ? null : probe.of(spec.port());
  }

  private static ReplicaShare share(AppSpec spec, Flavor flavor) {
    int units = spec.resources().units();
    return new ReplicaShare(
        Math.multiplyExact(flavor.cpus(), units),
        flavor.memory().times(units),
        flavor.disk().times(units),
        Math.multiplyExact(flavor.gpus(), units),
        flavor.gpuResource(),
        flavor.nodes());
  }
}
