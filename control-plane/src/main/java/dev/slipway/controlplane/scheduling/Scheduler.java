package dev.slipway.controlplane.scheduling;

import static java.util.stream.Collectors.groupingBy;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets apps in, oldest first.
 *
 * <p>An app that must wait keeps its place: what it needs is set aside before younger ones are
 * looked at, so small apps never starve a large one; they may pass only through what it leaves. An
 * app that could not start even on an empty system sets nothing aside.
 *
 * <p>In a cluster every replica must find its room on one of the nodes that suit its flavor. Which
 * node it gets is up to the cluster, so this only looks for one way to place them all.
 */
public final class Scheduler {
  static final Comparator<Demand> OLDEST_FIRST =
      Comparator.comparing(Demand::since).thenComparing(demand -> demand.app().value());

  private final Holdings holdings;
  private final Map<String, Nodes> nodes = new HashMap<>();
  private final Reasons reasons;

  private Scheduler(Snapshot snapshot) {
    this.holdings = new Holdings(Resource.totals(snapshot), snapshot.holding());
    var holders = snapshot.holding().stream().collect(groupingBy(Demand::pool));
    snapshot
        .pools()
        .forEach((name, pool) ->
            nodes.put(name, new Nodes(pool.nodes(), holders.getOrDefault(name, List.of()))));
    this.reasons = new Reasons(snapshot, holdings);
  }

  /** One decision for each waiting app, in the order in which they were looked at. */
  public static List<Decision> decide(Snapshot snapshot) {
    var scheduler = new Scheduler(snapshot);
    var verdicts = scheduler.judgeAll(snapshot.waiting());
    // Reasons come last: they tell what is held once everybody was looked at.
    return verdicts.stream().map(scheduler::decision).toList();
  }

  /** With every waiting app looked at, to {@link #foresee} what becomes of one more. */
  public static Scheduler after(Snapshot snapshot) {
    var scheduler = new Scheduler(snapshot);
    var _ = scheduler.judgeAll(snapshot.waiting());
    return scheduler;
  }

  /** The decision about one that comes last; nothing of it stays. Not for several threads. */
  public Decision foresee(Demand demand) {
    return decision(look(Holdings.Claim.of(demand)));
  }

  private List<Verdict> judgeAll(List<Demand> waiting) {
    return waiting.stream().sorted(OLDEST_FIRST).map(this::judge).toList();
  }

  /**
   * What was found about one app.
   *
   * @param lack null: it is let in
   */
  private record Verdict(Demand demand, @Nullable Lack lack) {}

  /** Looks at one app, and gives it or keeps for it what it needs. */
  private Verdict judge(Demand demand) {
    var claim = Holdings.Claim.of(demand);
    var verdict = look(claim);
    var lack = verdict.lack();
    if (lack == null) {
      holdings.hold(claim);
      nodesOf(demand).admit(demand);
    } else if (lack.cause() == Decision.Cause.TAKEN) {
      holdings.setAside(claim, holdings.beyond(claim));
      nodesOf(demand).setAside(demand);
    }
    return verdict;
  }

  private Verdict look(Holdings.Claim claim) {
    var demand = claim.demand();
    var pool = nodes.get(demand.pool());
    if (pool == null) {
      return new Verdict(demand, new Lack.Engine());
    }
    var impossible = impossible(claim, pool);
    if (impossible.isPresent()) {
      return new Verdict(demand, impossible.get());
    }
    var shortage =
        holdings.beyond(claim).entrySet().stream()
            .filter(need -> need.getValue() > holdings.free(need.getKey()))
            .findFirst();
    if (shortage.isEmpty() && hasNodes(demand, pool)) {
      return new Verdict(demand, null);
    }
    return new Verdict(
        demand,
        shortage
            .filter(need -> need.getKey().scope() == Resource.Scope.QUOTA || pool.oneMachine())
            .<Lack>map(need ->
                new Lack.Some(need.getKey(), need.getValue(), holdings.waiting(need.getKey())))
            .orElseGet(() ->
                new Lack.NodeRoom(
                    pool.missing(demand), holdings.waiting(Resource.principal(demand)))));
  }

  /** Why it could not start even alone. */
  private Optional<Lack> impossible(Holdings.Claim claim, Nodes pool) {
    var demand = claim.demand();
    // What it holds already stays its own, however little there is by now.
    var more = holdings.beyond(claim).keySet();
    for (var need : claim.needs().entrySet()) {
      if (!more.contains(need.getKey())) {
        continue;
      }
      boolean quota = need.getKey().scope() == Resource.Scope.QUOTA;
      if ((quota || pool.oneMachine()) && need.getValue() > holdings.total(need.getKey())) {
        return Optional.of(new Lack.Whole(need.getKey(), need.getValue()));
      }
    }
    boolean fits =
        pool.oneMachine()
            || holds(demand)
            || pool.atBest(demand.shape()).replicas() >= demand.replicas();
    return fits ? Optional.empty() : Optional.of(new Lack.AllNodes());
  }

  private boolean hasNodes(Demand demand, Nodes pool) {
    // What it has already it need not find again, even where a node has gone since.
    return pool.oneMachine() || pool.fits(demand) || holds(demand);
  }

  /** It wants no more than it holds. */
  private boolean holds(Demand demand) {
    var before = holdings.of(demand.app());
    return before != null
        && before.shape().equals(demand.shape())
        && before.replicas() >= demand.replicas();
  }

  private Decision decision(Verdict verdict) {
    var demand = verdict.demand();
    var lack = verdict.lack();
    return lack == null
        ? new Decision.Admit(demand.app())
        : new Decision.Wait(demand.app(), lack.cause(), reason(demand, lack));
  }

  private String reason(Demand demand, Lack lack) {
    return switch (lack) {
      case Lack.Engine() -> "the engine of its region has not answered yet";
      case Lack.Whole whole -> reasons.of(whole);
      case Lack.Some some -> reasons.of(demand, some);
      case Lack.AllNodes() -> reasons.atBest(demand, nodesOf(demand));
      case Lack.NodeRoom room -> reasons.now(demand, room, nodesOf(demand));
    };
  }

  private Nodes nodesOf(Demand demand) {
    return Objects.requireNonNull(nodes.get(demand.pool()));
  }
}
