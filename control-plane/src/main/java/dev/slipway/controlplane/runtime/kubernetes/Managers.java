package dev.slipway.controlplane.runtime.kubernetes;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.models.V1ManagedFieldsEntry;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who has set which field of an object, as its {@code managedFields} have it. */
final class Managers {
  private final List<V1ManagedFieldsEntry> entries;

  private Managers(List<V1ManagedFieldsEntry> entries) {
    this.entries = entries;
  }

  static Managers of(V1ObjectMeta meta) {
    var entries = meta.getManagedFields();
    return new Managers(entries == null ? List.of() : entries);
  }

  /** Somebody who has set a field. */
  record Manager(String name, Instant time) {}

  /** The driver itself, under one of its names. */
  private static boolean isOurs(String manager) {
    return manager.equals(Labels.MANAGER) || manager.equals(Labels.SCALE_MANAGER);
  }

  /** Whether the driver has applied the object. Labels alone may have been copied with another. */
  boolean haveUs() {
    return entries.stream().anyMatch(entry -> Labels.MANAGER.equals(entry.getManager()));
  }

  boolean owns(String manager, FieldPath path) {
    return entries.stream()
        .anyMatch(entry -> manager.equals(entry.getManager()) && covers(entry, path));
  }

  /** Who but us set this field last. */
  Optional<Manager> lastOther(FieldPath path) {
    return entries.stream()
        .filter(entry -> !isOurs(String.valueOf(entry.getManager())))
        .filter(entry -> covers(entry, path))
        .max(Comparator.comparing(Managers::time))
        .map(entry -> new Manager(String.valueOf(entry.getManager()), time(entry)));
  }

  private static Instant time(V1ManagedFieldsEntry entry) {
    return entry.getTime() == null ? Instant.EPOCH : entry.getTime().toInstant();
  }

  private static boolean covers(V1ManagedFieldsEntry entry, FieldPath path) {
    var fields = entry.getFieldsV1();
    if (fields == null) {
      return false;
    }
    JsonElement at = ObjectJson.GSON.toJsonTree(fields);
    for (var part : path.parts()) {
      if (!(at instanceof JsonObject here)) {
        return false;
      }
      // What has nothing below it is owned as a whole.
      if (here.isEmpty()) {
        return true;
      }
      var next =
          switch (part) {
            case FieldPath.Part.Field(var name) -> Optional.ofNullable(here.get("f:" + name));
            case FieldPath.Part.Item(_, var body) -> item(here, body);
          };
      if (next.isEmpty()) {
        return false;
      }
      at = next.get();
    }
    return true;
  }

  private static Optional<JsonElement> item(JsonObject items, JsonObject body) {
    return items.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith("k:"))
        .filter(entry -> isKeyOf(JsonParser.parseString(entry.getKey().substring(2)), body))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** Keys that the item leaves to their defaults do not tell items apart. */
  private static boolean isKeyOf(JsonElement key, JsonObject body) {
    return key.getAsJsonObject().entrySet().stream()
        .allMatch(
            part -> !body.has(part.getKey()) || body.get(part.getKey()).equals(part.getValue()));
  }
}
