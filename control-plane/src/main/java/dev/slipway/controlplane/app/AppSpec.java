package dev.slipway.controlplane.app;

import dev.slipway.controlplane.vocabulary.RegionName;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the owner wants, complete: every default is filled in.
 *
 * @param image the reference as the owner wrote it
 * @param command replaces the image's own when not empty
 * @param secretEnv values are secret: they are encrypted at rest and leave the control plane only
 *     towards the runtime
 * @param readinessProbe or null: ready as soon as the port accepts a connection
 * @param livenessProbe or null: only an exit restarts a replica
 * @param running false: no replicas, the address stays
 * @param drift what becomes of changes that others make in the runtime
 */
public record AppSpec(
    String name,
    RegionName region,
    String image,
    List<String> command,
    int port,
    SortedMap<String, String> env,
    SecretEnv secretEnv,
    SortedMap<String, String> labels,
    Resources resources,
    Scaling scaling,
    @Nullable Probe readinessProbe,
    @Nullable Probe livenessProbe,
    Rollout rollout,
    boolean running,
    DriftPolicy drift) {

  public static final int DEFAULT_PORT = 8080;

  public AppSpec {
    command = List.copyOf(command);
    env = Collections.unmodifiableSortedMap(new TreeMap<>(env));
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }

  public AppSpec withSecretEnv(SecretEnv other) {
    return new AppSpec(
        name,
        region,
        image,
        command,
        port,
        env,
        other,
        labels,
        resources,
        scaling,
        readinessProbe,
        livenessProbe,
        rollout,
        running,
        drift);
  }

  public AppSpec withRunning(boolean wanted) {
    return new AppSpec(
        name,
        region,
        image,
        command,
        port,
        env,
        secretEnv,
        labels,
        resources,
        scaling,
        readinessProbe,
        livenessProbe,
        rollout,
        wanted,
        drift);
  }

  /** Replicas of the other spec are as good as replicas of this one: nothing of theirs differs. */
  public boolean hasTemplateOf(AppSpec other) {
    return image.equals(other.image)
        && command.equals(other.command)
        && port == other.port
        && env.equals(other.env)
        && secretEnv.equals(other.secretEnv)
        && resources.equals(other.resources)
        && Objects.equals(readinessProbe, other.readinessProbe)
        && Objects.equals(livenessProbe, other.livenessProbe);
  }
}
