package dev.slipway.controlplane.intake;

import dev.slipway.controlplane.vocabulary.FailureCode;
import dev.slipway.controlplane.vocabulary.FailureException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The fields of a spec, as update masks name them. */
public enum SpecField {
  NAME,
  REGION,
  IMAGE,
  COMMAND,
  PORT,
  ENV,
  SECRET_ENV,
  SECRET_ENV_VERSION,
  LABELS,
  RESOURCES,
  SCALING,
  READINESS_PROBE,
  LIVENESS_PROBE,
  ROLLOUT,
  RUNNING,
  DRIFT;

  /** As the wire names it, such as {@code secret_env}. */
  public String path() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The field of this name.
   *
   * @throws FailureException there is none; the message lists all
   */
  public static SpecField of(String path) {
    return Arrays.stream(values())
        .filter(field -> field.path().equals(path))
        .findFirst()
        .orElseThrow(() ->
            new FailureException(
                FailureCode.BAD_REQUEST,
                "update_mask: \"%s\" is no field of an app's spec; choose of %s"
                    .formatted(
                        path,
                        Arrays.stream(values())
                            .map(SpecField::path)
                            .collect(Collectors.joining(", ")))));
  }

  /** The old spec with these fields of the new one. */
  static SpecDraft overlay(SpecDraft old, SpecDraft fresh, Set<SpecField> fields) {
    return new SpecDraft(
        fields.contains(NAME) ? fresh.name() : old.name(),
        fields.contains(REGION) ? fresh.region() : old.region(),
        fields.contains(IMAGE) ? fresh.image() : old.image(),
        fields.contains(COMMAND) ? fresh.command() : old.command(),
        fields.contains(PORT) ? fresh.port() : old.port(),
        fields.contains(ENV) ? fresh.env() : old.env(),
        fields.contains(SECRET_ENV) ? fresh.secretEnv() : old.secretEnv(),
        fields.contains(SECRET_ENV_VERSION) ? fresh.secretEnvVersion() : old.secretEnvVersion(),
        fields.contains(LABELS) ? fresh.labels() : old.labels(),
        fields.contains(RESOURCES) ? fresh.resources() : old.resources(),
        fields.contains(SCALING) ? fresh.scaling() : old.scaling(),
        fields.contains(READINESS_PROBE) ? fresh.readinessProbe() : old.readinessProbe(),
        fields.contains(LIVENESS_PROBE) ? fresh.livenessProbe() : old.livenessProbe(),
        fields.contains(ROLLOUT) ? fresh.rollout() : old.rollout(),
        fields.contains(RUNNING) ? fresh.running() : old.running(),
        fields.contains(DRIFT) ? fresh.drift() : old.drift());
  }
}
