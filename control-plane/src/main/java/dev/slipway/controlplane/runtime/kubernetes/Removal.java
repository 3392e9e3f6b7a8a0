package dev.slipway.controlplane.runtime.kubernetes;

import com.google.gson.JsonObject;
import dev.slipway.controlplane.runtime.RuntimeUnavailableException;
import dev.slipway.controlplane.vocabulary.AppId;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes everything of an app out of a cluster. It asks the cluster itself, not what was heard. */
final class Removal {
  /** How soon it is looked whether the rest has gone. */
  private static final Duration LOOK = Duration.ofMillis(250);

  /** First who would make others anew, then what they have made. */
  private static final List<Collection> COLLECTIONS =
      List.of(
          of(Kind.AUTOSCALER),
          of(Kind.DEPLOYMENT),
          new Collection("/apis/apps/v1", "replicasets"),
          new Collection("/api/v1", "pods"),
          of(Kind.SERVICE),
          of(Kind.DISRUPTION_BUDGET),
          of(Kind.NETWORK_POLICY),
          of(Kind.SECRET));

  private final Api api;
  private final Terms terms;

  Removal(Api api, Terms terms) {
    this.api = api;
    this.terms = terms;
  }

  private record Collection(String root, String plural) {
    boolean isPods() {
      return plural.equals("pods");
    }

    /** In all namespaces: an app's project is not known here. */
    String path() {
      return root + "/" + plural;
    }

    String path(JsonObject item) {
      return "%s/namespaces/%s/%s/%s"
          .formatted(root, of(item, "namespace"), plural, of(item, "name"));
    }
  }

  private boolean isOurs(String namespace) {
    return api.get(new Ref(Kind.NAMESPACE, "", namespace)).filter(terms.owner()::owns).isPresent();
  }

  private static String of(JsonObject item, String field) {
    return item.getAsJsonObject("metadata").get(field).getAsString();
  }

  private static Collection of(Kind kind) {
    return new Collection(
        (kind.group().isEmpty() ? "/api/" : "/apis/") + kind.version(), kind.plural());
  }

  /**
   * Returns when all is gone.
   *
   * @param grace of the pods; zero kills at once
   */
  void remove(AppId app, Duration grace) throws InterruptedException {
    var labels = Labels.ofApp(terms.owner(), app);
    Set<String> told = new HashSet<>();
    try {
      Map<String, Boolean> ours = new HashMap<>();
      while (deleteAll(labels, ours, grace, told)) {
        Thread.sleep(LOOK);
      }
    } catch (ClusterException e) {
      throw new RuntimeUnavailableException(
          "the cluster refuses to remove app %s: %s".formatted(app, e.getMessage()), e);
    }
  }

  /**
   * @param ours whether namespaces are ours, as far as it has been asked: what is in others has our
   *     labels because somebody copied them
   * @param told uids of what was told to go already
   * @return whether there was anything
   */
  private boolean deleteAll(
      String labels, Map<String, Boolean> ours, Duration grace, Set<String> told) {
    var found = false;
    for (var collection : COLLECTIONS) {
      for (var item : api.list(collection.path(), labels)) {
        if (!ours.computeIfAbsent(of(item, "namespace"), this::isOurs)) {
          continue;
        }
        found = true;
        if (told.add(of(item, "uid"))) {
          api.delete(collection.path(item), collection.isPods() ? grace : null);
        }
      }
    }
    return found;
  }
}
