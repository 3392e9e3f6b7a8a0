package dev.slipway.controlplane.intake;

import dev.slipway.controlplane.app.AppSpec;
import dev.slipway.controlplane.app.DriftPolicy;
import dev.slipway.controlplane.app.Probe;
import dev.slipway.controlplane.app.Resources;
import dev.slipway.controlplane.app.Rollout;
import dev.slipway.controlplane.app.Scaling;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A spec as it came in, unchecked. What its author left out is empty, 0 or null; numbers and texts
 * may be anything.
 *
 * @param secretEnv values are secret
 * @param running null: true
 * @param drift null: the default
 */
public record SpecDraft(
    String name,
    String region,
    String image,
    List<String> command,
    int port,
    SortedMap<String, String> env,
    SortedMap<String, String> secretEnv,
    long secretEnvVersion,
    SortedMap<String, String> labels,
    ResourcesDraft resources,
    ScalingDraft scaling,
    @Nullable ProbeDraft readinessProbe,
    @Nullable ProbeDraft livenessProbe,
    RolloutDraft rollout,
    @Nullable Boolean running,
    @Nullable DriftPolicy drift) {

  public SpecDraft {
    command = List.copyOf(command);
  }

  /** Of an author who only named the app and its image. */
  public static SpecDraft of(String name, String image) {
    return new SpecDraft(
        name,
        "",
        image,
        List.of(),
        0,
        new TreeMap<>(),
        new TreeMap<>(),
        0,
        new TreeMap<>(),
        ResourcesDraft.NONE,
        new ScalingDraft.Unset(),
        null,
        null,
        RolloutDraft.NONE,
        null,
        null);
  }

  /** Says what a complete spec says. */
  public static SpecDraft of(AppSpec spec) {
    return new SpecDraft(
        spec.name(),
        spec.region().value(),
        spec.image(),
        spec.command(),
        spec.port(),
        spec.env(),
        spec.secretEnv().values(),
        spec.secretEnv().version(),
        spec.labels(),
        ResourcesDraft.of(spec.resources()),
        ScalingDraft.of(spec.scaling()),
        ProbeDraft.of(spec.readinessProbe()),
        ProbeDraft.of(spec.livenessProbe()),
        RolloutDraft.of(spec.rollout()),
        spec.running(),
        spec.drift());
  }

  /**
   * Units per replica.
   *
   * @param flavor empty: the default of its kind
   */
  public record ResourcesDraft(int cpu, int gpu, String flavor) {
    public static final ResourcesDraft NONE = new ResourcesDraft(0, 0, "");

    static ResourcesDraft of(Resources resources) {
      return switch (resources.kind()) {
        case CPU -> new ResourcesDraft(resources.units(), 0, resources.flavor());
        case GPU -> new ResourcesDraft(0, resources.units(), resources.flavor());
      };
    }
  }

  /** How many replicas. */
  public sealed interface ScalingDraft {
    record Unset() implements ScalingDraft {}

    record Fixed(int replicas) implements ScalingDraft {}

    record Automatic(
        int min,
        int max,
        Scaling.@Nullable Metric metric,
        int target,
        @Nullable Duration scaleDownWindow,
        @Nullable Duration scaleUpWindow)
        implements ScalingDraft {}

    static ScalingDraft of(Scaling scaling) {
      return switch (scaling) {
        case Scaling.Fixed(int replicas) -> new Fixed(replicas);
        case Scaling.Automatic(
                int min,
                int max,
                Scaling.Metric metric,
                int target,
                Duration down,
                Duration up) ->
            new Automatic(min, max, metric, target, down, up);
      };
    }
  }

  /** An HTTP GET. */
  public record ProbeDraft(
      String path,
      int port,
      @Nullable Duration initialDelay,
      @Nullable Duration period,
      @Nullable Duration timeout,
      int failureThreshold,
      int successThreshold) {

    static @Nullable ProbeDraft of(@Nullable Probe probe) {
      return probe == null
          ? null
          : new ProbeDraft(
              probe.path(),
              probe.port(),
              probe.initialDelay(),
              probe.period(),
              probe.timeout(),
              probe.failureThreshold(),
              probe.successThreshold());
    }
  }

  /** How a revision replaces another. */
  public record RolloutDraft(
      String maxSurge,
      String maxUnavailable,
      @Nullable Duration progressDeadline,
      @Nullable Duration terminationGrace) {
    public static final RolloutDraft NONE = new RolloutDraft("", "", null, null);

    static RolloutDraft of(Rollout rollout) {
      return new RolloutDraft(
          rollout.maxSurge().toString(),
          rollout.maxUnavailable().toString(),
          rollout.progressDeadline(),
          rollout.terminationGrace());
    }
  }

  /** Shows the names of secret variables, never their values. */
  @Override
  public String toString() {
    return "SpecDraft[name=%s, region=%s, image=%s, command=%s, port=%d, env=%s, secretEnv=%s, secretEnvVersion=%d, labels=%s, resources=%s, scaling=%s, readinessProbe=%s, livenessProbe=%s, rollout=%s, running=%s, drift=%s]"
        .formatted(
            name,
            region,
            image,
            command,
            port,
            env,
            secretEnv.keySet(),
            secretEnvVersion,
            labels,
            resources,
            scaling,
            readinessProbe,
            livenessProbe,
            rollout,
            running,
            drift);
  }
}
