package dev.slipway.provider.internal.engine;

import static dev.slipway.provider.schema.Attributes.dynamic;
import static dev.slipway.provider.schema.Attributes.list;
import static dev.slipway.provider.schema.Attributes.map;
import static dev.slipway.provider.schema.Attributes.object;
import static dev.slipway.provider.schema.Attributes.set;
import static dev.slipway.provider.schema.Attributes.string;
import static dev.slipway.provider.schema.Blocks.block;
import static dev.slipway.provider.schema.Blocks.blockGroup;
import static dev.slipway.provider.schema.Blocks.blockList;
import static dev.slipway.provider.schema.Blocks.blockMap;
import static dev.slipway.provider.schema.Blocks.blockSet;
import static dev.slipway.provider.value.Value.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Kind;
import dev.slipway.provider.schema.Nested;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.value.Refinements;
import dev.slipway.provider.value.Type;
import dev.slipway.provider.value.Value;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Terraform's rules for plans and results, each as a story of one attribute. */
class RulesTest {

  private static final Attribute<String> NAME = string("name").required();
  private static final Attribute<String> KEY = string("key").optional().writeOnly();
  private static final Attribute<String> IP = string("ip").computed();
  private static final Shape<Nested> PART = Shape.of(NAME, IP);
  private static final Shape<?> SHAPE =
      Shape.of(
          string("free").optional(),
          string("computed").computed(),
          string("secret").optional().sensitive(),
          KEY,
          object("one", Shape.of(NAME, KEY, IP)).optional(),
          list("many", PART).optional(),
          map("named", PART).optional(),
          set("all", PART).optional(),
          list("plain", Kind.map(Kind.STRING)).optional(),
          dynamic("any").optional(),
          block("single", PART),
          blockGroup("group", PART),
          blockList("listed", PART),
          blockSet("bag", PART),
          blockMap("labelled", PART));

  private static final Value ONE = Value.number(1);
  private static final Value UNKNOWN = Value.unknown();
  private static final Value NULL = Value.ofNull();

  private static Value part(String name, Value ip) {
    return Value.object(Map.of("name", text(name), "ip", ip));
  }

  private static Value one(String name, Value ip) {
    return Value.object(Map.of("name", text(name), "key", NULL, "ip", ip));
  }

  private static Value any(String text) {
    return Value.dynamic(text(text));
  }

  private static Value typed(Type type) {
    return Value.dynamic(type, UNKNOWN);
  }

  private static Value with(String attribute, Value value) {
    var object = new TreeMap<>(SHAPE.blank().object().attributes());
    object.put(attribute, value);
    return Value.object(object);
  }

  private static Value mapOf(String key, Value value) {
    return Value.map(Map.of(key, value));
  }

  private static final List<String> KEPT = List.of();

  static Stream<Arguments> plans() {
    var a = part("a", NULL);
    return Stream.of(
        plan("as configured", "free", text("x"), NULL, text("x"), KEPT),
        plan("as before", "free", text("x"), text("y"), text("y"), KEPT),
        plan("as neither", "free", text("x"), text("y"), text("z"), List.of("P1 free")),
        plan("unknown as configured", "free", UNKNOWN, NULL, UNKNOWN, KEPT),
        plan("guessed", "free", UNKNOWN, NULL, text("x"), List.of("P1 free")),
        plan("computed as anything", "computed", NULL, text("x"), text("y"), KEPT),
        plan("invented", "free", NULL, NULL, text("x"), List.of("P3 free")),
        plan("write-only kept", "key", text("x"), NULL, text("x"), List.of("P9 key")),
        plan("object taken away", "one", one("a", NULL), NULL, NULL, List.of("P4 one")),
        plan("object left open", "one", one("a", NULL), NULL, UNKNOWN, List.of("P8 one")),
        plan("computed part left open", "one", one("a", NULL), NULL, one("a", UNKNOWN), KEPT),
        plan(
            "part of an object changed",
            "one",
            one("a", NULL),
            NULL,
            one("b", NULL),
            List.of("P1 one.name")),
        plan("element lost", "many", Value.list(a, a), NULL, Value.list(a), List.of("P5 many")),
        plan(
            "element left open",
            "many",
            Value.list(a),
            NULL,
            Value.list(UNKNOWN),
            List.of("P8 many[0]")),
        plan(
            "element with an open part",
            "many",
            Value.list(a),
            NULL,
            Value.list(part("a", UNKNOWN)),
            KEPT),
        plan("key changed", "named", mapOf("k", a), NULL, mapOf("l", a), List.of("P5 named")),
        plan(
            "value under a key changed",
            "named",
            mapOf("k", a),
            NULL,
            mapOf("k", part("b", NULL)),
            List.of("P1 named[\"k\"].name")),
        plan(
            "elements of a set in another order",
            "all",
            Value.set(a, part("b", NULL)),
            NULL,
            Value.set(part("b", UNKNOWN), part("a", UNKNOWN)),
            KEPT),
        plan(
            "element of a set changed",
            "all",
            Value.set(a),
            NULL,
            Value.set(part("b", NULL)),
            List.of("P1 all")),
        plan(
            "element of a set added",
            "all",
            Value.set(a),
            NULL,
            Value.set(a, part("b", NULL)),
            List.of("P5 all")),
        plan("any type as configured", "any", any("x"), NULL, any("x"), KEPT),
        plan("another type", "any", any("1"), NULL, Value.dynamic(ONE), List.of("P1 any")),
        plan("block taken away", "single", a, NULL, NULL, List.of("P4 single")),
        plan("group taken away", "group", a, NULL, NULL, List.of("P6 group")),
        plan("blocks made null", "listed", Value.list(), NULL, NULL, List.of("P6 listed")),
        plan("block left open", "single", a, NULL, UNKNOWN, List.of("P6 single")),
        plan(
            "one of the blocks left open",
            "listed",
            Value.list(a),
            NULL,
            Value.list(UNKNOWN),
            List.of("P6 listed[0]")),
        plan("block lost", "listed", Value.list(a), NULL, Value.list(), List.of("P5 listed")),
        plan(
            "label changed",
            "labelled",
            mapOf("k", a),
            NULL,
            mapOf("l", a),
            List.of("P5 labelled")),
        plan("blocks not known yet", "listed", UNKNOWN, NULL, UNKNOWN, KEPT),
        plan(
            "blocks not known yet, as before",
            "bag",
            UNKNOWN,
            Value.set(a),
            Value.set(a),
            List.of("P7 bag")),
        plan(
            "blocks of a set that come to mean the same",
            "bag",
            Value.set(part("a", NULL), part("a", UNKNOWN)),
            NULL,
            Value.set(part("a", UNKNOWN)),
            KEPT));
  }

  private static Arguments plan(
      String story,
      String attribute,
      Value config,
      Value prior,
      Value planned,
      List<String> broken) {
    return Arguments.of(
        story, with(attribute, config), with(attribute, prior), with(attribute, planned), broken);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("plans")
  void aPlanKeepsToTheConfiguration(
      String story, Value config, Value prior, Value planned, List<String> broken) {
    assertThat(PlanRules.broken(SHAPE, config, prior, planned))
        .as(story)
        .extracting(violation -> violation.rule() + " " + violation.path())
        .containsExactlyElementsOf(broken);
  }

  static Stream<Arguments> results() {
    var prefix = Value.unknown(Refinements.NONE.withPrefix("ab").withNotNull());
    var few = Value.unknown(Refinements.NONE.withMaxLength(1));
    return Stream.of(
        result("as planned", "free", text("x"), text("x"), KEPT),
        result("otherwise", "free", text("x"), text("y"), List.of("A1 free")),
        result("now known", "computed", UNKNOWN, text("x"), KEPT),
        result("now null", "computed", UNKNOWN, NULL, KEPT),
        result("still open", "computed", UNKNOWN, UNKNOWN, List.of("A3 computed")),
        result("lost", "free", text("x"), NULL, List.of("A4 free")),
        result("open again", "free", text("x"), UNKNOWN, List.of("A4 free")),
        result("invented", "free", NULL, text("x"), List.of("A4 free")),
        result("promise kept", "computed", prefix, text("abc"), KEPT),
        result("promise broken", "computed", prefix, text("ba"), List.of("A2 computed")),
        result("promise broken by null", "computed", prefix, NULL, List.of("A2 computed")),
        result(
            "too many elements",
            "plain",
            few,
            Value.list(mapOf("a", text("x")), mapOf("b", text("x"))),
            List.of("A2 plain")),
        result("write-only kept", "key", NULL, text("x"), List.of("A9 key")),
        result("open part now known", "one", one("a", UNKNOWN), one("a", text("1")), KEPT),
        result(
            "element lost", "many", Value.list(part("a", NULL)), Value.list(), List.of("A5 many")),
        result(
            "element changed",
            "many",
            Value.list(part("a", NULL)),
            Value.list(part("b", NULL)),
            List.of("A1 many[0].name")),
        result(
            "key changed",
            "named",
            mapOf("k", part("a", NULL)),
            mapOf("l", part("a", NULL)),
            List.of("A5 named")),
        result(
            "plain element changed within",
            "plain",
            Value.list(mapOf("k", text("x"))),
            Value.list(mapOf("k", text("y"))),
            List.of("A1 plain[0][\"k\"]")),
        result(
            "set fills in",
            "all",
            Value.set(part("a", UNKNOWN), part("b", UNKNOWN)),
            Value.set(part("b", text("2")), part("a", text("1"))),
            KEPT),
        result(
            "set shrinks where elements turn out the same",
            "all",
            Value.set(part("a", UNKNOWN), part("a", text("1"))),
            Value.set(part("a", text("1"))),
            KEPT),
        result(
            "set grows",
            "all",
            Value.set(part("a", UNKNOWN)),
            Value.set(part("a", text("1")), part("a", text("2"))),
            List.of("A6 all")),
        result(
            "set changes",
            "all",
            Value.set(part("a", NULL)),
            Value.set(part("b", NULL)),
            List.of("A6 all")),
        result("any type as planned", "any", any("x"), any("x"), KEPT),
        result("another value", "any", any("x"), any("y"), List.of("A1 any")),
        result("another type", "any", any("1"), Value.dynamic(ONE), List.of("A1 any")),
        result("any type at last", "any", UNKNOWN, Value.dynamic(ONE), KEPT),
        result("the planned type at last", "any", typed(Type.number()), Value.dynamic(ONE), KEPT),
        result(
            "another at last", "any", typed(Type.string()), Value.dynamic(ONE), List.of("A2 any")),
        result(
            "a part known at last",
            "any",
            Value.dynamic(Value.object(Map.of("a", UNKNOWN, "b", ONE))),
            Value.dynamic(Value.object(Map.of("a", text("x"), "b", ONE))),
            KEPT),
        result(
            "a part changed",
            "any",
            Value.dynamic(Value.tuple(UNKNOWN, ONE)),
            Value.dynamic(Value.tuple(text("x"), Value.number(2))),
            List.of("A1 any[1]")),
        result("block lost", "single", part("a", NULL), NULL, List.of("A4 single")),
        result(
            "one of the blocks lost",
            "listed",
            Value.list(part("a", NULL)),
            Value.list(),
            List.of("A7 listed")),
        result(
            "label changed",
            "labelled",
            mapOf("k", part("a", NULL)),
            mapOf("l", part("a", NULL)),
            List.of("A7 labelled")),
        result("blocks known at last", "listed", UNKNOWN, Value.list(part("a", NULL)), KEPT),
        result(
            "blocks of a set fill in",
            "bag",
            Value.set(part("a", UNKNOWN)),
            Value.set(part("a", text("1"))),
            KEPT));
  }

  private static Arguments result(
      String story, String attribute, Value planned, Value result, List<String> broken) {
    return Arguments.of(story, with(attribute, planned), with(attribute, result), broken);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("results")
  void aResultKeepsToThePlan(String story, Value planned, Value result, List<String> broken) {
    assertThat(ApplyRules.broken(SHAPE, planned, result))
        .as(story)
        .extracting(violation -> violation.rule() + " " + violation.path())
        .containsExactlyElementsOf(broken);
  }

  @ParameterizedTest
  @MethodSource("secrets")
  void noMessageShowsASecret(String attribute, Value planned, Value result) {
    assertThat(ApplyRules.broken(SHAPE, with(attribute, planned), with(attribute, result)))
        .isNotEmpty()
        .noneMatch(violation -> violation.reason().contains("hush"));
  }

  static Stream<Arguments> secrets() {
    return Stream.of(
        Arguments.of("secret", text("hush"), text("hush, too")),
        Arguments.of(
            "secret", Value.unknown(Refinements.NONE.withPrefix("hush")), text("no hush")));
  }
}
