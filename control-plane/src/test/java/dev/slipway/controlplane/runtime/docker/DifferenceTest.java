package dev.slipway.controlplane.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.slipway.controlplane.runtime.docker.Difference.Condition;
import dev.slipway.controlplane.runtime.docker.Difference.Member;
import dev.slipway.controlplane.runtime.docker.Difference.Step;
import dev.slipway.controlplane.runtime.docker.Difference.Wanted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What to do next, told as stories. A replica is written as its name, the age of its template and
 * its condition: {@code "a new ready"}. Its place in the alphabet is its age, {@code a} the oldest.
 */
class DifferenceTest {
  static Stream<Arguments> stories() {
    return Stream.of(
        arguments("an app's first replicas are made", fixed(2), List.of(), List.of("add", "add")),
        arguments("all is as wanted", fixed(1), List.of("a new ready"), List.of()),
        arguments(
            "a replica that starts is waited for", fixed(1), List.of("a new unready"), List.of()),
        arguments("an ended one waits for its time", fixed(1), List.of("a new down"), List.of()),
        arguments(
            "and runs again when it is due", fixed(1), List.of("a new due"), List.of("rerun a")),
        arguments(
            "of too many the youngest go",
            fixed(1),
            List.of("a new ready", "b new ready", "c new ready"),
            List.of("leave c", "leave b")),
        arguments(
            "of too many those that serve nobody go first",
            fixed(1),
            List.of("a new down", "b new ready", "c new ready"),
            List.of("leave a", "leave c")),
        arguments(
            "one above is allowed: the new one comes first",
            rolling(1, 1, 0),
            List.of("a old ready"),
            List.of("add")),
        arguments(
            "the old one stays until the new one is ready",
            rolling(1, 1, 0),
            List.of("a old ready", "b new unready"),
            List.of()),
        arguments(
            "ready is not enough: the gateway must have acknowledged it",
            rolling(1, 1, 0),
            List.of("a old ready", "b new unserved"),
            List.of()),
        arguments(
            "then the old one goes",
            rolling(1, 1, 0),
            List.of("a old ready", "b new ready"),
            List.of("leave a")),
        arguments(
            "three are replaced one by one, oldest first",
            rolling(3, 1, 0),
            List.of("a old ready", "b old ready", "c old ready", "d new ready"),
            List.of("leave a")),
        arguments(
            "the next one waits until the last has gone",
            rolling(3, 1, 0),
            List.of("a old leaving", "b old ready", "c old ready", "d new ready"),
            List.of()),
        arguments(
            "and comes when it has",
            rolling(3, 1, 0),
            List.of("b old ready", "c old ready", "d new ready"),
            List.of("add")),
        arguments(
            "none above: an old one makes room first",
            rolling(2, 0, 1),
            List.of("a old ready", "b old ready"),
            List.of("leave a")),
        arguments(
            "neither above nor below would never end: one below is taken",
            rolling(1, 0, 0),
            List.of("a old ready"),
            List.of("leave a")),
        arguments(
            "an old one that serves nobody goes at once",
            rolling(2, 1, 0),
            List.of("a old down", "b old ready"),
            List.of("leave a", "add")),
        arguments(
            "one that was running when we came may be serving: its probe is heard first",
            rolling(1, 1, 0),
            List.of("a old unjudged"),
            List.of("add")),
        arguments(
            "more replicas and a new template: new ones up to the wanted number",
            rolling(3, 1, 0),
            List.of("a old ready"),
            List.of("add", "add", "add")),
        arguments(
            "a stopped app has none, whatever they are",
            fixed(0),
            List.of("a old ready", "b new ready", "c old unjudged", "d new down", "e old due"),
            List.of("leave d", "leave b", "leave a", "leave c", "leave e")),
        arguments(
            "given up: what serves stays, nothing new is made",
            abandoned(2),
            List.of("a old ready", "b old ready"),
            List.of()),
        arguments(
            "given up: one failed replica is stopped and kept for its log",
            abandoned(2),
            List.of("a old ready", "b old ready", "c new unready"),
            List.of("park c")),
        arguments(
            "given up: of several failed ones the one that ended is kept",
            abandoned(2),
            List.of("a old ready", "b new down", "c new unready"),
            List.of("leave c")),
        arguments(
            "given up: a failed one is not run again",
            abandoned(1),
            List.of("a old ready", "b new due"),
            List.of()),
        arguments(
            "given up: an old one that ends is run again",
            abandoned(1),
            List.of("a old due", "b new parked"),
            List.of("rerun a")),
        arguments(
            "given up: a new one that had been ready is run again",
            abandoned(2),
            List.of("a old ready", "b new due proven"),
            List.of("rerun b")),
        arguments(
            "what was parked gets another chance with a new workload",
            fixed(1),
            List.of("a new parked"),
            List.of("rerun a")),
        arguments(
            "what was parked goes when another template is wanted",
            rolling(1, 1, 0),
            List.of("a old ready", "b old parked"),
            List.of("leave b")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("stories")
  void decides(String story, Wanted wanted, List<String> members, List<String> steps) {
    assertThat(
            Difference.between(wanted, members.stream().map(DifferenceTest::member).toList())
                .stream()
                .map(DifferenceTest::text))
        .as(story)
        .containsExactlyElementsOf(steps);
  }

  /**
   * Plays rollouts from random beginnings, with replicas that become ready, end and leave in any
   * order.
   */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void keepsItsPromisesAndArrivesWhateverHappensInBetween(long seed) {
    var random = new Random(seed);
    for (int play = 0; play < 200; play++) {
      var wanted = rolling(random.nextInt(6), random.nextInt(3), random.nextInt(3));
      var members = new ArrayList<Member>();
      for (int i = 0; i < random.nextInt(8); i++) {
        members.add(
            member(
                (char) ('a' + i)
                    + (random.nextBoolean() ? " old " : " new ")
                    + (random.nextInt(4) == 0 ? "down" : "ready")));
      }
      play(wanted, members, random);
    }
  }

  private static void play(Wanted wanted, List<Member> members, Random random) {
    var most = Math.max(members.size(), wanted.replicas() + wanted.surge());
    var fewest =
        Math.min(
            members.stream().filter(Member::serving).count(),
            Math.max(0, wanted.replicas() - wanted.unavailable()));
    for (int turn = 0; turn < 1000; turn++) {
      var steps = Difference.between(wanted, members);
      for (var step : steps) {
        take(step, members, turn);
      }
      assertThat(members).hasSizeLessThanOrEqualTo(most);
      assertThat(members.stream().filter(Member::serving).count()).isGreaterThanOrEqualTo(fewest);
      if (steps.isEmpty() && members.stream().allMatch(m -> m.condition() == Condition.READY)) {
        assertThat(members).hasSize(wanted.replicas()).allMatch(Member::fits);
        return;
      }
      progress(members, random);
    }
    assertThat(members).as("still not there, wanted %s", wanted).isEmpty();
  }

  private static void take(Step step, List<Member> members, int turn) {
    switch (step) {
      case Step.Add() -> members.add(member("x" + turn + "-" + members.size() + " new unready"));
      case Step.Rerun(var id) -> change(members, id, Condition.UNREADY);
      case Step.Leave(var id) -> change(members, id, Condition.LEAVING);
      case Step.Park(var id) -> change(members, id, Condition.PARKED);
    }
  }

  /** Something happens to one replica, as it may in life. */
  private static void progress(List<Member> members, Random random) {
    if (members.isEmpty()) {
      return;
    }
    var member = members.get(random.nextInt(members.size()));
    switch (member.condition()) {
      case LEAVING -> members.remove(member);
      case UNREADY, UNJUDGED -> change(members, member.replica(), Condition.READY);
      case DOWN -> change(members, member.replica(), Condition.DUE);
      case PARKED, DUE, READY -> {}
    }
  }

  private static void change(List<Member> members, String id, Condition condition) {
    members.replaceAll(m ->
        m.replica().equals(id)
            ? new Member(
                id,
                m.fits(),
                condition,
                m.proven() || condition == Condition.READY,
                condition == Condition.READY,
                m.since())
            : m);
  }

  private static Wanted fixed(int replicas) {
    return rolling(replicas, 1, 0);
  }

  private static Wanted rolling(int replicas, int surge, int unavailable) {
    return new Wanted(replicas, surge, unavailable, false);
  }

  private static Wanted abandoned(int replicas) {
    return new Wanted(replicas, 1, 0, true);
  }

  private static Member member(String text) {
    var words = Arrays.asList(text.split(" "));
    var id = words.get(0);
    var unserved = words.contains("unserved");
    var condition =
        unserved
            ? Condition.READY
            : Condition.valueOf(words.get(2).toUpperCase(java.util.Locale.ROOT));
    var ready = condition == Condition.READY;
    return new Member(
        id,
        words.get(1).equals("new"),
        condition,
        ready || words.contains("proven"),
        ready && !unserved,
        Instant.EPOCH.plusSeconds(id.charAt(0)));
  }

  private static String text(Step step) {
    return switch (step) {
      case Step.Add() -> "add";
      case Step.Rerun(var id) -> "rerun " + id;
      case Step.Leave(var id) -> "leave " + id;
      case Step.Park(var id) -> "park " + id;
    };
  }
}
