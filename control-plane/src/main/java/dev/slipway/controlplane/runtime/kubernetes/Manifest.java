package dev.slipway.controlplane.runtime.kubernetes;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kubernetes.client.common.KubernetesObject;

/**
 * One object as it is to be, ready to be applied.
 *
 * @param hash tells it from what was applied before; of a secret's values it knows nothing
 */
record Manifest(Ref ref, JsonObject body, String hash) {
  static Manifest of(KubernetesObject object) {
    var body = withoutEmpty(ObjectJson.GSON.toJsonTree(object)).getAsJsonObject();
    var ref = ref(body);
    var told = body.deepCopy();
    told.remove("data");
    var hash = Hash.of(told.toString());
    var meta = body.getAsJsonObject("metadata");
    if (!meta.has("labels")) {
      meta.add("labels", new JsonObject());
    }
    meta.getAsJsonObject("labels").addProperty(Labels.APPLIED, hash);
    return new Manifest(ref, body, hash);
  }

  /** The client's types fill every list and map that was left out with an empty one. */
  private static JsonElement withoutEmpty(JsonElement value) {
    return switch (value) {
      case JsonObject fields -> {
        var kept = new JsonObject();
        fields
            .entrySet()
            .forEach(field -> {
              var inner = withoutEmpty(field.getValue());
              if (!isEmpty(inner)) {
                kept.add(field.getKey(), inner);
              }
            });
        yield kept;
      }
      case JsonArray items -> {
        var kept = new JsonArray();
        items.forEach(item -> kept.add(withoutEmpty(item)));
        yield kept;
      }
      default -> value;
    };
  }

  private static boolean isEmpty(JsonElement value) {
    return switch (value) {
      case JsonObject fields -> fields.isEmpty();
      case JsonArray items -> items.isEmpty();
      default -> value.isJsonNull();
    };
  }

  private static Ref ref(JsonObject body) {
    var title = body.get("kind").getAsString();
    var meta = body.getAsJsonObject("metadata");
    var namespace = meta.get("namespace");
    return new Ref(
        Kind.titled(title)
            .orElseThrow(() -> new IllegalArgumentException("no kind that is written: " + title)),
        namespace == null ? "" : namespace.getAsString(),
        meta.get("name").getAsString());
  }

  /** The same with this number of replicas, for a Deployment that begins with it. */
  Manifest withReplicas(int replicas) {
    var copy = body.deepCopy();
    copy.getAsJsonObject("spec").addProperty("replicas", replicas);
    return new Manifest(ref, copy, hash);
  }
}
