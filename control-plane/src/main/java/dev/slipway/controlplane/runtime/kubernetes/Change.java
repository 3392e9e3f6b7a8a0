package dev.slipway.controlplane.runtime.kubernetes;

import com.google.gson.JsonObject;
import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.io.StringReader;

/** What a watch tells: one line each. */
sealed interface Change<T> {
  /** It is new, or different. */
  record Put<T>(T object) implements Change<T> {}

  record Gone<T>(T object) implements Change<T> {}

  /** Nothing has changed up to the version that this object carries. */
  record Bookmark<T>(T object) implements Change<T> {}

  /** The watch cannot go on. */
  record Refused<T>(int status, String said) implements Change<T> {}

  /**
   * Reads one line.
   *
   * @throws IOException it is no such line
   */
  static <T> Change<T> read(String line, Class<T> type) throws IOException {
    var json = new JsonReader(new StringReader(line));
    var kind = "";
    Change<T> change = new Refused<>(0, "a watch told nothing: " + line);
    json.beginObject();
    while (json.hasNext()) {
      switch (json.nextName()) {
        case "type" -> kind = json.nextString();
        // The kind comes first: what has a kind and an object is written in that order.
        case "object" ->
            change =
                switch (kind) {
                  case "ADDED", "MODIFIED" -> new Put<>(object(json, type));
                  case "DELETED" -> new Gone<>(object(json, type));
                  case "BOOKMARK" -> new Bookmark<>(object(json, type));
                  default -> refused(object(json, JsonObject.class));
                };
        default -> json.skipValue();
      }
    }
    json.endObject();
    return change;
  }

  private static <T> T object(JsonReader json, Class<T> type) throws IOException {
    T object = ObjectJson.reading(type).fromJson(json, type);
    if (object == null) {
      throw new IOException("a watch told of nothing");
    }
    return object;
  }

  private static <T> Change<T> refused(JsonObject status) {
    return new Refused<>(
        status.has("code") ? status.get("code").getAsInt() : 0,
        status.has("message") ? status.get("message").getAsString() : status.toString());
  }
}
