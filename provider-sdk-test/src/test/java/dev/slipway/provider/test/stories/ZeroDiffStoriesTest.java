package dev.slipway.provider.test.stories;

import static dev.slipway.provider.schema.Attributes.bool;
import static dev.slipway.provider.schema.Attributes.duration;
import static dev.slipway.provider.schema.Attributes.dynamic;
import static dev.slipway.provider.schema.Attributes.int32;
import static dev.slipway.provider.schema.Attributes.list;
import static dev.slipway.provider.schema.Attributes.map;
import static dev.slipway.provider.schema.Attributes.object;
import static dev.slipway.provider.schema.Attributes.set;
import static dev.slipway.provider.schema.Attributes.string;
import static dev.slipway.provider.schema.Blocks.block;
import static dev.slipway.provider.schema.Blocks.blockList;
import static dev.slipway.provider.schema.Blocks.blockMap;
import static dev.slipway.provider.schema.Checks.atLeast;
import static dev.slipway.provider.schema.Checks.between;
import static dev.slipway.provider.schema.Checks.each;
import static dev.slipway.provider.schema.Checks.length;
import static dev.slipway.provider.schema.Checks.matches;
import static dev.slipway.provider.schema.Checks.oneOf;
import static dev.slipway.provider.schema.Checks.size;
import static dev.slipway.provider.schema.Kind.STRING;
import static dev.slipway.provider.schema.Rules.exactlyOneOf;
import static dev.slipway.provider.schema.Rules.requires;
import static dev.slipway.provider.test.stories.Fake.THING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.provider.Identity;
import dev.slipway.provider.plan.State;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Nested;
import dev.slipway.provider.schema.Schema;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.schema.Timeouts;
import dev.slipway.provider.test.TestedProvider;
import dev.slipway.provider.test.zerodiff.ZeroDiff;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;

/** What tests a schema writes by itself, and what they find. */
class ZeroDiffStoriesTest {

  private static final Attribute<String> ID = string("id").computed().stable();
  private static final Attribute<String> NAME = string("name").required().check(length(1, 9));
  private static final Attribute<Integer> SIZE =
      int32("size").optional().defaultsTo(3).check(between(1, 9));
  private static final Attribute<String> IMAGE = string("image").optional();
  private static final Attribute<Integer> VERSION = int32("version").optional();

  private final Map<String, State> kept = new ConcurrentHashMap<>();
  private final AtomicInteger ids = new AtomicInteger();

  /** A service that remembers whatever it is told. */
  private Fake service(Schema schema) {
    return Fake.of(schema)
        .importing((id, blank) -> blank.with(ID, id))
        .creating((plan, _) -> save(plan.toState().with(ID, "id-" + ids.incrementAndGet())))
        .updating((plan, _) -> save(plan.toState()))
        .reading((state, _) -> Optional.ofNullable(kept.get(state.get(ID))))
        .deleting((state, _) -> kept.remove(state.get(ID)));
  }

  private Fake service(Attribute<?>... attributes) {
    return service(Schema.of("A thing.", attributes));
  }

  private State save(State state) {
    kept.put(state.get(ID), state);
    return state;
  }

  private static ZeroDiff zeroDiff(TestedProvider provider) {
    return ZeroDiff.of(provider.resource(THING));
  }

  private static void run(ZeroDiff tests) {
    tests
        .tests()
        .forEach(test ->
            assertThatCode(test.getExecutable()::execute)
                .as(test.getDisplayName())
                .doesNotThrowAnyException());
  }

  private static Stream<String> names(ZeroDiff tests) {
    return tests
        .tests()
        .map(DynamicNode::getDisplayName)
        .map(name -> name.replace(THING + " ", ""));
  }

  @Test
  void eachAttributeIsConfiguredAloneAndAllTogether() {
    var wait = duration("wait").optional().check(atLeast(Duration.ofMinutes(3)));
    var loud = bool("loud").optional().defaultsTo(false);
    var mode = string("mode").optional().check(oneOf("fast", "safe"));
    try (var provider = service(ID, NAME, SIZE, wait, loud, mode).tested()) {
      var tests = zeroDiff(provider);

      assertThat(names(tests))
          .containsExactly(
              "as plain as can be",
              "with another name",
              "with size",
              "with another size",
              "with size as by default",
              "with wait",
              "with another wait",
              "with loud",
              "with loud as by default",
              "with mode",
              "with another mode",
              "with everything",
              "with everything, spelled otherwise");
      run(tests);
      assertThat(kept).as("nothing is left behind").isEmpty();
    }
  }

  @Test
  void nestedObjectsAreConfiguredPartByPart() {
    var path = string("path").required();
    var mode = string("mode").optional();
    var shape = Shape.of(path, mode, bool("fast").optional());
    Attribute<Nested> disk = object("disk", shape).optional();
    Attribute<List<Nested>> disks = list("disks", shape).optional().check(size(2, 3));
    try (var provider = service(ID, disk, disks, map("all", shape).optional()).tested()) {
      var tests = zeroDiff(provider);

      assertThat(names(tests))
          .contains(
              "with disk",
              "with another disk.path",
              "with disk.mode",
              "with disk.everything",
              "with disks[].mode",
              "with more disks",
              "with another all[].path",
              "with everything");
      run(tests);
    }
  }

  @Test
  void blocksAndDynamicValuesAreConfiguredToo() {
    var port = int32("port").required();
    var tls = block("tls", string("host").optional());
    var network = block("network", port).required();
    var listeners = blockList("listener", port, tls).atLeast(2).atMost(3);
    var routes = blockMap("route", port);
    try (var provider =
        service(ID, network, listeners, routes, dynamic("any").optional()).tested()) {
      var tests = zeroDiff(provider);

      assertThat(names(tests)).contains("with listener[].tls.host", "with more route", "with any");
      run(tests);
    }
  }

  @Test
  void everyAlternativeThatTheRulesLeaveIsTaken() {
    var cpu = int32("cpu").optional();
    var gpu = int32("gpu").optional();
    var model = string("model").optional();
    var schema =
        Schema.of("A thing.", ID, cpu, gpu, model)
            .rules(exactlyOneOf(cpu, gpu), requires(model, gpu));
    try (var provider = service(schema).tested()) {
      var tests = zeroDiff(provider);

      assertThat(names(tests))
          .containsExactly(
              "as plain as can be",
              "with another cpu",
              "with gpu",
              "with another gpu",
              "with model",
              "with another model");
      run(tests);
    }
  }

  @Test
  void secretsAndTimeoutsAreNoDifference() {
    var key = string("key").optional().writeOnly();
    var schema =
        Schema.of("A thing.", ID, NAME, key).timeouts(Timeouts.create(Duration.ofMinutes(10)));
    var fake =
        service(schema)
            .reading((state, _) ->
                Optional.ofNullable(kept.get(state.get(ID)))
                    .map(known -> state.with(NAME, known.get(NAME))));
    try (var provider = fake.tested()) {
      run(zeroDiff(provider));
    }
  }

  @Test
  void anImportIsByIdentityAndByWhateverElseIsSaid() {
    var read = new AtomicInteger();
    var name = string("name").required().requiresReplace();
    var fake =
        service(ID, name)
            .identifiedBy(Identity.of(name))
            .importing((id, blank) -> {
              read.incrementAndGet();
              return blank.with(ID, id.replace("things/", ""));
            })
            .reading((state, _) ->
                kept.values().stream()
                    .filter(each ->
                        state.isNull(ID)
                            ? each.get(name).equals(state.get(name))
                            : each.get(ID).equals(state.get(ID)))
                    .findFirst());
    try (var provider = fake.tested()) {
      run(zeroDiff(provider).importedBy(object -> "things/" + object.get(ID)));
    }
    assertThat(read).hasPositiveValue();
  }

  @Test
  void whatOnlyTheConfigurationKnowsIsExcepted() {
    var fake =
        service(ID, NAME, VERSION)
            .reading((state, _) ->
                Optional.ofNullable(kept.get(state.get(ID)))
                    .map(known -> known.with(VERSION, state.find(VERSION))));
    try (var provider = fake.tested()) {
      assertFinds(zeroDiff(provider), "with version", "after an import by id", "version");
      run(zeroDiff(provider).clientOnly(VERSION, "it stands for a secret"));
      run(zeroDiff(provider).notImported("nobody has asked for it"));
      run(zeroDiff(provider).without(VERSION, "it stands for a secret"));
    }
  }

  @Test
  void aReadThatForgetsIsFound() {
    assertFinds(
        seeing(state -> state.withNull(IMAGE)),
        "with image",
        "after the create and a read",
        "image: null -> ");
  }

  @Test
  void aSpellingThatTheServiceDoesNotKeepIsFound() {
    var shouting =
        seeing(state ->
            state.with(IMAGE, state.find(IMAGE).map(image -> image.toUpperCase(Locale.ROOT))));
    assertFinds(
        shouting, "with image", "after the create and a read", "image: \"IMAGE\" -> \"image\"");
  }

  @Test
  void aPlanThatNeverEndsIsFound() {
    var restless =
        service(ID, NAME, IMAGE, int32("seen").computed())
            .planning((change, _) -> change.plan().withUnknown(int32("seen").computed()))
            .creating((plan, _) ->
                save(
                    plan.toState()
                        .with(ID, "1")
                        .with(int32("seen").computed(), ids.incrementAndGet())));
    assertFinds(restless, "as plain as can be", "after the create", "seen: 1 -> ");
  }

  @Test
  void anUpdateThatDoesNotTakeBackIsFound() {
    var sticky =
        service(ID, NAME, IMAGE)
            .updating((plan, _) -> {
              if (!plan.isNull(IMAGE)) {
                save(plan.toState());
              }
              return plan.toState();
            });
    assertFinds(
        sticky, "with image", "after the update back and a read", "image: \"image\" -> null");
  }

  private Fake seeing(UnaryOperator<State> sight) {
    return service(ID, NAME, IMAGE)
        .reading((state, _) -> Optional.ofNullable(kept.get(state.get(ID))).map(sight));
  }

  private static void assertFinds(Fake fake, String configured, String step, String difference) {
    try (var provider = fake.tested()) {
      assertFinds(zeroDiff(provider), configured, step, difference);
    }
  }

  private static void assertFinds(
      ZeroDiff tests, String configured, String step, String difference) {
    var test =
        tests
            .tests()
            .filter(each -> each.getDisplayName().equals(THING + " " + configured))
            .findFirst()
            .orElseThrow();
    assertThatThrownBy(test.getExecutable()::execute)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("%s %s:".formatted(THING, configured))
        .hasMessageContaining(step)
        .hasMessageContaining(difference);
  }

  @Test
  void missingSamplesAreAskedForAllAtOnce() {
    var zone = string("zone").required().check(matches("zone-[xyz]", "a zone"));
    var part = string("part").optional().check(matches("p[0-9]{5}", "a part number"));
    var box = object("box", part).optional();
    try (var provider = service(ID, zone, box).tested()) {
      assertThatThrownBy(() -> zeroDiff(provider).tests())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("zone needs a sample; zone must be a zone")
          .hasMessageContaining("box.part needs a sample; part must be a part number")
          .hasMessageContaining(".sample(ATTRIBUTE, value)");

      run(zeroDiff(provider).sample(zone, "zone-x", "zone-y").sample(part, "p12345"));
      run(zeroDiff(provider).sample(zone, "zone-x").without(part, "parts are sold out"));
    }
  }

  @Test
  void aConfigurationThatTheAuthorRefusesAsksForSamples() {
    var fake =
        service(ID, NAME)
            .validating((config, diagnostics) -> {
              if (!config.get(NAME).startsWith("n-")) {
                diagnostics.error(NAME, "Not a name", "Begin with n-.");
              }
            });
    try (var provider = fake.tested()) {
      assertFinds(
          zeroDiff(provider), "as plain as can be", "Give samples that fit", "Error at name");
      run(zeroDiff(provider).sample(NAME, "n-1", "n-2"));
    }
  }

  @Test
  void aSpellingMayBeGiven() {
    var image = string("image").required().sameIf(String::equalsIgnoreCase);
    try (var provider = service(ID, image).tested()) {
      var tests = zeroDiff(provider).spelled(image, "nginx", "NGINX");

      assertThat(names(tests))
          .containsExactly("as plain as can be", "as plain as can be, spelled otherwise");
      run(tests);
    }
  }

  @Test
  void checksOfElementsAreMetByTheirOwnWords() {
    var tags = set("tags", STRING).optional();
    var modes = list("modes", STRING).optional().check(each(oneOf("read", "write")));
    var labels = map("labels", STRING).optional();
    try (var provider = service(ID, tags, modes, labels).tested()) {
      assertThat(names(zeroDiff(provider))).contains("with modes", "with another modes");
      run(zeroDiff(provider));
    }
  }
}
