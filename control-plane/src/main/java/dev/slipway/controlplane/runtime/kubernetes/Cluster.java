package dev.slipway.controlplane.runtime.kubernetes;

import dev.slipway.controlplane.runtime.Capacity;
import dev.slipway.controlplane.runtime.RuntimeUnavailableException;
import dev.slipway.controlplane.vocabulary.AppId;
import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.models.CoreV1Event;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1Node;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1ReplicaSet;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a cluster is known to have, kept current by one watch for each kind. What was known stays
 * while the cluster is away; it is compared with what there is when it is back.
 */
final class Cluster implements AutoCloseable {
  private static final Duration BURST = Duration.ofMillis(300);

  private final Owner owner;
  private final Consumer<AppId> changed;
  private final Contact contact;
  private final List<Feed<?>> feeds = new ArrayList<>();

  private final Shelf<V1Deployment> deployments = new Shelf<>(Cluster::appliedFor);
  private final Shelf<V1ReplicaSet> replicaSets = new Shelf<>(Cluster::app);
  private final Shelf<SeenPod> pods = new Shelf<>(SeenPod::app);
  private final List<Shelf<? extends KubernetesObject>> others = new ArrayList<>();
  private final Shelf<SeenNode> nodes = new Shelf<>(_ -> null);
  private final Happenings happenings = new Happenings();

  /** Whose pod it is, by uid. */
  private final Map<String, AppId> podsOf = new ConcurrentHashMap<>();

  /** Nodes that were there once. */
  private final Set<String> goneNodes = ConcurrentHashMap.newKeySet();

  private final Burst capacityChanged;
  private final AtomicBoolean complete = new AtomicBoolean();

  /** Counts what may make the next two be different. */
  private long moves;

  private @Nullable Capacity capacity;
  private @Nullable List<NodeRoom> rooms;

  /**
   * Begins to read at once.
   *
   * @param changed an app has changed, or what is known about it; must return quickly
   * @param capacityChanged likewise for what the cluster offers; a burst of changes is told once
   */
  Cluster(ApiClient client, Owner owner, Consumer<AppId> changed, Runnable capacityChanged) {
    this.owner = owner;
    this.changed = changed;
    this.capacityChanged = new Burst(BURST, capacityChanged);
    this.contact = new Contact(client.getBasePath(), this::turned);
    var ours = Labels.ofRegion(owner);

    add(
        client,
        "/apis/apps/v1",
        "deployments",
        V1Deployment.class,
        ours,
        "",
        shelve(deployments, Trim::written));
    add(
        client,
        "/apis/apps/v1",
        "replicasets",
        V1ReplicaSet.class,
        ours,
        "",
        shelve(replicaSets, Trim::replicaSet));
    addOther(client, "/api/v1", "services", V1Service.class, Trim::written);
    addOther(
        client,
        "/apis/autoscaling/v2",
        "horizontalpodautoscalers",
        V2HorizontalPodAutoscaler.class,
        Trim::written);
    addOther(
        client,
        "/apis/policy/v1",
        "poddisruptionbudgets",
        V1PodDisruptionBudget.class,
        Trim::written);
    addOther(
        client,
        "/apis/networking.k8s.io/v1",
        "networkpolicies",
        V1NetworkPolicy.class,
        Trim::written);
    addOther(client, "/api/v1", "secrets", V1Secret.class, Trim::secret);
    add(client, "/api/v1", "pods", V1Pod.class, "", "", podEar());
    add(client, "/api/v1", "nodes", V1Node.class, "", "", nodeEar());
    add(client, "/api/v1", "events", CoreV1Event.class, "", Happenings.FIELDS, eventEar());
    feeds.forEach(Feed::start);
  }

  private static @Nullable AppId app(KubernetesObject object) {
    return Labels.app(object.getMetadata()).orElse(null);
  }

  private static @Nullable AppId appliedFor(KubernetesObject object) {
    return Managers.of(object.getMetadata()).haveUs() ? app(object) : null;
  }

  private <T extends KubernetesObject> void addOther(
      ApiClient client, String group, String plural, Class<T> type, UnaryOperator<T> trim) {
    var shelf = new Shelf<T>(Cluster::appliedFor);
    others.add(shelf);
    add(client, group, plural, type, Labels.ofRegion(owner), "", shelve(shelf, trim));
  }

  private <T extends KubernetesObject> void add(
      ApiClient client,
      String group,
      String plural,
      Class<T> type,
      String labels,
      String fields,
      Feed.Ear<T> ear) {
    var source = new Feed.Source<>(group + "/" + plural, plural, type, labels, fields);
    feeds.add(new Feed<>(client, source, ear, contact));
  }

  private <T extends KubernetesObject> Feed.Ear<T> shelve(Shelf<T> shelf, UnaryOperator<T> trim) {
    return new Feed.Ear<>() {
      @Override
      public void all(List<T> objects) {
        Map<String, T> all = new HashMap<>();
        objects.forEach(object -> all.put(Shelf.key(object), trim.apply(object)));
        shelf.replace(all, Cluster.this::moved);
      }

      @Override
      public void put(T object) {
        shelf.put(Shelf.key(object), trim.apply(object), Cluster.this::moved);
      }

      @Override
      public void gone(T object) {
        shelf.remove(Shelf.key(object), Cluster.this::moved);
      }
    };
  }

  private <T extends KubernetesObject> void moved(@Nullable T before, @Nullable T after) {
    tell(before == null ? null : app(before));
    tell(after == null ? null : app(after));
  }

  /** Before everything was heard once, an app is known in part only. */
  private void turned() {
    if (contact.isComplete()) {
      complete.set(true);
    }
    if (complete.get()) {
      apps().forEach(changed);
    }
  }

  private void tell(@Nullable AppId app) {
    if (app != null && complete.get()) {
      changed.accept(app);
    }
  }

  private Feed.Ear<V1Pod> podEar() {
    return new Feed.Ear<>() {
      @Override
      public void all(List<V1Pod> objects) {
        pods.replace(
            objects.stream()
                .map(pod -> SeenPod.of(pod, owner))
                .collect(Collectors.toMap(SeenPod::key, Function.identity())),
            Cluster.this::podMoved);
      }

      @Override
      public void put(V1Pod object) {
        var pod = SeenPod.of(object, owner);
        pods.put(pod.key(), pod, Cluster.this::podMoved);
      }

      @Override
      public void gone(V1Pod object) {
        pods.remove(Shelf.key(object), Cluster.this::podMoved);
      }
    };
  }

  private void podMoved(@Nullable SeenPod before, @Nullable SeenPod after) {
    if (before != null && before.pod() != null) {
      podsOf.remove(Pods.uid(before.pod()));
    }
    if (after != null && after.pod() != null && after.app() != null) {
      podsOf.put(Pods.uid(after.pod()), after.app());
    }
    if (SeenPod.differ(before, after)) {
      capacityMoved();
    }
    tell(before == null ? null : before.app());
    tell(after == null ? null : after.app());
  }

  private Feed.Ear<V1Node> nodeEar() {
    return new Feed.Ear<>() {
      @Override
      public void all(List<V1Node> objects) {
        nodes.replace(
            objects.stream()
                .map(SeenNode::of)
                .collect(Collectors.toMap(SeenNode::name, Function.identity())),
            Cluster.this::nodeMoved);
      }

      @Override
      public void put(V1Node object) {
        var node = SeenNode.of(object);
        nodes.put(node.name(), node, Cluster.this::nodeMoved);
      }

      @Override
      public void gone(V1Node object) {
        nodes.remove(Names.of(object), Cluster.this::nodeMoved);
      }
    };
  }

  private void nodeMoved(@Nullable SeenNode before, @Nullable SeenNode after) {
    if (after != null) {
      goneNodes.remove(after.name());
    } else if (before != null) {
      goneNodes.add(before.name());
    }
    // Most of what a node tells is that it is still there.
    if (!Objects.equals(before, after)) {
      capacityMoved();
    }
    var was = before != null && before.ready();
    var is = after != null && after.ready();
    if (was != is) {
      var name = Objects.requireNonNull(before == null ? after : before).name();
      pods.all().stream()
          .filter(pod -> pod.app() != null && pod.node().equals(name))
          .map(SeenPod::app)
          .distinct()
          .forEach(this::tell);
    }
  }

  private void capacityMoved() {
    synchronized (this) {
      moves++;
      capacity = null;
      rooms = null;
    }
    capacityChanged.poke();
  }

  private Feed.Ear<CoreV1Event> eventEar() {
    return new Feed.Ear<>() {
      @Override
      public void all(List<CoreV1Event> objects) {
        happenings.replace(objects.stream().map(Happenings::of).toList()).forEach(this::tellOf);
      }

      @Override
      public void put(CoreV1Event object) {
        var happening = Happenings.of(object);
        happenings.add(happening);
        tellOf(happening.object());
      }

      // The cluster forgets after an hour; that changes nothing for an app.
      @Override
      public void gone(CoreV1Event object) {
        happenings.drop(String.valueOf(object.getMetadata().getUid()));
      }

      private void tellOf(String uid) {
        tell(podsOf.get(uid));
      }
    };
  }

  /**
   * @throws RuntimeUnavailableException the cluster was not heard yet, is out of reach, or keeps
   *     something from us; the message says since when, and what it said
   */
  void requireContact() {
    contact.require();
  }

  /** What was last heard of the app, whether or not the cluster is in reach. */
  AppObjects of(AppId app) {
    var here = deployments.of(app);
    var made = madeBy(here);
    var mine =
        pods.of(app).stream().map(SeenPod::pod).filter(Objects::nonNull).filter(made).toList();
    var rest = new ArrayList<KubernetesObject>();
    for (var shelf : others) {
      rest.addAll(shelf.of(app));
    }
    rest.addAll(here.subList(Math.min(1, here.size()), here.size()));
    return new AppObjects(
        app,
        here.isEmpty() ? null : here.getFirst(),
        replicaSets.of(app).stream().filter(made).toList(),
        mine,
        rest,
        happenings.about(mine.stream().map(Pods::uid).toList()),
        mine.stream().map(Pods::node).filter(this::isSilent).collect(Collectors.toSet()),
        mine.stream().anyMatch(Trouble::isUnschedulable) ? rooms() : List.of());
  }

  /** What controllers have made bears the labels of its model, which somebody may have copied. */
  private static Predicate<KubernetesObject> madeBy(List<V1Deployment> deployments) {
    var namespaces = deployments.stream().map(Names::namespace).toList();
    return object -> namespaces.isEmpty() || namespaces.contains(Names.namespace(object));
  }

  private boolean isSilent(String node) {
    var known = nodes.get(node);
    return known == null ? goneNodes.contains(node) : !known.ready();
  }

  /** Apps that have anything in the cluster. */
  Set<AppId> apps() {
    var apps = new HashSet<>(deployments.apps());
    apps.addAll(replicaSets.apps());
    apps.addAll(pods.apps());
    others.forEach(shelf -> apps.addAll(shelf.apps()));
    return apps;
  }

  /** What was last heard of the nodes. */
  Capacity capacity() {
    long at;
    synchronized (this) {
      if (capacity != null) {
        return capacity;
      }
      at = moves;
    }
    var fresh = Capacities.of(nodes.all(), pods.all());
    synchronized (this) {
      if (at == moves) {
        capacity = fresh;
      }
    }
    return fresh;
  }

  private List<NodeRoom> rooms() {
    long at;
    synchronized (this) {
      if (rooms != null) {
        return rooms;
      }
      at = moves;
    }
    var fresh = Capacities.rooms(nodes.all(), pods.all());
    synchronized (this) {
      if (at == moves) {
        rooms = fresh;
      }
    }
    return fresh;
  }

  /** What runs keeps running. */
  @Override
  public void close() {
    feeds.forEach(Feed::close);
  }
}
