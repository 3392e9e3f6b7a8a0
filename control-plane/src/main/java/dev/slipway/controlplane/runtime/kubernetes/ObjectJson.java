package dev.slipway.controlplane.runtime.kubernetes;

import com.google.gson.ExclusionStrategy;
import com.google.gson.FieldAttributes;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.kubernetes.client.openapi.JSON;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Set;

/**
 * How objects are read and written. The client's own way refuses objects with a field that it does
 * not know, which every newer cluster has, and leaves out who manages which field.
 */
final class ObjectJson {
  private static final String MANAGERS = "managedFields";
  private static final Set<String> NOT_APPLIED = Set.of(MANAGERS, "status");

  /** What a MicroTime must look like; a Time may. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX");

  static final Gson GSON = builder().create();

  /** Writes of an object what can be applied: not how it fares, nor who manages which field. */
  static final Gson APPLICABLE =
      builder().addSerializationExclusionStrategy(new Without(NOT_APPLIED)).create();

  private static final Gson UNMANAGED =
      builder().addDeserializationExclusionStrategy(new Without(Set.of(MANAGERS))).create();

  private ObjectJson() {}

  /**
   * Reads objects of a type. Who manages which field is read only where the driver writes: of a pod
   * it is the larger half.
   */
  static Gson reading(Class<?> type) {
    return Kind.of(type).isPresent() ? GSON : UNMANAGED;
  }

  private static GsonBuilder builder() {
    return new GsonBuilder()
        .registerTypeAdapter(OffsetDateTime.class, new JSON.OffsetDateTimeTypeAdapter(TIME))
        .registerTypeAdapter(byte[].class, new JSON.ByteArrayAdapter());
  }

  /** Makes all clients of this program read and write this way: they share one setting. */
  static void use() {
    JSON.setGson(GSON);
  }

  /** Leaves fields of these names out, wherever they are. */
  private record Without(Set<String> names) implements ExclusionStrategy {
    @Override
    public boolean shouldSkipField(FieldAttributes field) {
      return names.contains(field.getName());
    }

    @Override
    public boolean shouldSkipClass(Class<?> type) {
      return false;
    }
  }
}
