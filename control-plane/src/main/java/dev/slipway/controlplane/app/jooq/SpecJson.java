package dev.slipway.controlplane.app.jooq;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.Nulls;
import dev.slipway.controlplane.app.Admission;
import dev.slipway.controlplane.app.AppSpec;
import dev.slipway.controlplane.app.AppStatus;
import dev.slipway.controlplane.app.DriftPolicy;
import dev.slipway.controlplane.app.Scaling;
import dev.slipway.controlplane.app.SecretEnv;
import dev.slipway.controlplane.app.Share;
import dev.slipway.controlplane.vocabulary.RegionName;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.MutableConfigOverride;
import tools.jackson.databind.json.JsonMapper;

/**
 * Specs, statuses and admissions as JSON text. The form is the records' own, with what differs said
 * by the mix-ins below; unknown fields are skipped, so that an older control plane still reads what
 * a newer one wrote.
 */
final class SpecJson {
  private static final TypeReference<TreeMap<String, String>> SECRETS = new TypeReference<>() {};

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .addMixIn(RegionName.class, AsText.class)
          .addMixIn(Share.class, AsShare.class)
          .addMixIn(Scaling.class, ByKind.class)
          // What an older control plane did not write yet.
          .addMixIn(DriftPolicy.class, EnforceElse.class)
          .withConfigOverride(DriftPolicy.class, SpecJson::emptyElse)
          .withConfigOverride(List.class, SpecJson::emptyElse)
          .withConfigOverride(long.class, SpecJson::emptyElse)
          .build();

  abstract static class AsText {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    AsText(@SuppressWarnings("unused") String value) {}

    @JsonValue
    abstract String value();
  }

  abstract static class AsShare {
    // Stands for Share.parse; only its signature counts.
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Share parse(String text) {
      return Share.parse(text);
    }

    @Override
    @JsonValue
    public abstract String toString();
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Scaling.Fixed.class, name = "fixed"),
    @JsonSubTypes.Type(value = Scaling.Automatic.class, name = "automatic")
  })
  interface ByKind {}

  enum EnforceElse {
    @JsonEnumDefaultValue
    ENFORCE
  }

  private static void emptyElse(MutableConfigOverride type) {
    type.setNullHandling(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY));
  }

  /** Without secret values: they are kept apart, encrypted. */
  static String write(AppSpec spec) {
    return JSON.writeValueAsString(
        spec.withSecretEnv(new SecretEnv(new TreeMap<>(), spec.secretEnv().version())));
  }

  static AppSpec spec(String json, SortedMap<String, String> secrets) {
    var spec = JSON.readValue(json, AppSpec.class);
    return spec.withSecretEnv(new SecretEnv(secrets, spec.secretEnv().version()));
  }

  static byte[] secrets(SecretEnv secrets) {
    return JSON.writeValueAsBytes(secrets.values());
  }

  static SortedMap<String, String> secrets(byte[] json) {
    return JSON.readValue(json, SECRETS);
  }

  static String write(AppStatus status) {
    return JSON.writeValueAsString(status);
  }

  static AppStatus status(String json) {
    return JSON.readValue(json, AppStatus.class);
  }

  static String write(Admission admission) {
    return JSON.writeValueAsString(admission);
  }

  static Admission admission(String json) {
    return JSON.readValue(json, Admission.class);
  }

  private SpecJson() {}
}
