package dev.slipway.provider.internal.protocol6;

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
import static dev.slipway.provider.value.Value.number;
import static dev.slipway.provider.value.Value.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.proto.tfplugin6.Diagnostic.Severity;
import dev.slipway.provider.internal.protocol6.Wire.Problem;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Reading;
import dev.slipway.provider.schema.Rule;
import dev.slipway.provider.schema.Schema;
import dev.slipway.provider.schema.Shape;
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
    try (var terraform = Wire.to(Fake.of(attribute))) {
      var problems = terraform.validate(Fake.THING, Map.of(attribute.name(), value));

      assertThat(problems)
          .as(story)
          .containsExactly(new Problem(Severity.ERROR, "Invalid value for " + path, detail, path));
    }
  }

  @Test
  void whatIsNotKnownYetIsNotRefused() {
    try (var terraform =
        Wire.to(Fake.of(SIZE, list("command", STRING).optional().check(size(9, 9))))) {
      var problems =
          terraform.validate(
              Fake.THING,
              Map.of("size", Value.unknown(), "command", Value.list(text("a"), Value.unknown())));

      assertThat(problems).isEmpty();
    }
  }

  static Stream<Arguments> rules() {
    var a = string("a").optional();
    var b = string("b").optional();
    var x = text("x");
    var unknown = Value.unknown();
    return Stream.of(
        rule("both of two that conflict", conflicting(a, b), Map.of("a", x, "b", x), "b"),
        rule("one of two that conflict", conflicting(a, b), Map.of("a", x), null),
        rule("one and perhaps another", conflicting(a, b), Map.of("a", x, "b", unknown), null),
        rule("none where one is needed", exactlyOneOf(a, b), Map.of(), ""),
        rule("both where one is needed", exactlyOneOf(a, b), Map.of("a", x, "b", x), "b"),
        rule("perhaps one where one is needed", exactlyOneOf(a, b), Map.of("b", unknown), null),
        rule("none of several", atLeastOneOf(a, b), Map.of(), ""),
        rule("both of several", atLeastOneOf(a, b), Map.of("a", x, "b", x), null),
        rule("one without its companion", requires(a, b), Map.of("a", x), "a"),
        rule("one with perhaps its companion", requires(a, b), Map.of("a", x, "b", unknown), null),
        rule("only the companion", requires(a, b), Map.of("b", x), null));
  }

  private static Arguments rule(
      String story, Rule rule, Map<String, Value> config, @Nullable String path) {
    return Arguments.of(story, rule, config, path == null ? List.of() : List.of(path));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void rulesHoldBetweenAttributes(
      String story, Rule rule, Map<String, Value> config, List<String> paths) {
    var schema = Schema.of("A thing.", string("a").optional(), string("b").optional()).rules(rule);
    try (var terraform = Wire.to(Fake.of(schema))) {
      assertThat(terraform.validate(Fake.THING, config))
          .as(story)
          .extracting(Problem::path)
          .containsExactlyElementsOf(paths);
    }
  }

  @Test
  void aRuleOfANestedObjectNamesItsPlace() {
    var cpu = int32("cpu").optional();
    var gpu = int32("gpu").optional();
    var resources =
        object("resources", Shape.of(cpu, gpu).rules(exactlyOneOf(cpu, gpu))).optional();
    try (var terraform = Wire.to(Fake.of(resources))) {
      var both = Value.object(Map.of("cpu", number(1), "gpu", number(1)));

      assertThat(terraform.validate(Fake.THING, Map.of("resources", both)))
          .containsExactly(
              new Problem(
                  Severity.ERROR,
                  "Conflicting attributes",
                  "resources.gpu cannot be set together with resources.cpu. Keep one of cpu, gpu.",
                  "resources.gpu"));
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
    try (var terraform = Wire.to(fake)) {
      assertThat(terraform.validate(Fake.THING, Map.of("size", number(3), "name", Value.unknown())))
          .containsExactly(
              new Problem(Severity.WARNING, "Unknown", "", "name"),
              new Problem(Severity.ERROR, "Odd", "Take an even size.", "size"));
    }
  }

  @Test
  void readingAnUnknownValueAsKnownIsABugThatNamesIt() {
    var fake = Fake.of(NAME).validating((config, _) -> assertThat(config.get(NAME)).isNotNull());
    try (var terraform = Wire.to(fake)) {
      assertThat(terraform.validate(Fake.THING, Map.of("name", Value.unknown())))
          .singleElement()
          .satisfies(problem -> {
            assertThat(problem.summary()).isEqualTo("Bug in the provider");
            assertThat(problem.path()).isEqualTo("name");
            assertThat(problem.detail())
                .startsWith("fake_thing: validate read name, which is not known yet.");
          });
    }
  }

  @Test
  void whatIsDeprecatedWarns() {
    var old = string("old").optional().deprecated("Use new.");
    try (var terraform = Wire.to(Fake.of(old))) {
      assertThat(terraform.validate(Fake.THING, Map.of("old", text("x"))))
          .containsExactly(new Problem(Severity.WARNING, "old is deprecated", "Use new.", "old"));
      assertThat(terraform.validate(Fake.THING, Map.of())).isEmpty();
    }
  }
}
