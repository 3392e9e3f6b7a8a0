package dev.slipway.controlplane.runtime.kubernetes;

import dev.slipway.controlplane.app.DriftPolicy;
import dev.slipway.controlplane.app.Scaling;
import dev.slipway.controlplane.runtime.Drift;
import dev.slipway.controlplane.runtime.Workload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done so that the cluster has what is wanted.
 *
 * @param steps in the order in which they are to be taken
 * @param reverted changes by others that the steps undo
 * @param left changes by others that stay
 * @param leaving an object of ours that is wanted is still on its way out
 */
record Difference(List<Step> steps, List<Drift> reverted, List<Drift> left, boolean leaving) {
  /** One write. */
  sealed interface Step {
    /** Makes it so, whoever has changed it. */
    record Apply(Manifest manifest) implements Step {}

    /** Takes the number of replicas into other hands than those that apply the rest. */
    record Scale(Ref deployment, int replicas) implements Step {}

    record Delete(Ref ref) implements Step {}
  }

  boolean isNothing() {
    return steps.isEmpty() && !leaving;
  }

  /**
   * @param wanted in the order in which one object needs the other
   * @param live what the cluster has of the app
   * @param confirmed what the cluster once had as it is wanted now: when it is gone, somebody took
   *     it away
   * @param inUse secrets that a pod may still need
   */
  static Difference between(
      Workload workload,
      List<Manifest> wanted,
      Collection<Live> live,
      Set<Manifest> confirmed,
      Predicate<Ref> inUse,
      Instant now) {
    var present = new LinkedHashMap<Ref, Live>();
    live.forEach(object -> present.put(object.ref(), object));
    // A new workload asserts everything anew, what somebody else has changed meanwhile too.
    var renewed =
        wanted.stream()
            .anyMatch(manifest -> {
              var found = present.get(manifest.ref());
              return found != null && !found.hash().equals(manifest.hash());
            });
    var enforced = renewed || workload.drift() == DriftPolicy.ENFORCE;
    var steps = new ArrayList<Step>();
    var drifts = new ArrayList<Drift>();
    var leaving = false;
    for (var manifest : wanted) {
      var found = present.get(manifest.ref());
      if (found != null && found.leaving()) {
        leaving = true;
        continue;
      }
      var hands =
          manifest.ref().kind() == Kind.DEPLOYMENT
                  && workload.scaling() instanceof Scaling.Automatic automatic
              ? new Hands(found, automatic)
              : null;
      var changes = changes(manifest, found, hands, confirmed, now);
      drifts.addAll(changes);
      var asWanted = found != null && found.hash().equals(manifest.hash()) && changes.isEmpty();
      var apply = !asWanted && (changes.isEmpty() || enforced);
      if (hands != null) {
        steps.addAll(hands.steps(manifest, apply, enforced));
      } else if (apply) {
        steps.add(new Step.Apply(manifest));
      }
    }
    steps.addAll(unwanted(wanted, present, inUse));
    return enforced
        ? new Difference(steps, renewed ? List.of() : drifts, List.of(), leaving)
        : new Difference(steps, List.of(), drifts, leaving);
  }

  /** What others did to an object that is there as it was applied, or was. */
  private static List<Drift> changes(
      Manifest manifest,
      @Nullable Live found,
      @Nullable Hands hands,
      Set<Manifest> confirmed,
      Instant now) {
    if (found == null) {
      return confirmed.contains(manifest) ? List.of(Drifts.gone(manifest.ref(), now)) : List.of();
    }
    if (!found.hash().equals(manifest.hash())) {
      return List.of();
    }
    var changes = new ArrayList<>(Drifts.between(manifest, found, now));
    if (hands != null && hands.emptied()) {
      changes.add(Drifts.scaledToNothing(found, hands.min(), now));
    }
    return changes;
  }

  /**
   * In whose hands the number of replicas is under automatic scaling: the autoscaler's. Who applied
   * it before must not merely leave it out, for Kubernetes would take that for 1. So another
   * manager sets it first, to what it is.
   */
  private record Hands(@Nullable Live found, Scaling.Automatic automatic) {
    int min() {
      return Math.max(1, automatic.min());
    }

    boolean ours() {
      return found != null
          && Managers.of(found.meta())
              .owns(Labels.MANAGER, FieldPath.ROOT.field("spec").field("replicas"));
    }

    /** Autoscalers let a Deployment without replicas be, so nobody else would change it. */
    boolean emptied() {
      return found != null && found.replicas() == 0 && !ours();
    }

    List<Step> steps(Manifest manifest, boolean apply, boolean enforced) {
      if (found == null) {
        return apply ? List.of(new Step.Apply(manifest.withReplicas(min()))) : List.of();
      }
      var steps = new ArrayList<Step>();
      if (ours() || (emptied() && enforced)) {
        int replicas = Math.clamp(found.replicas(), min(), Math.max(min(), automatic.max()));
        steps.add(new Step.Scale(manifest.ref(), replicas));
      }
      if (ours() || apply) {
        steps.add(new Step.Apply(manifest));
      }
      return steps;
    }
  }

  private static List<Step> unwanted(
      List<Manifest> wanted, Map<Ref, Live> present, Predicate<Ref> inUse) {
    var refs = wanted.stream().map(Manifest::ref).toList();
    return present.values().stream()
        .filter(object -> !refs.contains(object.ref()) && !object.leaving())
        .map(Live::ref)
        .filter(ref -> ref.kind() != Kind.SECRET || !inUse.test(ref))
        .<Step>map(Step.Delete::new)
        .toList();
  }
}
