package dev.slipway.controlplane.runtime.kubernetes;

import com.google.gson.JsonObject;
import dev.slipway.controlplane.vocabulary.AppId;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Writes objects: with server-side apply, under the name {@value Labels#MANAGER}, and never one
 * that is somebody else's.
 */
final class Applier {
  /** Requests at once; the API server shares its own among all of its clients. */
  private static final int AT_ONCE = 16;

  private final Api api;
  private final Terms terms;
  private final Semaphore permits = new Semaphore(AT_ONCE);
  private final Set<String> prepared = ConcurrentHashMap.newKeySet();

  Applier(Api api, Terms terms) {
    this.api = api;
    this.terms = terms;
  }

  /**
   * Makes sure that the project has its namespace and what belongs to it. Asks once, then remembers
   * it until a write says otherwise.
   */
  void prepare(String project) throws ObstacleException, InterruptedException {
    if (prepared.contains(project)) {
      return;
    }
    for (var object : ProjectObjects.of(project, terms)) {
      var manifest = Manifest.of(object);
      var there = get(manifest.ref());
      if (there == null) {
        write(manifest.ref(), manifest.body(), Labels.MANAGER, false);
        continue;
      }
      requireOwn(manifest.ref(), there, null);
      if (leaving(there)) {
        throw new ObstacleException(
            new Obstacle.Standing(
                "NAMESPACE_TERMINATING",
                "%s is being deleted, and takes no apps until it is gone; when that takes long, its"
                        .formatted(manifest.ref())
                    + " status says what is left in it (kubectl get namespace -o yaml)"));
      }
      if (!manifest.hash().equals(Labels.of(there, Labels.APPLIED))) {
        write(manifest.ref(), manifest.body(), Labels.MANAGER, true);
      }
    }
    prepared.add(project);
  }

  /**
   * @param seen the object as it was last seen; null: it was not there
   */
  void apply(AppId app, String project, Manifest manifest, @Nullable Live seen)
      throws ObstacleException, InterruptedException {
    var ref = manifest.ref();
    if (seen == null) {
      var there = get(ref);
      if (there != null) {
        requireOwn(ref, there, app);
      }
      // Without force: should somebody else be quicker, that is a conflict.
      writeIn(project, ref, manifest.body(), Labels.MANAGER, there != null);
    } else {
      writeIn(project, ref, the(seen, manifest.body()), Labels.MANAGER, true);
    }
  }

  /** Sets the number of replicas under automatic scaling. */
  void scale(String project, Live deployment, int replicas)
      throws ObstacleException, InterruptedException {
    var spec = new JsonObject();
    spec.addProperty("replicas", replicas);
    var body = new JsonObject();
    body.addProperty("apiVersion", deployment.ref().kind().version());
    body.addProperty("kind", deployment.ref().kind().title());
    var meta = new JsonObject();
    meta.addProperty("name", deployment.ref().name());
    body.add("metadata", meta);
    body.add("spec", spec);
    writeIn(project, deployment.ref(), the(deployment, body), Labels.SCALE_MANAGER, true);
  }

  void delete(Ref ref) throws ObstacleException, InterruptedException {
    permits.acquire();
    try {
      api.delete(ref.path(), null);
    } catch (ClusterException e) {
      throw obstacle("delete", ref, e);
    } finally {
      permits.release();
    }
  }

  /** This very object: another one of its name, made meanwhile, is a conflict. */
  private static JsonObject the(Live seen, JsonObject body) {
    var copy = body.deepCopy();
    copy.getAsJsonObject("metadata").addProperty("uid", seen.uid());
    return copy;
  }

  private void writeIn(String project, Ref ref, JsonObject body, String manager, boolean force)
      throws ObstacleException, InterruptedException {
    try {
      write(ref, body, manager, force);
    } catch (ObstacleException e) {
      // Perhaps the namespace has gone: it is looked at again.
      prepared.remove(project);
      throw e;
    }
  }

  private void write(Ref ref, JsonObject body, String manager, boolean force)
      throws ObstacleException, InterruptedException {
    permits.acquire();
    try {
      api.apply(ref, body, manager, force);
    } catch (ClusterException e) {
      throw obstacle("patch", ref, e);
    } finally {
      permits.release();
    }
  }

  private @Nullable JsonObject get(Ref ref) throws ObstacleException, InterruptedException {
    permits.acquire();
    try {
      return api.get(ref).orElse(null);
    } catch (ClusterException e) {
      throw obstacle("get", ref, e);
    } finally {
      permits.release();
    }
  }

  private void requireOwn(Ref ref, JsonObject there, @Nullable AppId app) throws ObstacleException {
    var own = terms.owner().owns(there);
    if (own && (app == null || app.value().equals(Labels.of(there, Labels.APP)))) {
      return;
    }
    if (own) {
      throw new ObstacleException(
          new Obstacle.Passing(
              Duration.ZERO,
              "%s is still that of an earlier app, %s"
                  .formatted(ref, Labels.of(there, Labels.APP))));
    }
    var advice =
        ref.kind() == Kind.NAMESPACE
            ? "set another cluster.namespace_prefix for the region in the catalog"
            : "delete it, or give the app another name";
    throw new ObstacleException(
        new Obstacle.Standing(
            "NAME_TAKEN",
            "%s is there already and belongs to %s; it is left alone: %s"
                .formatted(ref, ownerOf(there), advice)));
  }

  private static String ownerOf(JsonObject there) {
    var instance = Labels.of(there, Labels.INSTANCE);
    if (!instance.isEmpty()) {
      return "control plane %s, region %s".formatted(instance, Labels.of(there, Labels.REGION));
    }
    var manager = Labels.of(there, Labels.MANAGED_BY);
    if (!manager.isEmpty()) {
      return manager;
    }
    return there.getAsJsonObject("metadata").get("managedFields")
                instanceof com.google.gson.JsonArray entries
            && !entries.isEmpty()
            && entries.get(0).getAsJsonObject().get("manager")
                instanceof com.google.gson.JsonPrimitive first
        ? first.getAsString()
        : "somebody else";
  }

  private static ObstacleException obstacle(String verb, Ref ref, ClusterException e) {
    var said = String.valueOf(e.getMessage());
    if (e.isPassing()) {
      return new ObstacleException(new Obstacle.Passing(e.retryAfter(), said));
    }
    return switch (e.status()) {
      case ClusterException.CONFLICT, ClusterException.NOT_FOUND ->
          new ObstacleException(new Obstacle.Passing(Duration.ZERO, said));
      case ClusterException.FORBIDDEN ->
          new ObstacleException(
              said.contains("being terminated")
                  ? new Obstacle.Standing("NAMESPACE_TERMINATING", said)
                  : new Obstacle.Standing(
                      "FORBIDDEN",
                      "the cluster does not let the control plane %s %s: %s"
                          .formatted(verb, ref.kind().plural(), said)));
      default ->
          new ObstacleException(
              new Obstacle.Standing("REFUSED", "the cluster refuses %s: %s".formatted(ref, said)));
    };
  }

  private static boolean leaving(JsonObject there) {
    return there.getAsJsonObject("metadata").has("deletionTimestamp");
  }
}
