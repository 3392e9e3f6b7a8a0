package dev.slipway.controlplane.runtime.docker;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The containers of one replica, told apart by the same rule whoever looks: the highest run counts,
 * of two with the same number the one that was made first. The run before it is kept for its log.
 *
 * @param current the run that counts; empty when none was ever started
 * @param previous the ended run before it
 * @param superfluous what nobody needs: starts that were cut short, doubles, older runs
 */
record Runs(
    Optional<Container> current, Optional<Container> previous, List<Container> superfluous) {
  private static final Comparator<Container> NEWEST_FIRST =
      Comparator.comparingInt(Container::run)
          .reversed()
          .thenComparing(Container::created)
          .thenComparing(Container::id);

  static Runs of(List<Container> containers) {
    Optional<Container> current = Optional.empty();
    Optional<Container> previous = Optional.empty();
    var superfluous = new ArrayList<Container>();
    for (var run : containers.stream().sorted(NEWEST_FIRST).toList()) {
      if (run.state() == Container.State.CREATED) {
        superfluous.add(run);
      } else if (current.isEmpty()) {
        current = Optional.of(run);
      } else if (previous.isEmpty() && !run.running()) {
        previous = Optional.of(run);
      } else {
        superfluous.add(run);
      }
    }
    return new Runs(current, previous, superfluous);
  }
}
