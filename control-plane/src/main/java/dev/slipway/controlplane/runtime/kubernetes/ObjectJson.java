package dev.slipway.controlplane.runtime.kubernetes;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.kubernetes.client.openapi.JSON;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;

/**
 * How objects are read and written. The client's own way refuses objects with a field that it does
 * not know, which every newer cluster has, and leaves out who manages which field.
 */
final class ObjectJson {
  /** What a MicroTime must look like; a Time may. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX");

  static final Gson GSON =
      new GsonBuilder()
          .registerTypeAdapter(OffsetDateTime.class, new JSON.OffsetDateTimeTypeAdapter(TIME))
          .registerTypeAdapter(byte[].class, new JSON.ByteArrayAdapter())
          .create();

  private ObjectJson() {}

  /** Makes all clients of this program read and write this way: they share one setting. */
  static void use() {
    JSON.setGson(GSON);
  }
}
