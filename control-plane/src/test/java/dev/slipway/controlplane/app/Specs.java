package dev.slipway.controlplane.app;

import dev.slipway.controlplane.vocabulary.AppId;
import dev.slipway.controlplane.vocabulary.RegionName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Specs and requests for tests. */
public final class Specs {
  public static final Caller ALICE = new Caller("alice", "terraform");
  public static final Caller BOB = new Caller("bob", "curl");
  public static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  /** One CPU replica in region {@code local}. */
  public static AppSpec spec(String name) {
    return new AppSpec(
        name,
        new RegionName("local"),
        "localhost/slipway/hello:1",
        List.of(),
        AppSpec.DEFAULT_PORT,
        new TreeMap<>(Map.of("GREETING", "hello")),
        SecretEnv.NONE,
        new TreeMap<>(),
        new Resources(Resources.Kind.CPU, 1, "ai1-1-cpu"),
        new Scaling.Fixed(1),
        null,
        null,
        Rollout.DEFAULT,
        true,
        DriftPolicy.ENFORCE);
  }

  /** A spec in which every field differs from its default. */
  public static AppSpec full(String name) {
    return new AppSpec(
        name,
        new RegionName("lab"),
        "registry.example/team/app:2@sha256:" + "a".repeat(64),
        List.of("serve", "--flag=a b", ""),
        9000,
        new TreeMap<>(Map.of("A", "1", "B", "two\nlines")),
        new SecretEnv(new TreeMap<>(Map.of("TOKEN", "s3cr3t-value", "EMPTY", "")), 3),
        new TreeMap<>(Map.of("team", "search", "stage", "test")),
        new Resources(Resources.Kind.GPU, 2, "ai1-1-gpu"),
        new Scaling.Automatic(
            1, 4, Scaling.Metric.RAM, 60, Duration.ofSeconds(90), Duration.ofMillis(1500)),
        new Probe(
            "/ready",
            9001,
            Duration.ofSeconds(5),
            Duration.ofSeconds(2),
            Duration.ofMillis(500),
            4,
            2),
        new Probe(
            "/live", 9000, Duration.ZERO, Duration.ofSeconds(10), Duration.ofSeconds(1), 3, 1),
        new Rollout(
            new Share(2, false), Share.percent(0), Duration.ofMinutes(1), Duration.ofSeconds(7)),
        false,
        DriftPolicy.REPORT);
  }

  public static AppSpec labelled(String name, Map<String, String> labels) {
    var spec = spec(name);
    return new AppSpec(
        spec.name(),
        spec.region(),
        spec.image(),
        spec.command(),
        spec.port(),
        spec.env(),
        spec.secretEnv(),
        new TreeMap<>(labels),
        spec.resources(),
        spec.scaling(),
        spec.readinessProbe(),
        spec.livenessProbe(),
        spec.rollout(),
        spec.running(),
        spec.drift());
  }

  public static AppSpec with(AppSpec spec, String image, Scaling scaling) {
    return new AppSpec(
        spec.name(),
        spec.region(),
        image,
        spec.command(),
        spec.port(),
        spec.env(),
        spec.secretEnv(),
        spec.labels(),
        spec.resources(),
        scaling,
        spec.readinessProbe(),
        spec.livenessProbe(),
        spec.rollout(),
        spec.running(),
        spec.drift());
  }

  public static AppSpec scaled(AppSpec spec, int replicas) {
    return with(spec, spec.image(), new Scaling.Fixed(replicas));
  }

  public static PinnedImage pinned(String image) {
    var digest = "sha256:" + "%064x".formatted(image.hashCode() & 0xffffffffL);
    return new PinnedImage(digest, image + "@" + digest);
  }

  /** A create of alice without request id, in project {@code default}. */
  public static NewApp wanted(AppSpec spec) {
    return new NewApp(
        AppId.random(), "default", spec, pinned(spec.image()), ALICE, NOON, "", "", false);
  }

  public static SpecChange change(AppSpec spec) {
    return change(spec, false);
  }

  public static SpecChange change(AppSpec spec, boolean putsRight) {
    return new SpecChange(
        spec, pinned(spec.image()), 0, putsRight, BOB, NOON.plusSeconds(60), "UPDATED", "changed");
  }

  private Specs() {}
}
