package dev.slipway.provider.test.stories;

import static dev.slipway.provider.schema.Attributes.duration;
import static dev.slipway.provider.schema.Attributes.int32;
import static dev.slipway.provider.schema.Attributes.list;
import static dev.slipway.provider.schema.Attributes.map;
import static dev.slipway.provider.schema.Attributes.object;
import static dev.slipway.provider.schema.Attributes.set;
import static dev.slipway.provider.schema.Attributes.string;
import static dev.slipway.provider.schema.Checks.between;
import static dev.slipway.provider.schema.Checks.each;
import static dev.slipway.provider.schema.Checks.eachKey;
import static dev.slipway.provider.schema.Checks.eachValue;
import static dev.slipway.provider.schema.Checks.every;
import static dev.slipway.provider.schema.Checks.length;
import static dev.slipway.provider.schema.Checks.matches;
import static dev.slipway.provider.schema.Checks.oneOf;
import static dev.slipway.provider.schema.Checks.size;
import static dev.slipway.provider.schema.Kind.STRING;
import static dev.slipway.provider.schema.Rules.atLeastOneOf;
import static dev.slipway.provider.schema.Rules.conflicting;
import static dev.slipway.provider.schema.Rules.exactlyOneOf;
import static dev.slipway.provider.schema.Rules.requires;
import static dev.slipway.provider.test.Configurations.nothing;
import static dev.slipway.provider.test.Configurations.with;
import static dev.slipway.provider.test.Configurations.withRaw;
import static dev.slipway.provider.test.Configurations.withUnknown;
import static dev.slipway.provider.test.stories.Fake.THING;
import static dev.slipway.provider.value.Value.number;
import static dev.slipway.provider.value.Value.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.provider.diag.Diagnostic;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Reading;
import dev.slipway.provider.schema.Rule;
import dev.slipway.provider.schema.Schema;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.test.Configuration;
import dev.slipway.provider.value.Path;
import dev.slipway.provider.value.Value;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Conformance case 15: what is wrong with a configuration, and where. */
class ValidationStoriesTest {

  private static final Attribute<Integer> SIZE = int32("size").optional().check(between(1, 9));
  private static final Attribute<String> NAME =
      string("name").optional().check(length(1, 3)).check(matches("[a-z]*", "lower-case letters"));
  private static final Shape<?> DISK = Shape.of(string("path").required().check(length(1, 4)));

  static Stream<Arguments> refusals() {
    return Stream.of(
        refusal("too large", SIZE, number(10), "size", "size must be between 1 and 9; it is 10."),
        refusal(
            "not whole",
            int32("size").optional(),
            number(1.5),
            "size",
            "size must be a whole number from -2147483648 to 2147483647; it is 1.5."),
        refusal(
            "too long",
            NAME,
            text("abcd"),
            "name",
            "name must be 1 to 3 characters long; it is \"abcd\"."),
        refusal(
            "two checks", NAME, text("A"), "name", "name must be lower-case letters; it is \"A\"."),
        refusal(
            "none of the choices",
            string("mode").optional().check(oneOf("fast", "safe")),
            text("slow"),
            "mode",
            "mode must be one of \"fast\", \"safe\"; it is \"slow\"."),
        refusal(
            "no length of time",
            duration("wait").optional(),
            text("soon"),
            "wait",
            "wait must be a length of time such as 90s, 10m or 1h30m; it is \"soon\"."),
        refusal(
            "an element of a list",
            list("command", STRING).optional().check(each(length(1, 2))),
            Value.list(text("ok"), text("bad")),
            "command[1]",
            "command[1] must be 1 to 2 characters long; it is \"bad\"."),
        refusal(
            "an element of a set, which has no name",
            set("tags", STRING).optional().check(every(length(1, 2))),
            Value.set(text("ok"), text("bad")),
            "tags",
            "tags must be 1 to 2 characters long; it has 2."),
        refusal(
            "a value of a map",
            map("env", STRING).optional().check(eachValue(length(0, 2))),
            Value.map(Map.of("A", text("bad"))),
            "env[\"A\"]",
            "env[\"A\"] must be 0 to 2 characters long; it is \"bad\"."),
        refusal(
            "a key of a map",
            map("env", STRING).optional().check(eachKey(matches("[A-Z]+", "upper-case letters"))),
            Value.map(Map.of("a", text("x"))),
            "env[\"a\"]",
            "env[\"a\"] must be under a key that is upper-case letters; it is \"x\"."),
        refusal(
            "too many elements",
            list("command", STRING).optional().check(size(0, 1)),
            Value.list(text("a"), text("b")),
            "command",
            "command must be 0 to 1 elements; it has 2."),
        refusal(
            "deep within",
            list("disks", DISK).optional(),
            Value.list(disk("ok"), disk("/too/long")),
            "disks[1].path",
            "disks[1].path must be 1 to 4 characters long; it is \"/too/long\"."),
        refusal(
            "a sensitive value, which is not shown",
            string("key").optional().sensitive().check(length(9, 9)),
            text("hidden"),
            "key",
            "key must be 9 to 9 characters long."));
  }

  private static Value disk(String path) {
    return Value.object(Map.of("path", text(path)));
  }

  private static Arguments refusal(
      String story, Attribute<?> attribute, Value value, String path, String detail) {
    return Arguments.of(story, attribute, value, path, detail);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void aWrongValueIsRefusedWhereItStands(
      String story, Attribute<?> attribute, Value value, String path, String detail) {
    try (var provider = Fake.of(attribute).tested()) {
      assertThat(provider.resource(THING).validate(withRaw(attribute, value)).all())
          .as(story)
          .singleElement()
          .satisfies(problem -> {
            assertThat(problem.isError()).isTrue();
            assertThat(problem.summary()).isEqualTo("Invalid value for " + path);
            assertThat(problem.detail()).isEqualTo(detail);
            assertThat(problem.path()).hasToString(path);
          });
    }
  }

  @Test
  void whatIsNotKnownYetIsNotRefused() {
    var command = list("command", STRING).optional().check(size(9, 9));
    try (var provider = Fake.of(SIZE, command).tested()) {
      var partlyKnown = Value.list(text("a"), Value.unknown());

      assertThat(provider.resource(THING).validate(withUnknown(SIZE).withRaw(command, partlyKnown)))
          .isEmpty();
    }
  }

  static Stream<Arguments> rules() {
    var a = string("a").optional();
    var b = string("b").optional();
    var both = with(a, "x").with(b, "x");
    return Stream.of(
        rule("both of two that conflict", conflicting(a, b), both, b.path()),
        rule("one of two that conflict", conflicting(a, b), with(a, "x"), null),
        rule("one and perhaps another", conflicting(a, b), with(a, "x").withUnknown(b), null),
        rule("none where one is needed", exactlyOneOf(a, b), nothing(), Path.ROOT),
        rule("both where one is needed", exactlyOneOf(a, b), both, b.path()),
        rule("perhaps one where one is needed", exactlyOneOf(a, b), withUnknown(b), null),
        rule("none of several", atLeastOneOf(a, b), nothing(), Path.ROOT),
        rule("both of several", atLeastOneOf(a, b), both, null),
        rule("one without its companion", requires(a, b), with(a, "x"), a.path()),
        rule("one with perhaps its companion", requires(a, b), with(a, "x").withUnknown(b), null),
        rule("only the companion", requires(a, b), with(b, "x"), null));
  }

  private static Arguments rule(
      String story, Rule rule, Configuration config, @Nullable Path path) {
    return Arguments.of(story, rule, config, path == null ? List.of() : List.of(path));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void rulesHoldBetweenAttributes(String story, Rule rule, Configuration config, List<Path> paths) {
    var schema = Schema.of("A thing.", string("a").optional(), string("b").optional()).rules(rule);
    try (var provider = Fake.of(schema).tested()) {
      assertThat(provider.resource(THING).validate(config).all())
          .as(story)
          .extracting(Diagnostic::path)
          .containsExactlyElementsOf(paths);
    }
  }

  @Test
  void aRuleOfANestedObjectNamesItsPlace() {
    var cpu = int32("cpu").optional();
    var gpu = int32("gpu").optional();
    var resources =
        object("resources", Shape.of(cpu, gpu).rules(exactlyOneOf(cpu, gpu))).optional();
    try (var provider = Fake.of(resources).tested()) {
      assertThat(
              provider.resource(THING).validate(with(resources, with(cpu, 1).with(gpu, 1))).all())
          .containsExactly(
              Diagnostic.error(
                  gpu.in(resources),
                  "Conflicting attributes",
                  "resources.gpu cannot be set together with resources.cpu. Keep one of cpu, gpu."));
    }
  }

  @Test
  void theAuthorAddsChecksOfTheirOwnAndSeesUnknownsForWhatTheyAre() {
    var fake =
        Fake.of(SIZE, NAME)
            .validating((config, diagnostics) -> {
              if (config.value(NAME) instanceof Reading.Unknown<String>) {
                diagnostics.warning(NAME, "Unknown", "");
              }
              if (config.get(SIZE) % 2 == 1) {
                diagnostics.error(SIZE, "Odd", "Take an even size.");
              }
            });
    try (var provider = fake.tested()) {
      assertThat(provider.resource(THING).validate(with(SIZE, 3).withUnknown(NAME)).all())
          .containsExactly(
              Diagnostic.warning(NAME.path(), "Unknown", ""),
              Diagnostic.error(SIZE.path(), "Odd", "Take an even size."));
    }
  }

  @Test
  void readingAnUnknownValueAsKnownIsABugThatNamesIt() {
    var fake = Fake.of(NAME).validating((config, _) -> assertThat(config.get(NAME)).isNotNull());
    try (var provider = fake.tested()) {
      assertThat(provider.resource(THING).validate(withUnknown(NAME)))
          .hasOnlyError("Bug in the provider")
          .at(NAME)
          .saying("fake_thing: validate read name, which is not known yet.");
    }
  }

  @Test
  void whatIsDeprecatedWarns() {
    var old = string("old").optional().deprecated("Use new.");
    try (var provider = Fake.of(old).tested()) {
      assertThat(provider.resource(THING).validate(with(old, "x")).all())
          .containsExactly(Diagnostic.warning(old.path(), "old is deprecated", "Use new."));
      assertThat(provider.resource(THING).validate(nothing())).isEmpty();
    }
  }
}
