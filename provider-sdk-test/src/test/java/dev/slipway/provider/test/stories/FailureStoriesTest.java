package dev.slipway.provider.test.stories;

import static dev.slipway.provider.schema.Attributes.int32;
import static dev.slipway.provider.schema.Attributes.list;
import static dev.slipway.provider.schema.Attributes.map;
import static dev.slipway.provider.schema.Attributes.set;
import static dev.slipway.provider.schema.Attributes.string;
import static dev.slipway.provider.schema.Kind.STRING;
import static dev.slipway.provider.test.Configurations.with;
import static dev.slipway.provider.test.Failed.failing;
import static dev.slipway.provider.test.stories.Fake.THING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.provider.diag.Diagnostic;
import dev.slipway.provider.diag.Failure;
import dev.slipway.provider.plan.Plan;
import dev.slipway.provider.plan.PrivateData;
import dev.slipway.provider.plan.State;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.test.Configuration;
import dev.slipway.provider.test.Failed;
import dev.slipway.provider.test.Instance;
import dev.slipway.provider.test.TestedProvider;
import dev.slipway.provider.test.TestedResource;
import dev.slipway.provider.test.stories.Fake.Making;
import dev.slipway.provider.test.stories.Fake.Planning;
import dev.slipway.provider.value.Path;
import dev.slipway.provider.value.Refinements;
import dev.slipway.provider.value.Value;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Conformance case 21, and every way in which an author's mistake is told rather than suffered. */
class FailureStoriesTest {

  private static final Attribute<String> ID = string("id").computed().stable();
  private static final Attribute<String> NAME = string("name").required();
  private static final Attribute<Integer> SIZE = int32("size").optional();
  private static final Attribute<String> KEY = string("key").computed().sensitive();
  private static final Attribute<List<String>> ARGS = list("args", STRING).optional();
  private static final Attribute<Set<String>> TAGS = set("tags", STRING).optional();
  private static final Attribute<Map<String, String>> ENV = map("env", STRING).optional();

  private static final Configuration CONFIG =
      with(NAME, "a")
          .with(ARGS, List.of("x"))
          .with(TAGS, Set.of("t", "u"))
          .with(ENV, Map.of("A", "1"));

  private static Fake thing() {
    return Fake.of(ID, NAME, SIZE, KEY, ARGS, TAGS, ENV)
        .creating((plan, _) -> plan.toState().with(ID, "1").with(KEY, "k"))
        .updating((plan, _) -> plan.toState().with(KEY, "k"));
  }

  @Test
  void aFailedCreateLeavesWhatItHadReached() {
    var fake =
        thing()
            .creating((plan, context) -> {
              context.checkpoint(plan.toState().with(ID, "1").withPrivate("step", "started"));
              throw new Failure(NAME, "It did not start", "Try another name.");
            });
    try (var provider = fake.tested()) {
      var failed = failing(() -> provider.resource(THING).create(CONFIG));

      assertThat(failed.diagnosis().all())
          .containsExactly(Diagnostic.error(NAME.path(), "It did not start", "Try another name."));
      assertThat(failed)
          .left()
          .isTainted()
          .has(ID, "1")
          .remembers("step", "started")
          .as("nothing unknown is saved")
          .hasNull(KEY);
    }
  }

  @Test
  void aCreateMayAlsoReturnWhatThereIsAndReportErrors() {
    var fake =
        thing()
            .creating((plan, context) -> {
              context.error(SIZE, "Too small", "Grow it.");
              return plan.toState().with(ID, "1");
            });
    try (var provider = fake.tested()) {
      var failed = failing(() -> provider.resource(THING).create(CONFIG));

      assertThat(failed.diagnosis().all())
          .containsExactly(Diagnostic.error(SIZE.path(), "Too small", "Grow it."));
      assertThat(failed).left().has(ID, "1");
    }
  }

  @Test
  void aCreateThatReachedNothingLeavesNothing() {
    var fake =
        thing()
            .creating((_, _) -> {
              throw new Failure("No room", "Delete something.");
            });
    try (var provider = fake.tested()) {
      assertThat(failing(() -> provider.resource(THING).create(CONFIG)))
          .hasOnlyError("No room")
          .leavesNothing();
    }
  }

  @Test
  void aTaintedObjectIsReplaced() {
    try (var provider = thing().tested()) {
      var things = provider.resource(THING);
      var broken =
          thing()
              .creating((plan, context) -> {
                context.checkpoint(plan.toState().with(ID, "half"));
                throw new Failure("It did not start", "Look at its log.");
              });
      Instance half;
      try (var unlucky = broken.tested()) {
        half = failing(() -> unlucky.resource(THING).create(CONFIG)).left().orElseThrow();
      }

      assertThat(things.plan(half, CONFIG)).replaces().leavesOpen(ID);
      var whole = things.change(half, CONFIG);
      assertThat(whole).has(ID, "1");
      assertThat(whole.isTainted()).isFalse();
    }
  }

  @Test
  void aFailedUpdateLeavesTheObjectAsItWas() {
    var fake =
        thing()
            .updating((_, _) -> {
              throw new Failure("Busy", "Wait a little.");
            });
    try (var provider = fake.tested()) {
      var things = provider.resource(THING);
      var created = things.create(CONFIG);

      assertThat(failing(() -> things.change(created, CONFIG.with(NAME, "b"))))
          .hasOnlyError("Busy")
          .left()
          .looksLike(created);
    }
  }

  @Test
  void aFailedDeleteKeepsTheObject() {
    var fake =
        thing()
            .deleting((_, _) -> {
              throw new Failure("Still in use", "Stop it first.");
            });
    try (var provider = fake.tested()) {
      var things = provider.resource(THING);
      var created = things.create(CONFIG);

      var failed = failing(() -> things.destroy(created));

      assertThat(failed).hasOnlyError("Still in use").left().looksLike(created);
      assertThat(failed.left())
          .get()
          .extracting(Instance::privateData)
          .isEqualTo(created.privateData());
    }
  }

  static Stream<Arguments> throwables() {
    return Stream.of(
        Arguments.of(new IOException("connection reset"), "java.io.IOException: connection reset"),
        Arguments.of(new IllegalStateException("oops"), "java.lang.IllegalStateException: oops"),
        Arguments.of(new StackOverflowError(), "java.lang.StackOverflowError: null"),
        Arguments.of(new AssertionError("never"), "java.lang.AssertionError: never"));
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void whateverIsThrownBecomesADiagnosticInEveryCall(Throwable thrown, String named) {
    Making making =
        (_, _) -> {
          throw raised(thrown);
        };
    assertTold(
        "validate",
        named,
        thing()
            .validating((_, _) -> {
              throw raised(thrown);
            }),
        (things, _) -> things.plan(CONFIG));
    assertTold(
        "plan",
        named,
        thing()
            .planning((_, _) -> {
              throw raised(thrown);
            }),
        (things, _) -> things.plan(CONFIG));
    assertTold("create", named, thing().creating(making), (things, _) -> things.create(CONFIG));
    assertTold(
        "update",
        named,
        thing().updating(making),
        (things, created) -> things.change(created, CONFIG.with(NAME, "b")));
    assertTold(
        "read",
        named,
        thing()
            .reading((_, _) -> {
              throw raised(thrown);
            }),
        TestedResource::refresh);
    assertTold(
        "delete",
        named,
        thing()
            .deleting((_, _) -> {
              throw raised(thrown);
            }),
        TestedResource::destroy);
  }

  /** The call gets an object that a sound provider has made. */
  private static void assertTold(
      String verb, String named, Fake broken, BiConsumer<TestedResource, Instance> call) {
    try (var sound = thing().tested();
        var provider = broken.tested()) {
      var created = sound.resource(THING).create(CONFIG);

      assertThat(failing(() -> call.accept(provider.resource(THING), created)))
          .hasOnlyError("Bug in the provider")
          .saying("fake_thing: %s ended by %s".formatted(verb, named));
    }
  }

  private static Exception raised(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return (Exception) thrown;
  }

  @SuppressWarnings("NullAway") // What the annotations forbid, others may do.
  private static State nothing() {
    return null;
  }

  static Stream<Arguments> wrongPlans() {
    return Stream.of(
        plan("P1", NAME, (change, _) -> change.plan().with(NAME, "other")),
        plan("P1", NAME, (change, _) -> change.plan().withUnknown(NAME)),
        plan("P3", SIZE, (change, _) -> change.plan().with(SIZE, 1)),
        plan("P3", SIZE, (change, _) -> change.plan().withUnknown(SIZE)),
        plan("P1", ARGS, (change, _) -> change.plan().with(ARGS, List.of())),
        plan("P1", TAGS, (change, _) -> change.plan().withNull(TAGS)));
  }

  private static Arguments plan(String rule, Attribute<?> at, Planning planning) {
    return Arguments.of(rule, at, planning);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("wrongPlans")
  void aPlanThatTerraformWouldRefuseNamesTheRule(String rule, Attribute<?> at, Planning planning) {
    try (var provider = thing().planning(planning).tested()) {
      assertBug(failing(() -> provider.resource(THING).plan(CONFIG)), rule, at.path());
    }
  }

  @Test
  void aPlanThatWantsANewObjectForTheSakeOfNothingNamesTheRule() {
    var fake =
        thing()
            .planning((change, _) ->
                change.plan().requireReplace(NAME).requireReplace(Path.of("zone", "name")));
    try (var provider = fake.tested()) {
      var things = provider.resource(THING);
      var created = things.create(CONFIG);

      assertBug(
          failing(() -> things.plan(created, CONFIG.with(NAME, "b"))),
          "P10",
          Path.of("zone", "name"));
    }
  }

  static Stream<Arguments> wrongResults() {
    return Stream.of(
        result("A1", NAME, (plan, _) -> plan.toState().with(NAME, "b").with(ID, "1")),
        result("A3", ID, (plan, _) -> plan.toState()),
        result("A4", SIZE, (plan, _) -> plan.toState().with(ID, "1").with(SIZE, 1)),
        result("A4", NAME, (plan, _) -> plan.toState().with(ID, "1").withNull(NAME)),
        result("A5", ARGS, (plan, _) -> plan.toState().with(ID, "1").with(ARGS, List.of())),
        result("A5", ENV, (plan, _) -> plan.toState().with(ID, "1").with(ENV, Map.of("B", "1"))),
        result(
            "A6",
            TAGS,
            (plan, _) -> plan.toState().with(ID, "1").with(TAGS, Set.of("t", "u", "v"))),
        result("A6", TAGS, (plan, _) -> plan.toState().with(ID, "1").with(TAGS, Set.of("t"))));
  }

  private static Arguments result(String rule, Attribute<?> at, Making making) {
    return Arguments.of(
        rule, at, (Making) (plan, context) -> making.make(plan, context).with(KEY, "k"));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("wrongResults")
  void aResultThatTerraformWouldRefuseNamesTheRuleAndIsSaved(
      String rule, Attribute<?> at, Making making) {
    try (var provider = thing().creating(making).tested()) {
      var failed = failing(() -> provider.resource(THING).create(CONFIG));

      assertBug(failed, rule, at.path());
      assertThat(failed).left().as("what was created is not forgotten").exists();
    }
  }

  @Test
  void aPromiseOfThePlanBindsTheResult() {
    var fake =
        thing()
            .planning((change, _) ->
                change.plan().withUnknown(KEY, Refinements.NONE.withPrefix("key-").withNotNull()))
            .creating((plan, _) -> plan.toState().with(ID, "1").with(KEY, "secret"));
    try (var provider = fake.tested()) {
      var failed = failing(() -> provider.resource(THING).create(CONFIG));

      assertBug(failed, "A2", KEY.path());
      assertThat(failed).hasError("Bug in the provider").notSaying("secret");
    }
  }

  @Test
  void nullIsNoAnswer() {
    var fake =
        thing()
            .creating((plan, context) -> {
              context.checkpoint(plan.toState().with(ID, "1"));
              return nothing();
            });
    try (var provider = fake.tested()) {
      assertThat(failing(() -> provider.resource(THING).create(CONFIG)))
          .hasOnlyError("Bug in the provider")
          .saying(
              "fake_thing: create gave an object in a way that Terraform refuses (rule A8)",
              "null was returned instead of a state")
          .left()
          .has(ID, "1");
    }
  }

  @Test
  void aStateOfAnotherSchemaIsNoAnswerEither() {
    var other = new State(Shape.of(string("other").required()).blank(), PrivateData.NONE);
    var fake =
        thing()
            .creating((plan, context) -> {
              context.checkpoint(plan.toState().with(ID, "1"));
              return other;
            })
            .reading((_, _) -> Optional.of(other));
    try (var provider = fake.tested()) {
      var things = provider.resource(THING);

      var failed = failing(() -> things.create(CONFIG));
      assertThat(failed)
          .hasOnlyError("Bug in the provider")
          .saying("(rule A10)", "the state is of another schema")
          .left()
          .has(ID, "1");
      assertThat(failing(() -> things.refresh(failed.left().orElseThrow())))
          .hasOnlyError("Bug in the provider")
          .saying("a state of another schema was returned");
    }
  }

  @Test
  void aPlanOfAnotherSchemaIsNoAnswerEither() {
    var other = Shape.of(string("other").required()).blank();
    var fake =
        thing().planning((change, _) -> new Plan(other, change.plan().config(), PrivateData.NONE));
    try (var provider = fake.tested()) {
      assertThat(failing(() -> provider.resource(THING).plan(CONFIG)))
          .hasOnlyError("Bug in the provider")
          .saying("a plan of another schema was returned");
    }
  }

  @Test
  void aReadMayLeaveNothingUnknown() {
    var fake =
        thing()
            .reading((state, _) ->
                Optional.of(
                    new State(state.fields().withRaw(NAME, Value.unknown()), state.privateData())));
    try (var provider = fake.tested()) {
      var things = provider.resource(THING);
      var created = things.create(CONFIG);

      assertThat(failing(() -> things.refresh(created)))
          .hasOnlyError("Bug in the provider")
          .at(NAME)
          .saying("fake_thing: read left name unknown.");
    }
  }

  @Test
  void withoutConfigurationThereIsNoClient() {
    var fake =
        thing()
            .reading((state, context) ->
                context.client().isEmpty() ? Optional.empty() : Optional.of(state));
    try (var provider = TestedProvider.of(fake.provider())) {
      var things = provider.resource(THING);
      var current = things.stored(with(ID, "1").with(NAME, "a").with(SIZE, 1));

      assertThat(failing(() -> things.refresh(current)))
          .hasOnlyError("The provider is not configured");
    }
  }

  private static void assertBug(Failed failed, String rule, Path at) {
    assertThat(failed)
        .hasOnlyError("Bug in the provider")
        .at(at)
        .saying("fake_thing", at.toString(), "(rule %s)".formatted(rule));
  }
}
