package dev.slipway.controlplane.runtime.docker;

import dev.slipway.controlplane.app.Scaling;
import dev.slipway.controlplane.runtime.ReplicaUsage;
import dev.slipway.controlplane.runtime.RuntimeUnavailableException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Says how many replicas one app should have, and measures where that depends on their use. Belongs
 * to a loop's thread; measurements come from a thread of its own and enter through the loop's mail.
 */
final class Scaler implements AutoCloseable {
  private final DockerEngine engine;
  private final Executor mail;
  private final Change change;
  private final Meter meter;

  /** Ready replicas' containers: handed over by the loop, read by the measuring thread. */
  private volatile List<Container> measured = List.of();

  private Scaling scaling = new Scaling.Fixed(0);
  private int target;
  private List<Autoscaler.Call> calls = List.of();
  private @Nullable Thread measuring;

  /** Hears of every new target. */
  interface Change {
    void to(int before, int now, double use, Scaling.Metric metric);
  }

  Scaler(DockerEngine engine, Executor mail, Change change) {
    this.engine = engine;
    this.mail = mail;
    this.change = change;
    this.meter = new Meter(engine);
  }

  /** Goes by this rule from now on, starting with what there is. */
  void follow(Scaling next, int present) {
    switch (next) {
      case Scaling.Fixed(var replicas) -> {
        target = replicas;
        stop();
      }
      case Scaling.Automatic rule -> {
        target = Autoscaler.clamp(scaling instanceof Scaling.Automatic ? target : present, rule);
        calls = List.of();
        if (measuring == null) {
          measuring = Thread.ofVirtual().name("measure").start(this::measure);
        }
      }
    }
    scaling = next;
  }

  int target() {
    return target;
  }

  /** These are ready; the next measurements are of them. */
  void ready(List<Container> containers) {
    measured = containers;
  }

  private void measure() {
    try {
      while (true) {
        Thread.sleep(engine.settings().samplePeriod());
        var containers = measured;
        meter.forgetAllBut(containers.stream().map(Container::id).toList());
        try {
          var usages = containers.stream().flatMap(c -> meter.measure(c).stream()).toList();
          if (!usages.isEmpty() && usages.size() == containers.size()) {
            mail.execute(() -> decide(usages, Instant.now()));
          }
        } catch (RuntimeUnavailableException | EngineException e) {
          // Unmeasured is undecided; the loop tells of a silent engine itself.
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void decide(List<ReplicaUsage> usages, Instant now) {
    if (!(scaling instanceof Scaling.Automatic rule)) {
      return;
    }
    var use = usages.stream().mapToDouble(u -> percent(u, rule.metric())).average().orElse(0);
    var decision = Autoscaler.decide(rule, target, usages.size(), use, calls, now);
    calls = decision.calls();
    if (decision.replicas() != target) {
      var before = target;
      target = decision.replicas();
      change.to(before, target, use, rule.metric());
    }
  }

  private static double percent(ReplicaUsage usage, Scaling.Metric metric) {
    return switch (metric) {
      case CPU -> usage.cpu() * 100;
      case RAM ->
          usage.memoryLimit().bytes() == 0
              ? 0
              : usage.memory().bytes() * 100.0 / usage.memoryLimit().bytes();
    };
  }

  private void stop() {
    if (measuring != null) {
      measuring.interrupt();
      measuring = null;
    }
  }

  @Override
  public void close() {
    stop();
  }
}
