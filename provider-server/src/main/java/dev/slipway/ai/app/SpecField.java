package dev.slipway.ai.app;

import dev.slipway.proto.v1.AppSpec;
import dev.slipway.proto.v1.DriftPolicy;
import dev.slipway.provider.schema.Attribute;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * An attribute and the field of {@code AppSpec} that it stands for, in both directions.
 *
 * @param wire name of the field
 */
record SpecField<T>(
    Attribute<T> attribute,
    String wire,
    BiConsumer<AppSpec.Builder, T> put,
    Function<AppSpec, Optional<T>> take) {

  private static final String SECRET_ENV = "secret_env";

  static final List<SpecField<?>> ALL =
      List.of(
          of(AppAttributes.NAME, AppSpec.Builder::setName, AppSpec::getName),
          of(AppAttributes.REGION, AppSpec.Builder::setRegion, AppSpec::getRegion),
          of(AppAttributes.IMAGE, AppSpec.Builder::setImage, AppSpec::getImage),
          of(
              AppAttributes.COMMAND,
              AppSpec.Builder::addAllCommand,
              spec -> List.copyOf(spec.getCommandList())),
          of(AppAttributes.PORT, AppSpec.Builder::setPort, AppSpec::getPort),
          of(AppAttributes.ENV, AppSpec.Builder::putAllEnv, AppSpec::getEnvMap),
          new SpecField<>(
              AppAttributes.SECRET_ENV,
              SECRET_ENV,
              AppSpec.Builder::putAllSecretEnv,
              _ -> Optional.empty()),
          new SpecField<>(
              AppAttributes.SECRET_ENV_VERSION,
              "secret_env_version",
              AppSpec.Builder::setSecretEnvVersion,
              spec -> Optional.of(spec.getSecretEnvVersion()).filter(version -> version != 0)),
          of(AppAttributes.LABELS, AppSpec.Builder::putAllLabels, AppSpec::getLabelsMap),
          of(AppAttributes.RESOURCES, AppSpec.Builder::setResources, AppSpec::getResources),
          of(AppAttributes.SCALING, AppSpec.Builder::setScaling, AppSpec::getScaling),
          new SpecField<>(
              AppAttributes.READINESS_PROBE,
              "readiness_probe",
              AppSpec.Builder::setReadinessProbe,
              spec -> Optional.of(spec.getReadinessProbe()).filter(_ -> spec.hasReadinessProbe())),
          new SpecField<>(
              AppAttributes.LIVENESS_PROBE,
              "liveness_probe",
              AppSpec.Builder::setLivenessProbe,
              spec -> Optional.of(spec.getLivenessProbe()).filter(_ -> spec.hasLivenessProbe())),
          of(AppAttributes.ROLLOUT, AppSpec.Builder::setRollout, AppSpec::getRollout),
          of(AppAttributes.RUNNING, AppSpec.Builder::setRunning, AppSpec::getRunning),
          of(
              AppAttributes.DRIFT,
              (spec, policy) -> spec.setDrift(DriftPolicy.valueOf(policy.toUpperCase(Locale.ROOT))),
              spec -> spec.getDrift().name().toLowerCase(Locale.ROOT)));

  /** A field that the control plane always fills in, named like its attribute. */
  private static <T> SpecField<T> of(
      Attribute<T> attribute, BiConsumer<AppSpec.Builder, T> put, Function<AppSpec, T> take) {
    return new SpecField<>(attribute, attribute.name(), put, take.andThen(Optional::of));
  }

  boolean isSecret() {
    return wire.equals(SECRET_ENV);
  }
}
