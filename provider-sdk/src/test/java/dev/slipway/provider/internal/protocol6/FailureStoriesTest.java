package dev.slipway.provider.internal.protocol6;

import static dev.slipway.provider.schema.Attributes.int32;
import static dev.slipway.provider.schema.Attributes.list;
import static dev.slipway.provider.schema.Attributes.map;
import static dev.slipway.provider.schema.Attributes.set;
import static dev.slipway.provider.schema.Attributes.string;
import static dev.slipway.provider.schema.Kind.STRING;
import static dev.slipway.provider.value.Value.number;
import static dev.slipway.provider.value.Value.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.slipway.proto.tfplugin6.Diagnostic.Severity;
import dev.slipway.provider.diag.Failure;
import dev.slipway.provider.internal.protocol6.Fake.Making;
import dev.slipway.provider.internal.protocol6.Fake.Planning;
import dev.slipway.provider.internal.protocol6.Wire.Answer;
import dev.slipway.provider.internal.protocol6.Wire.Problem;
import dev.slipway.provider.plan.State;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.value.Refinements;
import dev.slipway.provider.value.Value;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  private static Fake thing() {
    return Fake.of(ID, NAME, SIZE, KEY, ARGS, TAGS, ENV)
        .creating((plan, _) -> plan.toState().with(ID, "1").with(KEY, "k"))
        .updating((plan, _) -> plan.toState().with(KEY, "k"));
  }

  private static final Map<String, Value> CONFIG =
      Map.of(
          "name", text("a"),
          "args", Value.list(text("x")),
          "tags", Value.set(text("t"), text("u")),
          "env", Value.map(Map.of("A", text("1"))));

  @Test
  void aFailedCreateLeavesWhatItHadReached() {
    var fake =
        thing()
            .creating((plan, context) -> {
              context.checkpoint(plan.toState().with(ID, "1").withPrivate("step", "started"));
              throw new Failure(NAME, "It did not start", "Try another name.");
            });
    try (var terraform = Wire.to(fake)) {
      var created = terraform.create(Fake.THING, CONFIG);

      assertThat(created.problems())
          .containsExactly(
              new Problem(Severity.ERROR, "It did not start", "Try another name.", "name"));
      assertThat(created.value("id")).isEqualTo(text("1"));
      assertThat(created.value("key")).as("nothing unknown is saved").isEqualTo(Value.ofNull());
      assertThat(created.privateData().isEmpty()).isFalse();
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
    try (var terraform = Wire.to(fake)) {
      var created = terraform.create(Fake.THING, CONFIG);

      assertThat(created.problems())
          .containsExactly(new Problem(Severity.ERROR, "Too small", "Grow it.", "size"));
      assertThat(created.value("id")).isEqualTo(text("1"));
    }
  }

  @Test
  void aCreateThatReachedNothingLeavesNothing() {
    var fake =
        thing()
            .creating((_, _) -> {
              throw new Failure("No room", "Delete something.");
            });
    try (var terraform = Wire.to(fake)) {
      assertThat(terraform.create(Fake.THING, CONFIG).isGone()).isTrue();
    }
  }

  @Test
  void aFailedDeleteKeepsTheObject() {
    var fake =
        thing()
            .deleting((_, _) -> {
              throw new Failure("Still in use", "Stop it first.");
            });
    try (var terraform = Wire.to(fake)) {
      var created = terraform.create(Fake.THING, CONFIG);

      var kept = terraform.delete(Fake.THING, created);

      assertThat(kept.problems()).extracting(Problem::summary).containsExactly("Still in use");
      assertThat(kept.object()).isEqualTo(created.object());
      assertThat(kept.privateData()).isEqualTo(created.privateData());
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
    var fake =
        thing()
            .validating((_, _) -> {
              throw raised(thrown);
            })
            .planning((_, _) -> {
              throw raised(thrown);
            })
            .creating((_, _) -> {
              throw raised(thrown);
            })
            .updating((_, _) -> {
              throw raised(thrown);
            })
            .reading((_, _) -> {
              throw raised(thrown);
            })
            .deleting((_, _) -> {
              throw raised(thrown);
            });
    try (var sound = Wire.to(thing());
        var terraform = Wire.to(fake)) {
      var planned = sound.plan(Fake.THING, Answer.NOTHING, CONFIG);
      var created = sound.create(Fake.THING, CONFIG);
      var changed = new HashMap<>(CONFIG);
      changed.put("name", text("b"));
      var update = sound.plan(Fake.THING, created, changed);

      assertThat(
              Stream.of(
                  terraform.validate(Fake.THING, CONFIG),
                  terraform.plan(Fake.THING, Answer.NOTHING, CONFIG).answer().problems(),
                  terraform.apply(Fake.THING, Answer.NOTHING, planned, CONFIG).problems(),
                  terraform.apply(Fake.THING, created, update, changed).problems(),
                  terraform.read(Fake.THING, created).problems(),
                  terraform.delete(Fake.THING, created).problems()))
          .allSatisfy(problems ->
              assertThat(problems)
                  .singleElement()
                  .satisfies(problem -> {
                    assertThat(problem.summary()).isEqualTo("Bug in the provider");
                    assertThat(problem.detail()).contains("fake_thing", named);
                  }));
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
        plan("P1", "name", (change, _) -> change.plan().with(NAME, "other")),
        plan("P1", "name", (change, _) -> change.plan().withUnknown(NAME)),
        plan("P3", "size", (change, _) -> change.plan().with(SIZE, 1)),
        plan("P3", "size", (change, _) -> change.plan().withUnknown(SIZE)),
        plan("P1", "args", (change, _) -> change.plan().with(ARGS, List.of())),
        plan("P1", "tags", (change, _) -> change.plan().withNull(TAGS)));
  }

  private static Arguments plan(String rule, String path, Planning planning) {
    return Arguments.of(rule, path, planning);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("wrongPlans")
  void aPlanThatTerraformWouldRefuseNamesTheRule(String rule, String path, Planning planning) {
    try (var terraform = Wire.to(thing().planning(planning))) {
      var planned = terraform.plan(Fake.THING, Answer.NOTHING, CONFIG);

      assertBug(planned.answer().problems(), rule, path);
    }
  }

  static Stream<Arguments> wrongResults() {
    return Stream.of(
        result("A1", "name", (plan, _) -> plan.toState().with(NAME, "b").with(ID, "1")),
        result("A3", "id", (plan, _) -> plan.toState()),
        result("A4", "size", (plan, _) -> plan.toState().with(ID, "1").with(SIZE, 1)),
        result("A4", "name", (plan, _) -> plan.toState().with(ID, "1").withNull(NAME)),
        result("A5", "args", (plan, _) -> plan.toState().with(ID, "1").with(ARGS, List.of())),
        result("A5", "env", (plan, _) -> plan.toState().with(ID, "1").with(ENV, Map.of("B", "1"))),
        result(
            "A6",
            "tags",
            (plan, _) -> plan.toState().with(ID, "1").with(TAGS, Set.of("t", "u", "v"))),
        result("A6", "tags", (plan, _) -> plan.toState().with(ID, "1").with(TAGS, Set.of("t"))));
  }

  private static Arguments result(String rule, String path, Making making) {
    return Arguments.of(
        rule, path, (Making) (plan, context) -> making.make(plan, context).with(KEY, "k"));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("wrongResults")
  void aResultThatTerraformWouldRefuseNamesTheRuleAndIsSaved(
      String rule, String path, Making making) {
    try (var terraform = Wire.to(thing().creating(making))) {
      var created = terraform.create(Fake.THING, CONFIG);

      assertBug(created.problems(), rule, path);
      assertThat(created.isGone()).as("what was created is not forgotten").isFalse();
    }
  }

  @Test
  void aPromiseOfThePlanBindsTheResult() {
    var fake =
        thing()
            .planning((change, _) ->
                change.plan().withUnknown(KEY, Refinements.NONE.withPrefix("key-").withNotNull()))
            .creating((plan, _) -> plan.toState().with(ID, "1").with(KEY, "secret"));
    try (var terraform = Wire.to(fake)) {
      var problems = terraform.create(Fake.THING, CONFIG).problems();

      assertBug(problems, "A2", "key");
      assertThat(problems.getFirst().detail()).doesNotContain("secret");
    }
  }

  @Test
  void nullIsNoAnswer() {
    var fake = thing().creating((_, _) -> nothing());
    try (var terraform = Wire.to(fake)) {
      assertThat(terraform.create(Fake.THING, CONFIG).problems())
          .singleElement()
          .satisfies(problem ->
              assertThat(problem.detail()).contains("null was returned instead of a state"));
    }
  }

  @Test
  void aReadMayLeaveNothingUnknown() {
    var fake =
        thing()
            .reading((state, _) ->
                Optional.of(
                    new State(state.fields().withRaw(NAME, Value.unknown()), state.privateData())));
    try (var terraform = Wire.to(fake)) {
      var created = terraform.create(Fake.THING, CONFIG);

      assertThat(terraform.read(Fake.THING, created).problems())
          .singleElement()
          .satisfies(problem -> {
            assertThat(problem.path()).isEqualTo("name");
            assertThat(problem.detail()).startsWith("fake_thing: read left name unknown.");
          });
    }
  }

  @Test
  void withoutConfigurationThereIsNoClient() {
    var fake =
        thing()
            .reading((state, context) ->
                context.client().isEmpty() ? Optional.empty() : Optional.of(state));
    try (var terraform = Wire.to(fake.provider())) {
      var current =
          new Answer(
              terraform.object(
                  Fake.THING, Map.of("id", text("1"), "name", text("a"), "size", number(1))),
              ByteString.EMPTY,
              List.of());

      assertThat(terraform.read(Fake.THING, current).problems())
          .extracting(Problem::summary)
          .containsExactly("The provider is not configured");
    }
  }

  private static void assertBug(List<Problem> problems, String rule, String path) {
    assertThat(problems)
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.summary()).isEqualTo("Bug in the provider");
          assertThat(problem.detail()).contains("fake_thing", path, "(rule %s)".formatted(rule));
          assertThat(problem.path()).isEqualTo(path);
        });
  }
}
