package dev.slipway.controlplane.runtime;

import dev.slipway.controlplane.app.DriftPolicy;
import dev.slipway.controlplane.app.Probe;
import dev.slipway.controlplane.app.Rollout;
import dev.slipway.controlplane.app.Scaling;
import dev.slipway.controlplane.app.SecretEnv;
import dev.slipway.controlplane.app.Share;
import dev.slipway.controlplane.vocabulary.AppId;
import dev.slipway.controlplane.vocabulary.Memory;
import dev.slipway.controlplane.vocabulary.NodeChoice;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Workloads for tests, one difference at a time. */
public final class Workloads {
  /** Answers on {@code /} with its version, its greeting and its replica. */
  public static final String HELLO = "localhost/slipway/hello:1";

  public static final String HELLO_2 = "localhost/slipway/hello:2";
  public static final String CRASH = "localhost/slipway/crash:1";
  public static final String NEVER_READY = "localhost/slipway/never-ready:1";
  public static final String OOM = "localhost/slipway/oom:1";
  public static final String LOAD = "localhost/slipway/load:1";
  public static final String ARM = "localhost/slipway/arm:1";

  private Workloads() {}

  /** One replica of {@link #HELLO}, ready when its port is open. */
  public static Workload hello(AppId app) {
    return hello(app, HELLO);
  }

  /** One replica of this image, ready when its port is open. */
  public static Workload hello(AppId app, String image) {
    return new Workload(
        app,
        "default",
        "hello",
        1,
        1,
        0,
        image,
        List.of(),
        8080,
        Collections.emptySortedMap(),
        SecretEnv.NONE,
        Collections.emptySortedMap(),
        new ReplicaShare(1, Memory.mib(64), Memory.gib(1), 0, "", NodeChoice.ANY),
        new Scaling.Fixed(1),
        null,
        null,
        new Rollout(
            Share.percent(25), Share.percent(25), Duration.ofMinutes(2), Duration.ofSeconds(10)),
        DriftPolicy.ENFORCE);
  }

  public static Workload named(Workload w, String name) {
    return copy(w, c -> c.name = name);
  }

  public static Workload revision(Workload w, long revision) {
    return copy(w, c -> c.revision = revision);
  }

  public static Workload generation(Workload w, long generation) {
    return copy(w, c -> c.generation = generation);
  }

  public static Workload restarted(Workload w) {
    return copy(w, c -> c.restart++);
  }

  /** The next revision, with another image. */
  public static Workload image(Workload w, String image) {
    return copy(
        w,
        c -> {
          c.image = image;
          c.revision++;
        });
  }

  public static Workload command(Workload w, String... command) {
    return copy(w, c -> c.command = List.of(command));
  }

  public static Workload env(Workload w, Map<String, String> env) {
    return copy(w, c -> c.env = env);
  }

  public static Workload secrets(Workload w, Map<String, String> secrets) {
    return copy(w, c -> c.secrets = new SecretEnv(new TreeMap<>(secrets), 1));
  }

  public static Workload secrets(Workload w, SecretEnv secrets) {
    return copy(w, c -> c.secrets = secrets);
  }

  public static Workload share(Workload w, ReplicaShare share) {
    return copy(w, c -> c.share = share);
  }

  public static Workload replicas(Workload w, int replicas) {
    return scaling(w, new Scaling.Fixed(replicas));
  }

  public static Workload scaling(Workload w, Scaling scaling) {
    return copy(w, c -> c.scaling = scaling);
  }

  public static Workload readiness(Workload w, @Nullable Probe probe) {
    return copy(w, c -> c.readiness = probe);
  }

  public static Workload liveness(Workload w, @Nullable Probe probe) {
    return copy(w, c -> c.liveness = probe);
  }

  public static Workload rollout(Workload w, UnaryOperator<Rollout> change) {
    return copy(w, c -> c.rollout = change.apply(c.rollout));
  }

  public static Workload deadline(Workload w, Duration deadline) {
    return rollout(
        w, r -> new Rollout(r.maxSurge(), r.maxUnavailable(), deadline, r.terminationGrace()));
  }

  public static Workload drift(Workload w, DriftPolicy drift) {
    return copy(w, c -> c.drift = drift);
  }

  /** A GET that is tried often. */
  public static Probe probe(String path) {
    return new Probe(
        path, 8080, Duration.ZERO, Duration.ofMillis(200), Duration.ofSeconds(1), 3, 1);
  }

  private interface Edit {
    void on(Copy copy);
  }

  private static Workload copy(Workload w, Edit edit) {
    var copy = new Copy(w);
    edit.on(copy);
    return new Workload(
        w.app(),
        w.project(),
        copy.name,
        copy.revision,
        copy.generation,
        copy.restart,
        copy.image,
        copy.command,
        w.port(),
        new TreeMap<>(copy.env),
        copy.secrets,
        w.labels(),
        copy.share,
        copy.scaling,
        copy.readiness,
        copy.liveness,
        copy.rollout,
        copy.drift);
  }

  private static final class Copy {
    String name;
    long revision;
    long generation;
    long restart;
    String image;
    List<String> command;
    Map<String, String> env;
    SecretEnv secrets;
    ReplicaShare share;
    Scaling scaling;
    @Nullable Probe readiness;
    @Nullable Probe liveness;
    Rollout rollout;
    DriftPolicy drift;

    Copy(Workload w) {
      name = w.name();
      revision = w.revision();
      generation = w.generation();
      restart = w.restart();
      image = w.image();
      command = w.command();
      env = w.env();
      secrets = w.secretEnv();
      share = w.share();
      scaling = w.scaling();
      readiness = w.readinessProbe();
      liveness = w.livenessProbe();
      rollout = w.rollout();
      drift = w.drift();
    }
  }
}
