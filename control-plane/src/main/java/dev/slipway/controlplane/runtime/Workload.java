package dev.slipway.controlplane.runtime;

import dev.slipway.controlplane.app.DriftPolicy;
import dev.slipway.controlplane.app.Probe;
import dev.slipway.controlplane.app.Rollout;
import dev.slipway.controlplane.app.Scaling;
import dev.slipway.controlplane.app.SecretEnv;
import dev.slipway.controlplane.vocabulary.AppId;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * An app as a runtime sees it: admitted, with the image pinned.
 *
 * @param project the tenant that owns the app
 * @param name the app's name, for people who look at the engine
 * @param revision of what a replica is made from. Only a change in that, such as image, command,
 *     variables, probes or share, replaces replicas; a change of their number leaves them alone
 * @param generation counts what the owner has accepted. A new one puts right what others have
 *     changed, whatever the policy; the same one again does not
 * @param restart counts wanted restarts; replicas of an earlier count are replaced
 * @param image what to run: a reference with a digest, or an engine's image id
 * @param command replaces the image's own when not empty
 * @param share what one replica may use
 * @param scaling zero replicas are written as {@code Fixed(0)}
 * @param drift what to do about changes that others make; an engine that cannot tell them apart
 *     reverts them
 */
public record Workload(
    AppId app,
    String project,
    String name,
    long revision,
    long generation,
    long restart,
    String image,
    List<String> command,
    int port,
    SortedMap<String, String> env,
    SecretEnv secretEnv,
    SortedMap<String, String> labels,
    ReplicaShare share,
    Scaling scaling,
    @Nullable Probe readinessProbe,
    @Nullable Probe livenessProbe,
    Rollout rollout,
    DriftPolicy drift) {}
