package dev.slipway.controlplane.scheduling;

import dev.slipway.controlplane.runtime.Node;
import dev.slipway.controlplane.vocabulary.AppId;
import dev.slipway.controlplane.vocabulary.NodeChoice;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Says why apps wait, for people, with figures. */
final class Reasons {
  private static final int MOST_NAMES = 3;

  private final Snapshot snapshot;
  private final Holdings holdings;

  /** Who holds the scarce part of a shape's nodes, in words; the same for all who wait. */
  private final Map<Shape, String> onNodes = new HashMap<>();

  Reasons(Snapshot snapshot, Holdings holdings) {
    this.snapshot = snapshot;
    this.holdings = holdings;
  }

  String of(Lack.Whole lack) {
    var resource = lack.resource();
    long total = holdings.total(resource);
    return "needs %s at its most replicas, %s has %s: %s"
        .formatted(
            resource.words(lack.need()),
            resource.place(snapshot),
            total == 0 ? "none" : resource.figure(total),
            resource.remedy());
  }

  String of(Demand demand, Lack.Some lack) {
    var resource = lack.resource();
    long unheld = holdings.unheld(resource);
    var text =
        "needs %s%s, %s of %s %s free in %s"
            .formatted(
                resource.words(lack.missing()),
                holdings.of(demand.app()) == null ? "" : " more",
                resource.figure(unheld),
                resource.figure(holdings.total(resource)),
                unheld == 1 ? "is" : "are",
                resource.place(snapshot));
    var who = holders(holdings.holders(resource), resource.part());
    return text + (who.isEmpty() ? "" : ": " + who) + ahead(resource, lack.ahead());
  }

  /** Nodes would do, were they not taken. */
  String now(Demand demand, Lack.NodeRoom lack, Nodes nodes) {
    var shape = demand.shape();
    var met = nodes.now(shape);
    boolean more = nodes.placed(demand.app()) > 0 && holdsShape(demand);
    var text =
        lack.replicas() == 1 || met.open() == 0
            ? "needs %s on one node%s, %d of %s %s that free"
                .formatted(
                    share(shape, met),
                    each(lack.replicas(), more),
                    met.open(),
                    suiting(demand, met),
                    met.open() == 1 ? "has" : "have")
            : "needs %s on one node%s, %s %s room for %d"
                .formatted(
                    share(shape, met),
                    each(lack.replicas(), more),
                    suiting(demand, met),
                    met.nodes() == 1 ? "has" : "have",
                    met.replicas());
    if (met.shortOfOnePart()) {
      text += ", the most on one is " + met.scarce().figure(met.most());
    }
    var who =
        onNodes.computeIfAbsent(
            shape, _ -> holders(named(nodes.holders(shape, met.scarce())), met.scarce()));
    return text
        + (who.isEmpty() ? "" : ": " + who)
        + ahead(Resource.principal(demand), lack.ahead());
  }

  /** Not even with all apps gone. */
  String atBest(Demand demand, Nodes nodes) {
    var shape = demand.shape();
    var met = nodes.atBest(shape);
    if (met.nodes() == 0) {
      return noneSuits(demand, nodes);
    }
    var need =
        "needs %s on one node%s".formatted(share(shape, met), each(demand.replicas(), false));
    var has =
        met.open() > 0
            ? "%s %s room for %d even when empty"
                .formatted(suiting(demand, met), met.nodes() == 1 ? "has" : "have", met.replicas())
            : met.shortOfOnePart()
                ? "the biggest of %s, %s, has %s"
                    .formatted(
                        suiting(demand, met),
                        met.where(),
                        met.most() == 0 ? "none" : met.scarce().figure(met.most()))
                : "none of %s has that even when empty".formatted(suiting(demand, met));
    return "%s, %s: choose another flavor or region, or take fewer units or replicas"
        .formatted(need, has);
  }

  private String noneSuits(Demand demand, Nodes nodes) {
    var choice = demand.shape().nodes();
    var labels =
        choice.labels().entrySet().stream()
            .map(label -> label.getKey() + "=" + label.getValue())
            .collect(Collectors.joining(", "));
    var labelled = nodes.labelled(choice);
    var why =
        labelled.isEmpty()
            ? "none of the %s of %s has the labels %s: label a node so"
                .formatted(number(nodes.size()), title(demand), labels)
            : "the %s%s of %s %s a taint that it does not tolerate, such as %s on %s: add the toleration to the flavor"
                .formatted(
                    number(labelled.size()),
                    labels.isEmpty() ? "" : " with the labels " + labels,
                    title(demand),
                    labelled.size() == 1 ? "has" : "have",
                    taint(labelled.getFirst(), choice),
                    labelled.getFirst().name());
    return "needs a node for flavor %s, %s, or choose another flavor or region"
        .formatted(demand.shape().flavor(), why);
  }

  private static String taint(Node node, NodeChoice choice) {
    return node.taints().stream()
        .filter(taint -> !choice.suits(node.labels(), Set.of(taint)))
        .map(taint ->
            taint.key()
                + (taint.value().isEmpty() ? "" : "=" + taint.value())
                + ":"
                + taint.effect())
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  private static String number(int nodes) {
    return nodes + (nodes == 1 ? " node" : " nodes");
  }

  /** Such as {@code 12 nodes for ai1-1-gpu in region gra}. */
  private String suiting(Demand demand, Nodes.Prospect met) {
    return "%s for %s in %s".formatted(number(met.nodes()), demand.shape().flavor(), title(demand));
  }

  private String title(Demand demand) {
    var pool = snapshot.pools().get(demand.pool());
    return pool == null ? demand.pool() : pool.title();
  }

  /** The part that runs short, or all of it when nodes lack one this and another that. */
  private static String share(Shape shape, Nodes.Prospect met) {
    var share = shape.share();
    if (met.shortOfOnePart()) {
      return met.scarce().words(share.of(met.scarce()));
    }
    var words =
        Part.ALL.stream()
            .filter(part -> share.of(part) > 0)
            .map(part -> part.words(share.of(part)))
            .toList();
    return words.size() == 1
        ? words.getFirst()
        : String.join(", ", words.subList(0, words.size() - 1)) + " and " + words.getLast();
  }

  private static String each(int replicas, boolean more) {
    if (replicas == 1) {
      return more ? " for one more replica" : "";
    }
    return " for each of %d%s replicas".formatted(replicas, more ? " more" : "");
  }

  private boolean holdsShape(Demand demand) {
    var held = holdings.of(demand.app());
    return held != null && held.shape().equals(demand.shape());
  }

  private List<Holdings.Holder> named(Map<AppId, Long> amounts) {
    return amounts.entrySet().stream()
        .map(entry -> {
          var demand = holdings.of(entry.getKey());
          var name = demand == null ? entry.getKey().value() : demand.name();
          return new Holdings.Holder(name, entry.getValue(), entry.getKey());
        })
        .sorted()
        .toList();
  }

  /** Such as {@code chat holds 2, search holds 1}: the largest holders. */
  private static String holders(Collection<Holdings.Holder> largestFirst, Part part) {
    var named =
        largestFirst.stream()
            .limit(MOST_NAMES)
            .map(holder -> "%s holds %s".formatted(holder.name(), part.figure(holder.amount())))
            .collect(Collectors.joining(", "));
    int others = largestFirst.size() - MOST_NAMES;
    return others > 0 ? named + " and %d more hold the rest".formatted(others) : named;
  }

  private String ahead(Resource resource, int ahead) {
    if (ahead == 0) {
      return "";
    }
    List<String> names = holdings.oldestWaiting(resource, Math.min(ahead, MOST_NAMES));
    int others = ahead - names.size();
    return "; older and waiting too: "
        + String.join(", ", names)
        + (others > 0 ? " and %d more".formatted(others) : "");
  }
}
