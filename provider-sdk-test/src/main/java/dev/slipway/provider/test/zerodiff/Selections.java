package dev.slipway.provider.test.zerodiff;

import dev.slipway.provider.schema.Attribute;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.Function;

/**
 * Which attributes of an object can be configured together.
 *
 * @param required those that always are
 * @param optional the others
 * @param broken the attributes of which a broken rule speaks, if a selection breaks one
 */
record Selections(
    List<Attribute<?>> required,
    List<Attribute<?>> optional,
    Function<Set<Attribute<?>>, Optional<List<Attribute<?>>>> broken) {

  /** As few as possible with these; empty where the rules do not let these be. */
  Optional<SequencedSet<Attribute<?>>> smallestWith(Set<Attribute<?>> wanted) {
    var first = new LinkedHashSet<Attribute<?>>(required);
    first.addAll(wanted);
    var waiting = new ArrayDeque<SequencedSet<Attribute<?>>>();
    waiting.add(first);
    Set<Set<Attribute<?>>> seen = new HashSet<>();
    while (!waiting.isEmpty()) {
      var selection = waiting.remove();
      var rule = broken.apply(selection);
      if (rule.isEmpty()) {
        return Optional.of(selection);
      }
      for (var attribute : rule.get()) {
        var larger = new LinkedHashSet<Attribute<?>>(selection);
        if (optional.contains(attribute) && larger.add(attribute) && seen.add(larger)) {
          waiting.add(larger);
        }
      }
    }
    return Optional.empty();
  }

  /**
   * As many as possible; where the rules set some against others, once more for each that was left
   * out.
   */
  List<SequencedSet<Attribute<?>>> largest() {
    var all = new ArrayList<SequencedSet<Attribute<?>>>();
    var covered = new HashSet<Attribute<?>>();
    smallestWith(Set.of())
        .map(this::grown)
        .ifPresent(each -> {
          all.add(each);
          covered.addAll(each);
        });
    for (var attribute : optional) {
      if (!covered.contains(attribute)) {
        smallestWith(Set.of(attribute))
            .map(this::grown)
            .ifPresent(each -> {
              all.add(each);
              covered.addAll(each);
            });
      }
    }
    return all;
  }

  /** One attribute may need another, so it is tried again once others are there. */
  private SequencedSet<Attribute<?>> grown(SequencedSet<Attribute<?>> selection) {
    var largest = selection;
    int before;
    do {
      before = largest.size();
      for (var attribute : optional) {
        var larger = new LinkedHashSet<Attribute<?>>(largest);
        if (larger.add(attribute) && broken.apply(larger).isEmpty()) {
          largest = larger;
        }
      }
    } while (largest.size() > before);
    return largest;
  }
}
