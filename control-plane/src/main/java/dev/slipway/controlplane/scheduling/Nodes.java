package dev.slipway.controlplane.scheduling;

import dev.slipway.controlplane.runtime.Node;
import dev.slipway.controlplane.vocabulary.AppId;
import dev.slipway.controlplane.vocabulary.NodeChoice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of one pool, while apps are thought onto them. Where replicas really go is up to the
 * cluster; this says whether there is a way.
 *
 * <p>A round is linear in apps and nodes: a search starts at the first node that may still take a
 * shape, and nothing comes free in a round but what an app gives back that is let in anew.
 */
final class Nodes {
  private final List<Room> rooms;
  private final Map<NodeChoice, List<Room>> suiting = new HashMap<>();
  private final Map<Shape, Search> searches = new HashMap<>();
  private final Map<AppId, List<Spot>> spots = new HashMap<>();

  /** Where some replicas of an app are, or may go. */
  private record Spot(Room room, Shape shape, int replicas) {}

  /** What is known by now about where a shape fits. */
  private static final class Search {
    private final List<Room> candidates;

    /** The first candidate that may have some room left. */
    private int start;

    /** Whole nodes are kept for it: for the oldest that waits, which is enough, it goes first. */
    private boolean kept;

    private @Nullable Prospect now;
    private @Nullable Prospect atBest;

    private Search(List<Room> candidates) {
      this.candidates = candidates;
    }
  }

  /**
   * What a shape meets on the nodes that suit it.
   *
   * @param nodes that suit it
   * @param open of these, those that can take a replica
   * @param replicas that fit in all
   * @param mostOnOne of these, that fit on one node
   * @param scarce the part that the fewest nodes have enough of
   * @param enough nodes that have enough of it
   * @param most of it on any one node
   * @param where the name of that node; empty when no node suits
   */
  record Prospect(
      int nodes,
      int open,
      long replicas,
      long mostOnOne,
      Part scarce,
      int enough,
      long most,
      String where) {
    /** Nodes lack the scarce part, rather than one this and another that. */
    boolean shortOfOnePart() {
      return enough == open;
    }
  }

  /**
   * Nodes with the replicas of those who hold something.
   *
   * @param holders all of the pool
   */
  Nodes(List<Node> nodes, Collection<Demand> holders) {
    this.rooms = nodes.stream().map(Room::new).toList();
    if (rooms.isEmpty()) {
      return;
    }
    var byApp = holders.stream().collect(Collectors.toMap(Demand::app, Function.identity()));
    for (var room : rooms) {
      room.node()
          .replicas()
          .forEach((app, there) -> {
            var holder = byApp.get(app);
            if (holder != null) {
              stay(holder, room, there);
            }
          });
    }
    holders.stream().sorted(Scheduler.OLDEST_FIRST).forEach(this::await);
  }

  /** There is but one machine: what fits into the pool has its room. */
  boolean oneMachine() {
    return rooms.isEmpty();
  }

  /** Replicas beyond what the app holds are on their way out. */
  private void stay(Demand holder, Room room, int there) {
    int replicas = Math.min(there, holder.replicas() - placed(holder.app()));
    if (replicas > 0) {
      hold(holder.app(), List.of(new Spot(room, holder.shape(), replicas)));
    }
  }

  /** The replicas of a holder that are nowhere yet go where there is room, or wait for it. */
  private void await(Demand holder) {
    int missing = holder.replicas() - placed(holder.app());
    if (missing > 0) {
      var found = find(holder.shape(), missing);
      hold(holder.app(), found);
      keep(holder.shape(), missing - count(found));
    }
  }

  /** Whether all replicas find room, were what the app holds now given back. */
  boolean fits(Demand demand) {
    var before = spots.getOrDefault(demand.app(), List.of());
    if (haveShape(before, demand.shape())) {
      int more = demand.replicas() - count(before);
      return more <= 0 || count(find(demand.shape(), more)) == more;
    }
    release(demand.app());
    boolean fits = count(find(demand.shape(), demand.replicas())) == demand.replicas();
    hold(demand.app(), before);
    return fits;
  }

  /** Gives an app its room, as far as there is some, instead of what it held. */
  void admit(Demand demand) {
    var before = spots.getOrDefault(demand.app(), List.of());
    int more = demand.replicas() - count(before);
    if (haveShape(before, demand.shape()) && more >= 0) {
      hold(demand.app(), find(demand.shape(), more));
      return;
    }
    release(demand.app());
    hold(
        demand.app(),
        haveShape(before, demand.shape())
            ? firstOf(before, demand.replicas())
            : find(demand.shape(), demand.replicas()));
  }

  private static boolean haveShape(List<Spot> places, Shape shape) {
    return places.stream().allMatch(spot -> spot.shape().equals(shape));
  }

  /** Keeps what an app that must wait could have now, and nodes for what it could not. */
  void setAside(Demand demand) {
    int more = missing(demand);
    if (more > 0) {
      var found = find(demand.shape(), more);
      found.forEach(spot -> spot.room().setAside(spot.shape().share(), spot.replicas()));
      keep(demand.shape(), more - count(found));
    }
  }

  /** Keeps younger apps off nodes that come closest to having room. */
  private void keep(Shape shape, int replicas) {
    var search = search(shape);
    if (replicas == 0 || search.kept) {
      return;
    }
    search.kept = true;
    var able =
        search.candidates.stream()
            .filter(room -> room.fitting(shape.share(), Room::all) > 0)
            .toList();
    for (int i = 0; i < replicas && !able.isEmpty(); i++) {
      able.stream()
          .min(Comparator.comparingDouble(room -> room.missing(shape.share())))
          .ifPresent(room -> room.setAside(shape.share(), 1));
    }
  }

  /** Room for at most so many replicas, on the first nodes that have any. */
  private List<Spot> find(Shape shape, int replicas) {
    var search = search(shape);
    var found = new ArrayList<Spot>();
    int missing = replicas;
    for (int i = search.start; i < search.candidates.size() && missing > 0; i++) {
      var room = search.candidates.get(i);
      int fitting = (int) Math.min(missing, room.fitting(shape.share(), Room::free));
      if (fitting > 0) {
        found.add(new Spot(room, shape, fitting));
        missing -= fitting;
      } else if (i == search.start) {
        search.start++;
      }
    }
    return found;
  }

  private void hold(AppId app, List<Spot> places) {
    places.forEach(spot -> spot.room().hold(spot.shape().share(), spot.replicas()));
    spots.merge(
        app,
        places,
        (before, more) -> {
          var all = new ArrayList<>(before);
          all.addAll(more);
          return all;
        });
    searches.values().forEach(search -> search.now = null);
  }

  private void release(AppId app) {
    for (var spot : spots.getOrDefault(app, List.of())) {
      spot.room().hold(spot.shape().share(), -spot.replicas());
    }
    spots.remove(app);
    for (var search : searches.values()) {
      search.start = 0;
      search.now = null;
    }
  }

  private static List<Spot> firstOf(List<Spot> places, int replicas) {
    var left = new ArrayList<Spot>();
    int missing = replicas;
    for (var spot : places) {
      int stays = Math.min(missing, spot.replicas());
      if (stays > 0) {
        left.add(new Spot(spot.room(), spot.shape(), stays));
        missing -= stays;
      }
    }
    return left;
  }

  /** Replicas that have no node of the shape that they need. */
  int missing(Demand demand) {
    int there =
        spots.getOrDefault(demand.app(), List.of()).stream()
            .filter(spot -> spot.shape().equals(demand.shape()))
            .mapToInt(Spot::replicas)
            .sum();
    return demand.replicas() - there;
  }

  /** Replicas of the app that have a node. */
  int placed(AppId app) {
    return count(spots.getOrDefault(app, List.of()));
  }

  private static int count(List<Spot> places) {
    return places.stream().mapToInt(Spot::replicas).sum();
  }

  private Search search(Shape shape) {
    return searches.computeIfAbsent(
        shape,
        _ ->
            new Search(
                suiting.computeIfAbsent(
                    shape.nodes(),
                    choice ->
                        rooms.stream()
                            .filter(
                                room -> choice.suits(room.node().labels(), room.node().taints()))
                            .toList())));
  }

  /** What the shape meets besides those who hold something now. */
  Prospect now(Shape shape) {
    var search = search(shape);
    var known = search.now;
    if (known == null) {
      known = prospect(shape, Room::left);
      search.now = known;
    }
    return known;
  }

  /** What the shape would meet if no app were there. */
  Prospect atBest(Shape shape) {
    var search = search(shape);
    var known = search.atBest;
    if (known == null) {
      known = prospect(shape, Room::all);
      search.atBest = known;
    }
    return known;
  }

  private Prospect prospect(Shape shape, Room.View view) {
    var candidates = search(shape).candidates;
    var share = shape.share();
    var scarce = Part.GPU;
    int enough = Integer.MAX_VALUE;
    for (var part : Part.ALL) {
      int having =
          (int)
              candidates.stream()
                  .filter(room -> view.of(room, part, share.gpuResource()) >= share.of(part))
                  .count();
      if (share.of(part) > 0 && having < enough) {
        scarce = part;
        enough = having;
      }
    }
    int open = 0;
    long replicas = 0;
    long mostOnOne = 0;
    long most = -1;
    var where = "";
    for (var room : candidates) {
      long fitting = room.fitting(share, view);
      open += fitting > 0 ? 1 : 0;
      mostOnOne = Math.max(mostOnOne, fitting);
      replicas = Math.min(Integer.MAX_VALUE, replicas + fitting);
      long left = Math.max(0, view.of(room, scarce, share.gpuResource()));
      if (left > most) {
        most = left;
        where = room.node().name();
      }
    }
    return new Prospect(
        candidates.size(), open, replicas, mostOnOne, scarce, enough, Math.max(0, most), where);
  }

  /** Who holds how much of a part on the nodes that suit a shape. */
  Map<AppId, Long> holders(Shape shape, Part part) {
    var here = new HashSet<>(search(shape).candidates);
    var kind = shape.share().gpuResource();
    var holders = new HashMap<AppId, Long>();
    spots.forEach((app, places) -> {
      for (var spot : places) {
        var share = spot.shape().share();
        boolean same = part != Part.GPU || share.gpuResource().equals(kind);
        if (same && share.of(part) > 0 && here.contains(spot.room())) {
          holders.merge(app, share.of(part) * spot.replicas(), Long::sum);
        }
      }
    });
    return holders;
  }

  /** Nodes that have the labels of the choice, whatever their taints. */
  List<Node> labelled(NodeChoice choice) {
    return rooms.stream()
        .map(Room::node)
        .filter(node -> node.labels().entrySet().containsAll(choice.labels().entrySet()))
        .toList();
  }

  int size() {
    return rooms.size();
  }
}
