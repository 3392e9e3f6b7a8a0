package dev.slipway.controlplane.runtime.kubernetes;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.slipway.controlplane.runtime.RuntimeUnavailableException;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.Pair;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.Call;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Requests to one API server, object by object. Every method throws {@link ClusterException} for a
 * refusal and {@link RuntimeUnavailableException} when nobody answers.
 */
final class Api {
  private static final String[] CREDENTIALS = {"BearerToken"};
  private static final String APPLY = "application/apply-patch+yaml";
  private static final String JSON = "application/json";
  private static final String ANYTHING = "*/*";

  /**
   * The least that a cluster answers with; proxies and old ones may answer with the whole object.
   */
  private static final String METADATA =
      "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json";

  private final ApiClient client;

  Api(ApiClient client) {
    this.client = client;
  }

  /** Empty: there is no such object. */
  Optional<JsonObject> get(Ref ref) {
    try {
      return Optional.of(tree(send("GET", ref.path(), List.of(), null, JSON)));
    } catch (ClusterException e) {
      if (e.status() == ClusterException.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** The items of a list, which lack their kind. */
  List<JsonObject> list(String path, String labels) {
    var answer = tree(send("GET", path, List.of(new Pair("labelSelector", labels)), null, JSON));
    var items = new ArrayList<JsonObject>();
    answer.getAsJsonArray("items").forEach(item -> items.add(item.getAsJsonObject()));
    return items;
  }

  /**
   * Server-side apply: sets these fields, and takes away those that the manager had applied before.
   *
   * @param force take fields from other managers; otherwise a field of another value that somebody
   *     else has set is a conflict
   */
  void apply(Ref ref, JsonObject body, String manager, boolean force) {
    var query =
        List.of(new Pair("fieldManager", manager), new Pair("force", String.valueOf(force)));
    // What was written comes by the watch.
    send("PATCH", ref.path(), query, body.toString(), APPLY, METADATA);
  }

  /** Sends an object to a collection, such as a question about access; returns the answer. */
  JsonObject post(String path, JsonObject body) {
    return tree(send("POST", path, List.of(), body.toString(), JSON));
  }

  /** Nothing there is fine. */
  void delete(String path, @Nullable Duration grace) {
    var options = new JsonObject();
    options.addProperty("propagationPolicy", "Background");
    if (grace != null) {
      options.addProperty("gracePeriodSeconds", PodTemplate.seconds(grace));
    }
    try {
      send("DELETE", path, List.of(), options.toString(), JSON);
    } catch (ClusterException e) {
      if (e.status() != ClusterException.NOT_FOUND) {
        throw e;
      }
    }
  }

  /** A request whose answer is read while it comes; the caller closes it. */
  Response open(String path, List<Pair> query) {
    try {
      var response = call("GET", path, query, null, JSON, ANYTHING).execute();
      if (response.isSuccessful()) {
        return response;
      }
      try (response) {
        throw refusal(response.code(), response.body().string(), response.header("Retry-After"));
      }
    } catch (IOException e) {
      throw silence(e);
    }
  }

  private String send(
      String method, String path, List<Pair> query, @Nullable String body, String type) {
    return send(method, path, query, body, type, ANYTHING);
  }

  private String send(
      String method,
      String path,
      List<Pair> query,
      @Nullable String body,
      String type,
      String accept) {
    try (var response = call(method, path, query, body, type, accept).execute()) {
      var text = response.body().string();
      if (response.isSuccessful()) {
        return text;
      }
      throw refusal(response.code(), text, response.header("Retry-After"));
    } catch (IOException e) {
      throw silence(e);
    }
  }

  private Call call(
      String method,
      String path,
      List<Pair> query,
      @Nullable String body,
      String type,
      String accept) {
    Map<String, String> headers = new HashMap<>(Map.of("Accept", accept, "Content-Type", type));
    try {
      return client.buildCall(
          null,
          path,
          method,
          query,
          List.of(),
          body == null ? null : body.getBytes(StandardCharsets.UTF_8),
          headers,
          new HashMap<>(),
          new HashMap<>(),
          CREDENTIALS,
          null);
    } catch (ApiException e) {
      throw new IllegalStateException("a request that cannot be made: " + path, e);
    }
  }

  private RuntimeUnavailableException silence(IOException e) {
    return new RuntimeUnavailableException(
        "the cluster at %s does not answer: %s"
            .formatted(client.getBasePath(), e.getMessage() == null ? e : e.getMessage()),
        e);
  }

  private static JsonObject tree(String text) {
    return JsonParser.parseString(text).getAsJsonObject();
  }

  static ClusterException refusal(int status, String body, @Nullable String retryAfter) {
    return new ClusterException(status, said(status, body), wait(retryAfter));
  }

  /** Refusals are objects of kind Status; what stands between us and the cluster has its own. */
  private static String said(int status, String body) {
    try {
      if (JsonParser.parseString(body) instanceof JsonObject answer && answer.has("message")) {
        return answer.get("message").getAsString();
      }
    } catch (JsonParseException e) {
      return "status %d, %s".formatted(status, body.strip());
    }
    return "status " + status;
  }

  private static Duration wait(@Nullable String retryAfter) {
    return retryAfter != null && retryAfter.matches("\\d{1,4}")
        ? Duration.ofSeconds(Long.parseLong(retryAfter))
        : Duration.ZERO;
  }
}
