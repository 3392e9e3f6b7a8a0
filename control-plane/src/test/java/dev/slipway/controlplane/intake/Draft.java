package dev.slipway.controlplane.intake;

import dev.slipway.controlplane.app.DriftPolicy;
import dev.slipway.controlplane.intake.SpecDraft.ProbeDraft;
import dev.slipway.controlplane.intake.SpecDraft.ResourcesDraft;
import dev.slipway.controlplane.intake.SpecDraft.RolloutDraft;
import dev.slipway.controlplane.intake.SpecDraft.ScalingDraft;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Builds drafts for tests, one field at a time. */
public record Draft(SpecDraft draft) {
  public static Draft of(String name, String image) {
    return new Draft(SpecDraft.of(name, image));
  }

  public Draft name(String name) {
    return with(SpecField.NAME, new Values(name, "", "", List.of(), 0));
  }

  public Draft region(String region) {
    return with(SpecField.REGION, new Values("", region, "", List.of(), 0));
  }

  public Draft image(String image) {
    return with(SpecField.IMAGE, new Values("", "", image, List.of(), 0));
  }

  public Draft command(List<String> command) {
    return with(SpecField.COMMAND, new Values("", "", "", command, 0));
  }

  public Draft port(int port) {
    return with(SpecField.PORT, new Values("", "", "", List.of(), port));
  }

  private record Values(String name, String region, String image, List<String> command, int port) {}

  private Draft with(SpecField field, Values values) {
    var fresh =
        new SpecDraft(
            values.name(),
            values.region(),
            values.image(),
            values.command(),
            values.port(),
            draft.env(),
            draft.secretEnv(),
            draft.secretEnvVersion(),
            draft.labels(),
            draft.resources(),
            draft.scaling(),
            draft.readinessProbe(),
            draft.livenessProbe(),
            draft.rollout(),
            draft.running(),
            draft.drift());
    return new Draft(SpecField.overlay(draft, fresh, Set.of(field)));
  }

  public Draft env(Map<String, String> env) {
    return variables(env, draft.secretEnv(), draft.secretEnvVersion(), draft.labels());
  }

  public Draft secretEnv(Map<String, String> secretEnv) {
    return variables(draft.env(), secretEnv, draft.secretEnvVersion(), draft.labels());
  }

  public Draft secretEnvVersion(long version) {
    return variables(draft.env(), draft.secretEnv(), version, draft.labels());
  }

  public Draft labels(Map<String, String> labels) {
    return variables(draft.env(), draft.secretEnv(), draft.secretEnvVersion(), labels);
  }

  private Draft variables(
      Map<String, String> env,
      Map<String, String> secretEnv,
      long secretEnvVersion,
      Map<String, String> labels) {
    return new Draft(
        new SpecDraft(
            draft.name(),
            draft.region(),
            draft.image(),
            draft.command(),
            draft.port(),
            new TreeMap<>(env),
            new TreeMap<>(secretEnv),
            secretEnvVersion,
            new TreeMap<>(labels),
            draft.resources(),
            draft.scaling(),
            draft.readinessProbe(),
            draft.livenessProbe(),
            draft.rollout(),
            draft.running(),
            draft.drift()));
  }

  public Draft resources(ResourcesDraft resources) {
    return shape(resources, draft.scaling(), draft.rollout(), draft.running());
  }

  public Draft scaling(ScalingDraft scaling) {
    return shape(draft.resources(), scaling, draft.rollout(), draft.running());
  }

  public Draft replicas(int replicas) {
    return scaling(new ScalingDraft.Fixed(replicas));
  }

  public Draft rollout(RolloutDraft rollout) {
    return shape(draft.resources(), draft.scaling(), rollout, draft.running());
  }

  public Draft running(boolean running) {
    return shape(draft.resources(), draft.scaling(), draft.rollout(), running);
  }

  private Draft shape(
      ResourcesDraft resources,
      ScalingDraft scaling,
      RolloutDraft rollout,
      @Nullable Boolean running) {
    return new Draft(
        new SpecDraft(
            draft.name(),
            draft.region(),
            draft.image(),
            draft.command(),
            draft.port(),
            draft.env(),
            draft.secretEnv(),
            draft.secretEnvVersion(),
            draft.labels(),
            resources,
            scaling,
            draft.readinessProbe(),
            draft.livenessProbe(),
            rollout,
            running,
            draft.drift()));
  }

  public Draft drift(DriftPolicy drift) {
    return new Draft(
        new SpecDraft(
            draft.name(),
            draft.region(),
            draft.image(),
            draft.command(),
            draft.port(),
            draft.env(),
            draft.secretEnv(),
            draft.secretEnvVersion(),
            draft.labels(),
            draft.resources(),
            draft.scaling(),
            draft.readinessProbe(),
            draft.livenessProbe(),
            draft.rollout(),
            draft.running(),
            drift));
  }

  public Draft probes(@Nullable ProbeDraft readiness, @Nullable ProbeDraft liveness) {
    return new Draft(
        new SpecDraft(
            draft.name(),
            draft.region(),
            draft.image(),
            draft.command(),
            draft.port(),
            draft.env(),
            draft.secretEnv(),
            draft.secretEnvVersion(),
            draft.labels(),
            draft.resources(),
            draft.scaling(),
            readiness,
            liveness,
            draft.rollout(),
            draft.running(),
            draft.drift()));
  }
}
