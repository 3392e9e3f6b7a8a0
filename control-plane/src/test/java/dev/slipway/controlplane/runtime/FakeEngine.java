package dev.slipway.controlplane.runtime;

import dev.slipway.controlplane.vocabulary.AppId;
import dev.slipway.controlplane.vocabulary.Memory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * An engine in memory. Containers outlive the driver that made them, as a machine's do. What an
 * image does when it runs is in its name: {@code …/crash:1} exits, {@code …/never-ready:1} never
 * answers its probe, {@code …/slow:1} takes its time, everything else is ready soon.
 */
public final class FakeEngine {
  private static final String GPU = "nvidia.com/gpu";

  /** Looks that a container of {@code slow} takes to become ready. */
  public static final int SLOW = 20;

  /** One container, changed by the engine and by its driver. */
  public static final class Container {
    public final String id;
    public final AppId app;
    public final String image;
    public final long revision;
    public int looks;
    public int restarts;
    public boolean ready;

    Container(String id, AppId app, String image, long revision) {
      this.id = id;
      this.app = app;
      this.image = image;
      this.revision = revision;
    }

    public boolean crashes() {
      return image.contains("/crash@");
    }
  }

  private final Map<String, Container> containers = new TreeMap<>();
  private final Map<String, String> platforms = new TreeMap<>();
  private final Map<String, Integer> moves = new TreeMap<>();
  private final Map<AppId, List<Drift>> drift = new HashMap<>();
  private final Map<AppId, Long> generations = new HashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private int made;
  private int starts;
  private boolean down;
  private boolean broken;
  private boolean registryDown;

  public FakeEngine() {
    for (var name : List.of("hello:1", "hello:2", "crash:1", "never-ready:1", "slow:1")) {
      platforms.put("localhost/slipway/" + name, "linux/amd64");
    }
    platforms.put("localhost/slipway/arm:1", "linux/arm64");
  }

  public synchronized void goDown() {
    down = true;
  }

  public synchronized void comeBack() {
    down = false;
  }

  public synchronized void registryDown(boolean isDown) {
    registryDown = isDown;
  }

  /** The tag names another image from now on. */
  public synchronized void move(String reference) {
    moves.merge(reference, 1, Integer::sum);
  }

  private void answer() {
    if (down) {
      throw new RuntimeUnavailableException(
          "cannot connect to the engine", new IOException("connection refused"));
    }
  }

  public synchronized Capacity capacity() {
    answer();
    if (nodes.isEmpty()) {
      return new Capacity(4, Memory.gib(16), Map.of(GPU, 8));
    }
    return new Capacity(
        nodes.stream().mapToInt(Node::cpus).sum(),
        nodes.stream().map(Node::memory).reduce(Memory.NONE, Memory::plus),
        Map.of(GPU, nodes.stream().mapToInt(node -> node.gpus().getOrDefault(GPU, 0)).sum()),
        nodes);
  }

  /** Makes the engine a cluster of nodes with these GPUs each, and room enough for the rest. */
  public synchronized void cluster(int... gpus) {
    nodes.clear();
    for (int i = 0; i < gpus.length; i++) {
      nodes.add(
          new Node(
              "node-" + (i + 1),
              Map.of(),
              Set.of(),
              100,
              Memory.gib(1000),
              Map.of(GPU, gpus[i]),
              Map.of()));
    }
  }

  public synchronized ImageFacts inspect(String reference) throws ImageUnavailableException {
    answer();
    if (registryDown) {
      throw new ImageUnavailableException("the registry does not answer", false);
    }
    var platform = platforms.get(reference);
    if (platform == null) {
      throw new ImageUnavailableException("neither the engine nor a registry has it", true);
    }
    var digest =
        "sha256:%08x%056x".formatted(reference.hashCode(), moves.getOrDefault(reference, 0));
    var name = reference.substring(0, reference.lastIndexOf(':'));
    return new ImageFacts(digest, name + "@" + digest, platform);
  }

  /** A defect that a driver would not foresee. */
  public synchronized void breakDown(boolean isBroken) {
    broken = isBroken;
  }

  public synchronized List<Container> of(AppId app) {
    answer();
    if (broken) {
      throw new IllegalStateException("a defect");
    }
    return containers.values().stream().filter(c -> c.app.equals(app)).toList();
  }

  public synchronized Set<AppId> apps() {
    answer();
    return containers.values().stream().map(c -> c.app).collect(Collectors.toSet());
  }

  /** What runs, whatever the engine answers: for assertions. */
  public synchronized List<Container> running() {
    return new ArrayList<>(containers.values());
  }

  /** Containers ever started. */
  public synchronized int starts() {
    return starts;
  }

  public synchronized void start(AppId app, String image, long revision) {
    answer();
    var id = "c%04d".formatted(++made);
    starts++;
    containers.put(id, new Container(id, app, image, revision));
  }

  public synchronized void restart(Container container) {
    answer();
    container.restarts++;
    container.looks = 0;
    container.ready = false;
  }

  public synchronized void remove(String id) {
    answer();
    containers.remove(id);
  }

  /** Somebody else removes a container. */
  public synchronized void lose(String id) {
    containers.remove(id);
  }

  /** Somebody else changes an object of the app's, as in a cluster; without a field: deletes it. */
  public synchronized void change(AppId app, Drift by) {
    var changed = new ArrayList<>(drift(app));
    changed.removeIf(earlier -> earlier.field().equals(by.field()));
    changed.add(by);
    drift.put(app, changed);
  }

  /** Somebody else takes every change back. */
  public synchronized void changeBack(AppId app) {
    drift.remove(app);
  }

  /** What others have changed and nobody has put right. */
  public synchronized List<Drift> drift(AppId app) {
    return drift.getOrDefault(app, List.of());
  }

  /** The app's objects are those of this generation, whatever others have changed in them. */
  synchronized boolean isOf(AppId app, long generation) {
    answer();
    return generations.getOrDefault(app, 0L) == generation;
  }

  /** Writes the app's objects. */
  synchronized void write(AppId app, long generation) {
    answer();
    generations.put(app, generation);
    drift.remove(app);
  }

  /** Writes those of the app's objects that are not there. */
  synchronized void writeMissing(AppId app) {
    answer();
    drift.computeIfPresent(
        app, (_, all) -> all.stream().filter(change -> !change.field().isEmpty()).toList());
  }

  /** Time passes for a container. */
  public synchronized void age(Container container) {
    answer();
    container.looks++;
    if (!container.image.contains("/never-ready@") && !container.crashes()) {
      container.ready = container.looks > (container.image.contains("/slow@") ? SLOW : 1);
    }
  }
}
