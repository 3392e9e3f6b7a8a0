package dev.slipway.controlplane.app;

import dev.slipway.controlplane.vocabulary.RegionName;
import java.util.List;
import java.util.SortedMap;
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
    boolean running) {

  public static final int DEFAULT_PORT = 8080;
}
