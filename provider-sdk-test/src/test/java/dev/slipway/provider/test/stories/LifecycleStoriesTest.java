package dev.slipway.provider.test.stories;

import static dev.slipway.provider.schema.Attributes.bool;
import static dev.slipway.provider.schema.Attributes.duration;
import static dev.slipway.provider.schema.Attributes.int32;
import static dev.slipway.provider.schema.Attributes.list;
import static dev.slipway.provider.schema.Attributes.map;
import static dev.slipway.provider.schema.Attributes.object;
import static dev.slipway.provider.schema.Attributes.set;
import static dev.slipway.provider.schema.Attributes.string;
import static dev.slipway.provider.test.Configurations.nothing;
import static dev.slipway.provider.test.Configurations.with;
import static dev.slipway.provider.test.Configurations.withText;
import static dev.slipway.provider.test.Configurations.withUnknown;
import static dev.slipway.provider.test.stories.Fake.THING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Nested;
import dev.slipway.provider.schema.Reading;
import dev.slipway.provider.schema.Schema;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.schema.Timeouts;
import dev.slipway.provider.test.Configuration;
import dev.slipway.provider.value.Refinements;
import dev.slipway.provider.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Conformance cases 16 to 20, 22 and 23: an object from its creation to its end. */
class LifecycleStoriesTest {

  private static final Attribute<String> ID = string("id").computed().stable();
  private static final Attribute<String> NAME = string("name").required();
  private static final Attribute<Integer> SIZE = int32("size").optional().defaultsTo(3);
  private static final Attribute<Integer> REVISION = int32("revision").computed();
  private static final Attribute<String> ZONE = string("zone").optional().requiresReplace();

  private static final Configuration A = with(NAME, "a");

  private static Fake thing() {
    return Fake.of(ID, NAME, SIZE, REVISION, ZONE)
        .creating((plan, _) -> plan.toState().with(ID, "1").with(REVISION, 1))
        .updating((plan, _) -> plan.toState().with(REVISION, 2));
  }

  @Test
  void aCreateIsPlannedWithDefaultsAndUnknowns() {
    try (var provider = thing().tested()) {
      var planned = provider.resource(THING).plan(A);

      assertThat(planned)
          .creates()
          .hasNoWarnings()
          .has(NAME, "a")
          .has(SIZE, 3)
          .hasNull(ZONE)
          .leavesOpen(ID, REVISION);
      assertThat(planned.replacing()).isEmpty();
    }
  }

  @Test
  void aCreateFillsWhatWasUnknown() {
    try (var provider = thing().tested()) {
      assertThat(provider.resource(THING).create(A))
          .hasNoWarnings()
          .hasExactly(A.with(ID, "1").with(SIZE, 3).with(REVISION, 1));
    }
  }

  @Test
  void whereNothingChangesThePlanIsTheStateAsItIs() {
    try (var provider = thing().tested()) {
      var things = provider.resource(THING);
      var created = things.create(A);

      assertThat(things.plan(created, A)).doesNothing().looksLike(created);
    }
  }

  @Test
  void anUpdateKeepsWhatIsStableAndLeavesTheRestOpen() {
    try (var provider = thing().tested()) {
      var things = provider.resource(THING);
      var created = things.create(A);

      assertThat(things.plan(created, with(NAME, "b")))
          .updatesOnly(NAME, REVISION)
          .keeps(ID)
          .has(ID, "1")
          .leavesOpen(REVISION);
      assertThat(things.change(created, with(NAME, "b")))
          .hasNoWarnings()
          .has(ID, "1")
          .has(REVISION, 2);
    }
  }

  @Test
  void whatTheUserNoLongerSetsFallsBackToItsDefault() {
    try (var provider = thing().tested()) {
      var things = provider.resource(THING);
      var created = things.create(A.with(SIZE, 7));

      assertThat(things.plan(created, A)).updates(SIZE).has(SIZE, 3);
    }
  }

  @Test
  void theAuthorCompletesThePlan() {
    var url = string("url").computed();
    var fake =
        Fake.of(NAME, url, REVISION)
            .planning((change, context) -> {
              assertThat(context.client()).isEqualTo("client for Terraform 1.11.4");
              return switch (change.plan().value(NAME)) {
                case Reading.Known<String>(var name) ->
                    change
                        .plan()
                        .with(url, "http://" + name)
                        .withUnknown(REVISION, Refinements.NONE.withNotNull());
                case Reading.Null<String> _, Reading.Unknown<String> _ ->
                    change.plan().withUnknown(url, Refinements.NONE.withPrefix("http://"));
              };
            });
    try (var provider = fake.tested().byTerraform("1.11.4").configure()) {
      var things = provider.resource(THING);

      assertThat(things.plan(A)).has(url, "http://a");
      assertThat(things.plan(withUnknown(NAME)))
          .has(url.path(), Value.unknown(Refinements.NONE.withPrefix("http://")));
    }
  }

  @Test
  void whatIsKnownOnlyInTheApplyIsPlannedAgain() {
    try (var provider = thing().tested()) {
      var things = provider.resource(THING);
      var planned = things.plan(withUnknown(NAME));
      assertThat(planned).creates().leavesOpen(NAME);

      assertThat(things.apply(planned, A)).has(NAME, "a").has(ID, "1");
    }
  }

  @Test
  void aChangeThatOnlyTheAuthorSeesOpensComputedValuesToo() {
    var digest = string("digest").computed();
    var fake =
        Fake.of(NAME, digest, REVISION)
            .creating((plan, _) -> plan.toState().with(digest, "old").with(REVISION, 1))
            .planning((change, _) ->
                change.isCreate() ? change.plan() : change.plan().with(digest, "new"));
    try (var provider = fake.tested()) {
      var things = provider.resource(THING);
      var stored = things.stored(A.with(digest, "old").with(REVISION, 1));

      assertThat(things.plan(stored, A)).updates(digest).has(digest, "new").leavesOpen(REVISION);
    }
  }

  @Test
  void aChangeThatNeedsANewObjectNamesItsPathAndIsPlannedAnew() {
    try (var provider = thing().tested()) {
      var things = provider.resource(THING);
      var created = things.create(A.with(ZONE, "north"));

      assertThat(things.plan(created, A.with(ZONE, "south")))
          .replacesBecauseOf(ZONE)
          .leavesOpen(ID, REVISION);
      assertThat(things.plan(A.with(ZONE, "south")).replacing()).isEmpty();
    }
  }

  @Test
  void theOldObjectIsDeletedBeforeTheNewOneIsMade() {
    var deleted = new AtomicReference<>("");
    var ids = new AtomicReference<>("");
    var fake =
        thing()
            .creating((plan, _) -> {
              ids.updateAndGet(id -> id + "i");
              return plan.toState().with(ID, ids.get()).with(REVISION, 1);
            })
            .deleting((state, _) -> deleted.set(state.get(ID)));
    try (var provider = fake.tested()) {
      var things = provider.resource(THING);
      var created = things.create(A.with(ZONE, "north"));

      assertThat(things.change(created, A.with(ZONE, "south"))).has(ID, "ii").has(ZONE, "south");
      assertThat(deleted).hasValue("i");
    }
  }

  @Test
  void replacementsAreFoundDeepWithin() {
    var path = string("path").required().requiresReplace();
    var label = string("label").optional();
    var shape = Shape.of(path, label);
    var one = object("one", shape).optional();
    var many = list("many", shape).optional();
    var named = map("named", shape).optional();
    var all = set("all", shape).optional();
    var before = with(path, "a").with(label, "x");
    var after = with(path, "b").with(label, "x");
    var relabeled = with(path, "a").with(label, "y");
    try (var provider = Fake.of(one, many, named, all).tested()) {
      var things = provider.resource(THING);
      var created =
          things.create(
              with(one, before)
                  .with(many, before, before)
                  .withEntry(named, "k", before)
                  .with(all, before));

      assertThat(
              things.plan(
                  created,
                  with(one, after)
                      .with(many, before, after)
                      .withEntry(named, "k", after)
                      .with(all, after)))
          .replacesBecauseOf(path.in(one), path.in(many.at(1)), path.in(named.at("k")), all.path());

      assertThat(
              things.plan(
                  created,
                  with(one, relabeled)
                      .with(many, before, relabeled)
                      .withEntry(named, "k", before)
                      .with(all, before)))
          .updatesOnly(one, many);
    }
  }

  @Test
  void aReplacementMayDependOnTheChange() {
    var size =
        int32("size")
            .required()
            .requiresReplaceIf((before, after) ->
                before instanceof Reading.Known<Integer>(var was)
                    && after instanceof Reading.Known<Integer>(var is)
                    && is < was);
    try (var provider = Fake.of(size).tested()) {
      var things = provider.resource(THING);
      var created = things.create(with(size, 5));

      assertThat(things.plan(created, with(size, 6))).updatesOnly(size);
      assertThat(things.plan(created, with(size, 4))).replacesBecauseOf(size);
    }
  }

  @Test
  void nestedDefaultsAndComputedPartsFollowTheirElement() {
    var path = string("path").required();
    var mode = string("mode").optional().defaultsTo("RO");
    var device = string("device").computed().stable();
    var shape = Shape.of(path, mode, device);
    Attribute<List<Nested>> disks = list("disks", shape).optional();
    var fake =
        Fake.of(NAME, disks)
            .creating((plan, _) ->
                plan.toState()
                    .with(
                        disks,
                        plan.toState().raw(disks).elements().stream()
                            .map(disk ->
                                shape
                                    .view(disk, disks.path())
                                    .with(device, "/dev/" + disk.attribute("path").asText()))
                            .toList()));
    var one = with(path, "a");
    var two = with(path, "b").with(mode, "RW");
    try (var provider = fake.tested()) {
      var things = provider.resource(THING);
      var created = things.create(with(NAME, "x").with(disks, one, two));

      assertThat(created)
          .hasNoWarnings()
          .hasExactly(
              with(NAME, "x")
                  .with(
                      disks,
                      one.with(mode, "RO").with(device, "/dev/a"),
                      two.with(device, "/dev/b")));
      assertThat(things.plan(created, with(NAME, "y").with(disks, one, two))).keeps(disks);
      assertThat(things.plan(created, with(NAME, "x").with(disks, one, two, one)))
          .hasUnknown(device.in(disks.at(2)));
    }
  }

  @Test
  void aDeletionIsPlannedAndMade() {
    var deleted = new AtomicReference<>("");
    var fake = thing().deleting((state, _) -> deleted.set(state.get(ID)));
    try (var provider = fake.tested()) {
      var things = provider.resource(THING);
      var created = things.create(A);

      var planned = things.planDestroy(created);
      assertThat(planned).destroys().hasNoWarnings();
      assertThat(deleted).hasValue("");

      assertThat(things.apply(planned)).isGone().hasNoWarnings();
      assertThat(deleted).hasValue("1");
    }
  }

  @Test
  void aReadShowsDriftAndThatAnObjectIsGone() {
    var drifted = new AtomicReference<Optional<String>>(Optional.of("elsewhere"));
    var fake = thing().reading((state, _) -> drifted.get().map(name -> state.with(NAME, name)));
    try (var provider = fake.tested()) {
      var things = provider.resource(THING);
      var created = things.create(A);

      var read = things.refresh(created);
      assertThat(read).has(NAME, "elsewhere");
      assertThat(things.plan(read, A)).updates(NAME).has(NAME, "a");

      drifted.set(Optional.empty());
      assertThat(things.refresh(created)).isGone();
    }
  }

  @Test
  void theUsersSpellingIsKept() {
    var wait = duration("wait").required();
    var image = string("image").required().sameIf(String::equalsIgnoreCase);
    var period = duration("period").required();
    var probe = object("probe", Shape.of(period)).optional();
    var fake =
        Fake.of(wait, image, probe)
            .creating(
                (plan, _) -> plan.toState().with(wait, Duration.ofSeconds(60)).with(image, "HELLO"))
            .reading((state, _) -> Optional.of(state.with(wait, Duration.ofSeconds(60))));
    try (var provider = fake.tested()) {
      var things = provider.resource(THING);
      var created =
          things.create(
              withText(wait, "60s").with(image, "hello").with(probe, withText(period, "90s")));
      assertThat(created).hasNoWarnings().hasText(wait, "60s").hasText(image, "hello");

      assertThat(things.refresh(created)).looksLike(created);

      assertThat(
              things.plan(
                  created,
                  withText(wait, "1m").with(image, "Hello").with(probe, withText(period, "1m30s"))))
          .as("another spelling is no change")
          .doesNothing();
    }
  }

  @Test
  void privateDataOutlivesReadsAndReachesTheDelete() {
    var seen = new AtomicReference<>("");
    var fake =
        thing()
            .creating((plan, _) ->
                plan.toState().with(ID, "1").with(REVISION, 1).withPrivate("etag", "e1"))
            .deleting((state, _) -> seen.set(state.privateData().find("etag").orElse("none")));
    try (var provider = fake.tested()) {
      var things = provider.resource(THING);
      var created = things.create(A);
      assertThat(created).remembers("etag", "e1");

      var read = things.refresh(things.refresh(created));
      assertThat(read.privateData()).isEqualTo(created.privateData());

      assertThat(things.destroy(read)).isEmpty();
      assertThat(seen).hasValue("e1");
    }
  }

  @Test
  void privateDataReachesTheDeleteOfAnObjectThatIsReplaced() {
    var seen = new ArrayList<String>();
    var fake =
        thing()
            .planning((change, _) -> change.plan().withPrivate("quote", "17"))
            .creating((plan, _) -> {
              assertThat(plan.privateData().entries()).isEqualTo(Map.of("quote", "17"));
              return plan.toState()
                  .with(ID, "1")
                  .with(REVISION, 1)
                  .withPrivate("etag", "e" + plan.get(ZONE));
            })
            .deleting((state, _) -> seen.add(state.privateData().find("etag").orElse("lost")));
    try (var provider = fake.tested()) {
      var things = provider.resource(THING);
      var created = things.create(A.with(ZONE, "north"));

      var replaced = things.change(created, A.with(ZONE, "south"));
      assertThat(replaced.privateData().entries())
          .isEqualTo(Map.of("etag", "esouth", "quote", "17"));

      assertThat(things.destroy(replaced)).isEmpty();
      assertThat(seen).containsExactly("enorth", "esouth");
    }
  }

  @Test
  void whatThePlanRemembersReachesTheApply() {
    var fake =
        Fake.of(NAME, REVISION)
            .planning((change, _) -> change.plan().withPrivate("quote", "17"))
            .creating((plan, _) ->
                plan.toState()
                    .with(REVISION, Integer.valueOf(plan.privateData().find("quote").orElse("0"))));
    try (var provider = fake.tested()) {
      assertThat(provider.resource(THING).create(A)).has(REVISION, 17);
    }
  }

  @Test
  void theDeadlineIsTheUsersTimeoutElseTheDefault() {
    var left = new AtomicReference<>(Duration.ZERO);
    var schema = Schema.of("A thing.", NAME).timeouts(Timeouts.create(Duration.ofMinutes(10)));
    var fake =
        Fake.of(schema)
            .creating((plan, context) -> {
              left.set(context.remaining());
              return plan.toState();
            });
    try (var provider = fake.tested()) {
      var things = provider.resource(THING);

      assertThat(things.create(A)).hasNoWarnings();
      assertThat(left.get()).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));

      assertThat(things.create(A.withTimeout(Timeouts.Operation.CREATE, Duration.ofHours(2))))
          .hasNoWarnings();
      assertThat(left.get()).isBetween(Duration.ofMinutes(119), Duration.ofMinutes(120));
    }
  }

  @Test
  void optionalObjectsThatAreLeftOutStayNull() {
    var loud = bool("loud").optional().defaultsTo(true);
    var voice = object("voice", Shape.of(loud)).optional();
    try (var provider = Fake.of(NAME, voice).tested()) {
      var things = provider.resource(THING);
      var created = things.create(A);
      assertThat(created).hasNull(voice);

      assertThat(things.plan(created, A.with(voice, nothing())))
          .has(loud.in(voice), Value.bool(true));
    }
  }
}
