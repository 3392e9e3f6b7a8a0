package dev.slipway.controlplane.runtime.docker;

import dev.slipway.controlplane.runtime.ImageUnavailableException;
import dev.slipway.controlplane.runtime.RuntimeUnavailableException;
import dev.slipway.controlplane.runtime.Workload;
import dev.slipway.controlplane.vocabulary.Memory;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * Starts replicas: has the image fetched first, and after a refusal waits before it tries again.
 * Belongs to a loop's thread; fetching happens beside it and reports through its mail.
 */
final class Launcher {
  private final Region region;
  private final ReplicaSet replicas;
  private final ReplicaSet.EventSink events;
  private final Helpers helpers;
  private final Executor mail;
  private final Gate gate = new Gate();

  Launcher(
      Region region,
      ReplicaSet replicas,
      ReplicaSet.EventSink events,
      Helpers helpers,
      Executor mail) {
    this.region = region;
    this.replicas = replicas;
    this.events = events;
    this.helpers = helpers;
    this.mail = mail;
  }

  /** What is in the way of starting anything. */
  Gate gate() {
    return gate;
  }

  /**
   * Starts these, unless something is in the way that needs time.
   *
   * @return whether the picture may have changed
   */
  boolean launch(List<Start> starts, Workload workload) throws InterruptedException {
    if (starts.isEmpty() || !gate.isOpen(Instant.now()) || !imageIsHere(starts, workload)) {
      return false;
    }
    var results = Start.all(starts, workload, region);
    for (int i = 0; i < starts.size(); i++) {
      switch (results.get(i)) {
        case Start.Result.Runs(var container) -> started(starts.get(i), container);
        case Start.Result.Refused(var why) -> refused(why);
        case Start.Result.NoGpu(var why) -> lacksGpus(why);
      }
    }
    return gate.isOpen(Instant.now());
  }

  private void started(Start start, Container container) {
    var replica = start.replica();
    gate.open();
    events.happened(
        "REPLICA_STARTED",
        false,
        start.run() == 0
            ? "replica %s started".formatted(replica.id)
            : "replica %s started again, run %d".formatted(replica.id, start.run() + 1),
        replica.id);
    replicas.runs(replica, container);
  }

  private void refused(EngineException why) {
    if (why.imageMissing()) {
      gate.lostImage();
      return;
    }
    var message = "the engine refuses to start a replica: " + why.getMessage();
    if (gate.shut("START_FAILED", message, false, Instant.now())) {
      events.happened("START_FAILED", true, message, "");
    }
  }

  private void lacksGpus(GpuShortageException why) {
    var message = "waits for GPUs: it " + why.getMessage();
    if (gate.awaitFree(message, Instant.now())) {
      events.happened(Gate.GPU_UNAVAILABLE, true, message, "");
    }
  }

  private boolean imageIsHere(List<Start> starts, Workload workload) {
    if (gate.hasImage(workload.image()) || starts.stream().allMatch(Start::sameContainer)) {
      return true;
    }
    gate.fetching();
    helpers.run("fetch image", () -> fetch(workload.image()));
    return false;
  }

  private void fetch(String image) throws InterruptedException {
    try {
      var fetched = region.images.obtain(image, () -> mail.execute(() -> fetching(image)));
      mail.execute(() -> {
        fetched.ifPresent(f -> fetched(image, f));
        gate.fetched(image);
      });
    } catch (ImageUnavailableException e) {
      mail.execute(() -> notFetched(e, e.certain()));
    } catch (RuntimeUnavailableException | EngineException e) {
      mail.execute(() -> notFetched(e, false));
    }
  }

  private void fetching(String image) {
    events.happened("IMAGE_PULLING", false, "fetching image " + image, "");
  }

  private void fetched(String image, Images.Fetched fetched) {
    events.happened(
        "IMAGE_PULLED",
        false,
        "image %s fetched, %s in %d s"
            .formatted(image, new Memory(fetched.bytes()), fetched.took().toSeconds()),
        "");
  }

  private void notFetched(Exception why, boolean certain) {
    var message = Objects.requireNonNullElse(why.getMessage(), "the image cannot be had");
    if (gate.shut("IMAGE_UNAVAILABLE", message, certain, Instant.now())) {
      events.happened("IMAGE_UNAVAILABLE", true, message, "");
    }
  }
}
