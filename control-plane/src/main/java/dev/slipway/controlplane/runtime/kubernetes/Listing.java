package dev.slipway.controlplane.runtime.kubernetes;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.Reader;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list of objects, read item by item, so that it is never in memory as a whole.
 *
 * @param version of the cluster that it shows
 * @param next asks for the next page; empty on the last one
 */
record Listing(String version, String next) {
  /**
   * Reads one page.
   *
   * @throws IOException the connection broke, or it is no list
   */
  static <T> Listing read(Reader text, Class<T> type, Consumer<T> items) throws IOException {
    var version = "";
    var next = "";
    var json = new JsonReader(text);
    json.beginObject();
    while (json.hasNext()) {
      switch (json.nextName()) {
        case "metadata" -> {
          json.beginObject();
          while (json.hasNext()) {
            switch (json.nextName()) {
              case "resourceVersion" -> version = json.nextString();
              case "continue" -> next = json.nextString();
              default -> json.skipValue();
            }
          }
          json.endObject();
        }
        case "items" -> items(json, type, items);
        default -> json.skipValue();
      }
    }
    json.endObject();
    return new Listing(version, next);
  }

  private static <T> void items(JsonReader json, Class<T> type, Consumer<T> items)
      throws IOException {
    if (json.peek() == JsonToken.NULL) {
      json.nextNull();
      return;
    }
    json.beginArray();
    while (json.hasNext()) {
      @Nullable T item = ObjectJson.reading(type).fromJson(json, type);
      if (item != null) {
        items.accept(item);
      }
    }
    json.endArray();
  }
}
