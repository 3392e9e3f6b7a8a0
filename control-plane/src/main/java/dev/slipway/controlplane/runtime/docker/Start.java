package dev.slipway.controlplane.runtime.docker;

import dev.slipway.controlplane.runtime.RuntimeUnavailableException;
import dev.slipway.controlplane.runtime.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A container that is to run, and what became of it. */
record Start(Replica replica, int run, boolean sameContainer) {

  sealed interface Result {
    record Runs(Container container) implements Result {}

    record Refused(EngineException why) implements Result {}

    record NoGpu(GpuShortageException why) implements Result {}
  }

  /**
   * Starts all of them at once and returns in their order. An interrupt does not cut starts short,
   * as the engine might finish them behind our back; it is reported once they are done.
   *
   * @throws RuntimeUnavailableException the engine did not answer one of them
   */
  static List<Result> all(List<Start> starts, Workload workload, Region region)
      throws InterruptedException {
    var tasks = new ArrayList<FutureTask<Result>>();
    for (var start : starts) {
      var task = new FutureTask<>(() -> start.now(workload, region));
      tasks.add(task);
      Thread.ofVirtual().name("start " + start.replica().id).start(task);
    }
    var results = new ArrayList<Result>();
    RuntimeException failure = null;
    var interrupted = false;
    for (var task : tasks) {
      while (true) {
        try {
          results.add(task.get());
          break;
        } catch (ExecutionException e) {
          failure =
              e.getCause() instanceof RuntimeException cause
                  ? cause
                  : new IllegalStateException("a start failed in an unforeseen way", e.getCause());
          break;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      throw new InterruptedException();
    }
    if (failure != null) {
      throw failure;
    }
    return results;
  }

  private Result now(Workload workload, Region region) throws InterruptedException {
    try {
      var container = replica.container;
      if (sameContainer && container != null) {
        region.engine.client().start(container.id());
        return new Result.Runs(
            region
                .engine
                .client()
                .inspect(container.id())
                .orElseThrow(() -> new EngineException(404, "its container is gone")));
      }
      var machine = region.engine.machine();
      var share = workload.share();
      return new Result.Runs(
          region.engine.run(
              share.gpuResource(),
              share.gpus(),
              gpus ->
                  ContainerSpec.of(
                      workload,
                      region.owner,
                      replica.id,
                      run,
                      gpus,
                      region.engine.settings().pids(),
                      machine.cpus())));
    } catch (EngineException e) {
      return new Result.Refused(e);
    } catch (GpuShortageException e) {
      return new Result.NoGpu(e);
    }
  }
}
