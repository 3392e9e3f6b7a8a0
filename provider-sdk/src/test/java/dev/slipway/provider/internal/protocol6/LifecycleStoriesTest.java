package dev.slipway.provider.internal.protocol6;

import static dev.slipway.provider.schema.Attributes.bool;
import static dev.slipway.provider.schema.Attributes.duration;
import static dev.slipway.provider.schema.Attributes.int32;
import static dev.slipway.provider.schema.Attributes.list;
import static dev.slipway.provider.schema.Attributes.map;
import static dev.slipway.provider.schema.Attributes.object;
import static dev.slipway.provider.schema.Attributes.set;
import static dev.slipway.provider.schema.Attributes.string;
import static dev.slipway.provider.value.Value.number;
import static dev.slipway.provider.value.Value.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.provider.internal.protocol6.Wire.Answer;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Reading;
import dev.slipway.provider.schema.Schema;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.schema.Timeouts;
import dev.slipway.provider.value.Refinements;
import dev.slipway.provider.value.Value;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Conformance cases 16 to 20, 22 and 23: an object from its creation to its end. */
class LifecycleStoriesTest {

  private static final Attribute<String> ID = string("id").computed().stable();
  private static final Attribute<String> NAME = string("name").required();
  private static final Attribute<Integer> SIZE = int32("size").optional().defaultsTo(3);
  private static final Attribute<Integer> REVISION = int32("revision").computed();
  private static final Attribute<String> ZONE = string("zone").optional().requiresReplace();

  private static Fake thing() {
    return Fake.of(ID, NAME, SIZE, REVISION, ZONE)
        .creating((plan, _) -> plan.toState().with(ID, "1").with(REVISION, 1))
        .updating((plan, _) -> plan.toState().with(REVISION, 2));
  }

  @Test
  void aCreateIsPlannedWithDefaultsAndUnknowns() {
    try (var terraform = Wire.to(thing())) {
      var planned = terraform.plan(Fake.THING, Answer.NOTHING, Map.of("name", text("a")));

      assertThat(planned.answer().problems()).isEmpty();
      assertThat(planned.value("name")).isEqualTo(text("a"));
      assertThat(planned.value("size")).isEqualTo(number(3));
      assertThat(planned.value("zone")).isEqualTo(Value.ofNull());
      assertThat(planned.value("id")).isEqualTo(Value.unknown());
      assertThat(planned.value("revision")).isEqualTo(Value.unknown());
      assertThat(planned.replacing()).isEmpty();
    }
  }

  @Test
  void aCreateFillsWhatWasUnknown() {
    try (var terraform = Wire.to(thing())) {
      var created = terraform.create(Fake.THING, Map.of("name", text("a")));

      assertThat(created.problems()).isEmpty();
      assertThat(created.object())
          .isEqualTo(
              terraform.object(
                  Fake.THING,
                  Map.of(
                      "id", text("1"),
                      "name", text("a"),
                      "size", number(3),
                      "revision", number(1))));
    }
  }

  @Test
  void whereNothingChangesThePlanIsTheStateAsItIs() {
    try (var terraform = Wire.to(thing())) {
      var created = terraform.create(Fake.THING, Map.of("name", text("a")));

      var again = terraform.plan(Fake.THING, created, Map.of("name", text("a")));

      assertThat(again.answer().object()).isEqualTo(created.object());
    }
  }

  @Test
  void anUpdateKeepsWhatIsStableAndLeavesTheRestOpen() {
    try (var terraform = Wire.to(thing())) {
      var created = terraform.create(Fake.THING, Map.of("name", text("a")));

      var planned = terraform.plan(Fake.THING, created, Map.of("name", text("b")));
      assertThat(planned.value("id")).isEqualTo(text("1"));
      assertThat(planned.value("revision")).isEqualTo(Value.unknown());
      assertThat(planned.replacing()).isEmpty();

      var updated = terraform.change(Fake.THING, created, Map.of("name", text("b")));
      assertThat(updated.problems()).isEmpty();
      assertThat(updated.value("id")).isEqualTo(text("1"));
      assertThat(updated.value("revision")).isEqualTo(number(2));
    }
  }

  @Test
  void whatTheUserNoLongerSetsFallsBackToItsDefault() {
    try (var terraform = Wire.to(thing())) {
      var created = terraform.create(Fake.THING, Map.of("name", text("a"), "size", number(7)));

      var planned = terraform.plan(Fake.THING, created, Map.of("name", text("a")));

      assertThat(planned.value("size")).isEqualTo(number(3));
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
    try (var terraform = Wire.to(fake)) {
      assertThat(terraform.plan(Fake.THING, Answer.NOTHING, Map.of("name", text("a"))).value("url"))
          .isEqualTo(text("http://a"));
      assertThat(
              terraform
                  .plan(Fake.THING, Answer.NOTHING, Map.of("name", Value.unknown()))
                  .value("url"))
          .isEqualTo(Value.unknown(Refinements.NONE.withPrefix("http://")));
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
    try (var terraform = Wire.to(fake)) {
      var created = terraform.create(Fake.THING, Map.of("name", text("a")));

      var planned = terraform.plan(Fake.THING, created, Map.of("name", text("a")));

      assertThat(planned.value("digest")).isEqualTo(text("new"));
      assertThat(planned.value("revision")).isEqualTo(Value.unknown());
    }
  }

  @Test
  void aChangeThatNeedsANewObjectNamesItsPathAndIsPlannedAnew() {
    try (var terraform = Wire.to(thing())) {
      var created = terraform.create(Fake.THING, Map.of("name", text("a"), "zone", text("north")));
      var moved = Map.<String, Value>of("name", text("a"), "zone", text("south"));

      assertThat(terraform.plan(Fake.THING, created, moved).replacing()).containsExactly("zone");

      var anew = terraform.plan(Fake.THING, Answer.NOTHING, moved);
      assertThat(anew.value("id")).isEqualTo(Value.unknown());
      assertThat(anew.replacing()).isEmpty();
    }
  }

  @Test
  void replacementsAreFoundDeepWithin() {
    var path = string("path").required().requiresReplace();
    var label = string("label").optional();
    var shape = Shape.of(path, label);
    var fake =
        Fake.of(
            object("one", shape).optional(),
            list("many", shape).optional(),
            map("named", shape).optional(),
            set("all", shape).optional());
    try (var terraform = Wire.to(fake)) {
      var before = disk("a", "x");
      var created =
          terraform.create(
              Fake.THING,
              Map.of(
                  "one", before,
                  "many", Value.list(before, before),
                  "named", Value.map(Map.of("k", before)),
                  "all", Value.set(before)));
      assertThat(created.problems()).isEmpty();

      var after = disk("b", "x");
      var planned =
          terraform.plan(
              Fake.THING,
              created,
              Map.of(
                  "one", after,
                  "many", Value.list(before, after),
                  "named", Value.map(Map.of("k", after)),
                  "all", Value.set(after)));
      assertThat(planned.replacing())
          .containsExactly("one.path", "many[1].path", "named[\"k\"].path", "all");

      var relabeled =
          terraform.plan(
              Fake.THING,
              created,
              Map.of(
                  "one", disk("a", "y"),
                  "many", Value.list(before, disk("a", "y")),
                  "named", Value.map(Map.of("k", before)),
                  "all", Value.set(before)));
      assertThat(relabeled.replacing()).isEmpty();
    }
  }

  private static Value disk(String path, String label) {
    return Value.object(Map.of("path", text(path), "label", text(label)));
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
    try (var terraform = Wire.to(Fake.of(size))) {
      var created = terraform.create(Fake.THING, Map.of("size", number(5)));

      assertThat(terraform.plan(Fake.THING, created, Map.of("size", number(6))).replacing())
          .isEmpty();
      assertThat(terraform.plan(Fake.THING, created, Map.of("size", number(4))).replacing())
          .containsExactly("size");
    }
  }

  @Test
  void nestedDefaultsAndComputedPartsFollowTheirElement() {
    var path = string("path").required();
    var mode = string("mode").optional().defaultsTo("RO");
    var device = string("device").computed().stable();
    var shape = Shape.of(path, mode, device);
    var disks = list("disks", shape).optional();
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
    try (var terraform = Wire.to(fake)) {
      var one = Value.object(config(shape, Map.of("path", text("a"))));
      var two = Value.object(config(shape, Map.of("path", text("b"), "mode", text("RW"))));
      var created =
          terraform.create(Fake.THING, Map.of("name", text("x"), "disks", Value.list(one, two)));

      assertThat(created.problems()).isEmpty();
      assertThat(created.value("disks").elements())
          .containsExactly(
              Value.object(Map.of("path", text("a"), "mode", text("RO"), "device", text("/dev/a"))),
              Value.object(
                  Map.of("path", text("b"), "mode", text("RW"), "device", text("/dev/b"))));

      var renamed =
          terraform.plan(
              Fake.THING, created, Map.of("name", text("y"), "disks", Value.list(one, two)));
      assertThat(renamed.value("disks")).isEqualTo(created.value("disks"));

      var longer =
          terraform.plan(
              Fake.THING, created, Map.of("name", text("x"), "disks", Value.list(one, two, one)));
      assertThat(longer.value("disks").elements().get(2).attribute("device"))
          .isEqualTo(Value.unknown());
    }
  }

  private static Map<String, Value> config(Shape<?> shape, Map<String, Value> given) {
    var object = new TreeMap<String, Value>();
    shape.attributes().forEach(each -> object.put(each.name(), Value.ofNull()));
    object.putAll(given);
    return object;
  }

  @Test
  void aDeletionIsPlannedAndMade() {
    var deleted = new AtomicReference<>("");
    var fake = thing().deleting((state, _) -> deleted.set(state.get(ID)));
    try (var terraform = Wire.to(fake)) {
      var created = terraform.create(Fake.THING, Map.of("name", text("a")));

      var planned = terraform.planDelete(Fake.THING, created);
      assertThat(planned.answer().isGone()).isTrue();
      assertThat(planned.answer().problems()).isEmpty();
      assertThat(deleted.get()).isEmpty();

      var gone = terraform.delete(Fake.THING, created);
      assertThat(gone.isGone()).isTrue();
      assertThat(gone.problems()).isEmpty();
      assertThat(deleted.get()).isEqualTo("1");
    }
  }

  @Test
  void aReadShowsDriftAndThatAnObjectIsGone() {
    var drifted = new AtomicReference<Optional<String>>(Optional.of("elsewhere"));
    var fake = thing().reading((state, _) -> drifted.get().map(name -> state.with(NAME, name)));
    try (var terraform = Wire.to(fake)) {
      var created = terraform.create(Fake.THING, Map.of("name", text("a")));

      var read = terraform.read(Fake.THING, created);
      assertThat(read.value("name")).isEqualTo(text("elsewhere"));
      assertThat(terraform.plan(Fake.THING, read, Map.of("name", text("a"))).value("name"))
          .isEqualTo(text("a"));

      drifted.set(Optional.empty());
      assertThat(terraform.read(Fake.THING, created).isGone()).isTrue();
    }
  }

  @Test
  void theUsersSpellingIsKept() {
    var wait = duration("wait").required();
    var image = string("image").required().sameIf(String::equalsIgnoreCase);
    var probe = object("probe", Shape.of(duration("period").required())).optional();
    var fake =
        Fake.of(wait, image, probe)
            .creating(
                (plan, _) -> plan.toState().with(wait, Duration.ofSeconds(60)).with(image, "HELLO"))
            .reading((state, _) -> Optional.of(state.with(wait, Duration.ofSeconds(60))));
    try (var terraform = Wire.to(fake)) {
      var config =
          Map.of(
              "wait", text("60s"),
              "image", text("hello"),
              "probe", Value.object(Map.of("period", text("90s"))));
      var created = terraform.create(Fake.THING, config);
      assertThat(created.problems()).isEmpty();
      assertThat(created.value("wait")).isEqualTo(text("60s"));
      assertThat(created.value("image")).isEqualTo(text("hello"));

      assertThat(terraform.read(Fake.THING, created).object()).isEqualTo(created.object());

      var respelled =
          Map.of(
              "wait", text("1m"),
              "image", text("Hello"),
              "probe", Value.object(Map.of("period", text("1m30s"))));
      assertThat(terraform.plan(Fake.THING, created, respelled).answer().object())
          .as("another spelling is no change")
          .isEqualTo(created.object());
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
    try (var terraform = Wire.to(fake)) {
      var created = terraform.create(Fake.THING, Map.of("name", text("a")));
      assertThat(created.privateData().isEmpty()).isFalse();

      var read = terraform.read(Fake.THING, terraform.read(Fake.THING, created));
      assertThat(read.privateData()).isEqualTo(created.privateData());

      assertThat(terraform.delete(Fake.THING, read).problems()).isEmpty();
      assertThat(seen.get()).isEqualTo("e1");
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
    try (var terraform = Wire.to(fake)) {
      assertThat(terraform.create(Fake.THING, Map.of("name", text("a"))).value("revision"))
          .isEqualTo(number(17));
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
    try (var terraform = Wire.to(fake)) {
      assertThat(terraform.create(Fake.THING, Map.of("name", text("a"))).problems()).isEmpty();
      assertThat(left.get()).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));

      var hours = Value.object(Map.of("create", text("2h")));
      assertThat(
              terraform.create(Fake.THING, Map.of("name", text("a"), "timeouts", hours)).problems())
          .isEmpty();
      assertThat(left.get()).isBetween(Duration.ofMinutes(119), Duration.ofMinutes(120));
    }
  }

  @Test
  void optionalObjectsThatAreLeftOutStayNull() {
    var loud = bool("loud").optional().defaultsTo(true);
    var fake = Fake.of(NAME, object("voice", Shape.of(loud)).optional());
    try (var terraform = Wire.to(fake)) {
      var created = terraform.create(Fake.THING, Map.of("name", text("a")));
      assertThat(created.value("voice")).isEqualTo(Value.ofNull());

      var silent = Value.object(Map.of("loud", Value.ofNull()));
      var planned = terraform.plan(Fake.THING, created, Map.of("name", text("a"), "voice", silent));
      assertThat(planned.value("voice").attribute("loud")).isEqualTo(Value.bool(true));
    }
  }
}
