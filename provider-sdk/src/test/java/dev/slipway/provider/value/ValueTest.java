package dev.slipway.provider.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.provider.value.Refinements.Bound;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValueTest {

  private static final Value ONE = Value.number(1);
  private static final Value TWO = Value.number(2);

  /** One volume with labels, one unknown; tags as a set; a dynamic tuple. */
  private static final Value APP =
      Value.object(
          Map.of(
              "volumes",
              Value.list(
                  Value.object(
                      Map.of("labels", Value.map(Map.of("team", Value.text("x"))), "size", ONE)),
                  Value.unknown()),
              "tags",
              Value.set(Value.text("a")),
              "extra",
              Value.dynamic(Type.tuple(Type.number()), Value.tuple(TWO))));

  @Test
  void numbersAreEqualByAmount() {
    assertThat(Value.number("1.0")).isEqualTo(ONE).hasSameHashCodeAs(ONE);
    assertThat(Value.number(1.0)).isEqualTo(ONE);
    assertThat(Value.number("-0.0")).isEqualTo(Value.number(0));
    assertThat(Value.number(0.1)).isEqualTo(Value.number("0.1"));
    assertThat(Value.number(0.1)).isNotEqualTo(Value.number(exactDouble(0.1)));
    assertThat(Value.infinity(true)).isNotEqualTo(Value.infinity(false));
    assertThat(Value.number(Double.POSITIVE_INFINITY)).isEqualTo(Value.infinity(true));
    assertThatIllegalArgumentException().isThrownBy(() -> Value.number(Double.NaN));
  }

  @Test
  void numbersAreOrderedFromInfinityToInfinity() {
    assertThat(
            List.of(
                Value.infinity(false),
                Value.number("-1e400"),
                Value.number(0),
                Value.number("1e400"),
                Value.infinity(true)))
        .isSorted();
  }

  @Test
  void numbersEndWhereTerraformsDo() {
    assertThat(Value.number("1e646456000").toDecimal()).isEqualTo("1E+646456000");
    for (var beyond : List.of("1e646456999", "1e-646456999", "1000e2147483640")) {
      assertThatIllegalArgumentException().isThrownBy(() -> Value.number(beyond));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Value.number("1".repeat(10_001)))
        .withMessage("number of 10001 characters, at most 10000 are read");
  }

  @Test
  void textsAreNormalized() {
    assertThat(Value.text("e\u0301")).isEqualTo(Value.text("\u00e9"));
    assertThat(Value.map(Map.of("e\u0301", ONE))).isEqualTo(Value.map(Map.of("\u00e9", ONE)));
    assertThat(Value.text("\ud83d").asText()).isEqualTo("\ufffd");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Value.map(Map.of("e\u0301", ONE, "\u00e9", TWO)))
        .withMessage("two keys are the same text, \"\u00e9\"");
  }

  @Test
  void setsIgnoreOrderAndTwinsButKeepBoth() {
    assertThat(Value.set(ONE, TWO, ONE)).isEqualTo(Value.set(TWO, ONE));
    assertThat(Value.set(ONE, TWO)).hasSameHashCodeAs(Value.set(TWO, ONE));
    assertThat(Value.set(TWO, ONE, TWO).elements()).containsExactly(TWO, ONE);
    assertThat(Value.list(ONE, TWO)).isNotEqualTo(Value.list(TWO, ONE));
  }

  @Test
  void unknownElementsOfASetAllCount() {
    var twins = Value.set(Value.unknown(), Value.unknown());
    assertThat(twins.elements()).hasSize(2);
    assertThat(twins).isEqualTo(Value.set(Value.unknown(), Value.unknown()));
    assertThat(twins).isNotEqualTo(Value.set(Value.unknown()));
    assertThat(Value.set(ONE, Value.unknown(), Value.unknown()))
        .isNotEqualTo(Value.set(ONE, TWO, Value.unknown()));
  }

  @Test
  void readersSayWhatTheyFound() {
    assertThat(APP.attribute("extra").elements()).containsExactly(TWO);
    assertThat(TWO.asInt()).isEqualTo(2);
    assertThatIllegalStateException()
        .isThrownBy(Value.text("secret")::asBool)
        .withMessage("bool wanted, this is string");
    assertThatIllegalStateException()
        .isThrownBy(() -> APP.attribute("tag"))
        .withMessage("no attribute \"tag\" in [extra, tags, volumes]");
    assertThatThrownBy(Value.number("0.5")::asLong).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void nullAndUnknownShowThroughDynamic() {
    assertThat(Value.dynamic(Type.string(), Value.ofNull()).isNull()).isTrue();
    assertThat(Value.dynamic(Type.string(), Value.unknown()).isKnown()).isFalse();
    assertThat(APP.isKnown()).isTrue();
    assertThat(APP.isWhollyKnown()).isFalse();
    assertThat(APP.attribute("extra").isWhollyKnown()).isTrue();
  }

  @Test
  void walkShowsEveryPartWithItsPath() {
    var seen = new ArrayList<String>();
    APP.walk((path, value) -> {
      seen.add(path + " " + value.kind());
      return !path.equals(Path.of("volumes").index(0).attribute("labels"));
    });
    assertThat(seen)
        .containsExactly(
            " object",
            "extra dynamic",
            "extra tuple",
            "extra[0] number",
            "tags set",
            "tags[*] string",
            "volumes list",
            "volumes[0] object",
            "volumes[0].labels map",
            "volumes[0].size number",
            "volumes[1] unknown");
  }

  @Test
  void findFollowsAPath() {
    var team = Path.of("volumes").index(0).attribute("labels").key("team");
    assertThat(APP.find(team)).contains(Value.text("x"));
    assertThat(APP.find(Path.of("extra").index(0))).contains(TWO);
    assertThat(APP.find(Path.of("tags").element(Value.text("a")))).contains(Value.text("a"));
    for (var astray :
        List.of(
            Path.of("volumes").index(2),
            Path.of("volumes", "size"),
            Path.of("volumes").index(1).attribute("size"),
            Path.of("tags").element(ONE))) {
      assertThat(APP.find(astray)).as(astray.toString()).isEmpty();
    }
  }

  @Test
  void transformRebuildsFromTheInside() {
    var known =
        APP.transform(
            (path, value) -> path.equals(Path.of("volumes").index(1)) ? Value.ofNull() : value);
    assertThat(known.isWhollyKnown()).isTrue();
    assertThat(APP.isWhollyKnown()).isFalse();
    assertThat(APP.transform((_, value) -> value)).isEqualTo(APP);
    assertThat(Value.set(ONE, TWO).transform((_, v) -> v.equals(TWO) ? ONE : v))
        .isEqualTo(Value.set(ONE));
  }

  @Test
  void everyPartIsFoundWhereWalkShowsIt() {
    long first = System.nanoTime();
    for (long seed = first; seed < first + 2_000; seed++) {
      var generator = new Generator(seed, Generator.Range.ALL);
      var value = generator.value(generator.type());
      var name = "seed " + seed;
      value.walk((path, part) -> {
        assertThat(value.find(path).map(Value::concrete)).as(name).contains(part.concrete());
        return true;
      });
      assertThat(value.transform((_, part) -> part)).as(name).isEqualTo(value);
    }
  }

  @Test
  void pathsStopAtSets() {
    var path = Path.of("ports").element(ONE).attribute("number");
    assertThat(path).hasToString("ports[*].number");
    assertThat(path.untilSet()).isEqualTo(Path.of("ports"));
    assertThat(path.startsWith(Path.of("ports"))).isTrue();
    assertThat(Path.of("ports").startsWith(path)).isFalse();
    assertThat(Path.of("a", "b").index(3).key("k\"")).hasToString("a.b[3][\"k\\\"\"]");
  }

  @Test
  void printsAreReadableAndShort() {
    assertThat(APP)
        .hasToString(
            "{extra = [2], tags = set[\"a\"],"
                + " volumes = [{labels = {\"team\" = \"x\"}, size = 1}, unknown]}");
    assertThat(Type.object(Map.of("a", Type.map(Type.set(Type.number())))).toString())
        .isEqualTo("object({a = map(set(number))})");
    assertThat(Value.text("😀".repeat(1000)).toString())
        .hasSizeLessThanOrEqualTo(400)
        .endsWith("…");
    var deep = Value.list();
    var deepType = Type.string();
    for (int i = 0; i < 100_000; i++) {
      deep = Value.list(deep);
      deepType = Type.list(deepType);
    }
    assertThat(deep.toString()).hasSize(400);
    assertThat(deepType.toString()).hasSize(400);
  }

  @Test
  void refinementsRefuseWhatNothingCanKeep() {
    var one = Value.number(1);
    var atLeastOne = Refinements.NONE.withMin(new Bound(one, true));
    assertThat(Value.unknown(atLeastOne)).hasToString("unknown, >= 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> atLeastOne.withMax(new Bound(one, false)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Refinements.NONE.withMaxLength(3).withMinLength(4));
    assertThat(Refinements.NONE.withMax(new Bound(Value.infinity(true), true)).isNone()).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Bound(Value.number("0." + "1".repeat(161)), true));
  }

  private static BigDecimal exactDouble(double number) {
    return new BigDecimal(number);
  }

  @Test
  void aDynamicValueTellsItsType() {
    var object = Value.object(Map.of("a", ONE, "b", Value.ofNull()));

    assertThat(Value.dynamic(Value.text("a")).type()).isEqualTo(Type.string());
    assertThat(Value.dynamic(Value.list(Value.ofNull(), ONE)).type())
        .isEqualTo(Type.list(Type.number()));
    assertThat(Value.dynamic(Value.tuple(ONE, object)).type())
        .isEqualTo(
            Type.tuple(
                Type.number(), Type.object(Map.of("a", Type.number(), "b", Type.dynamic()))));
    assertThat(Value.dynamic(Value.dynamic(ONE))).isEqualTo(Value.dynamic(ONE));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Value.dynamic(Value.list(ONE, Value.text("a"))))
        .withMessage("elements are of several types: number required, string given");
    assertThatIllegalArgumentException().isThrownBy(() -> Value.dynamic(Value.ofNull()));
  }

  @Test
  void aTypeConformsToAWiderOne() {
    var exact = Type.object(Map.of("a", Type.list(Type.string()), "b", Type.tuple(Type.bool())));
    var wider = Type.object(Map.of("a", Type.dynamic(), "b", Type.tuple(Type.dynamic())));

    assertThat(exact.conformsTo(wider)).isTrue();
    assertThat(wider.conformsTo(exact)).isFalse();
    assertThat(Type.set(Type.string()).conformsTo(Type.list(Type.string()))).isFalse();
    assertThat(Type.tuple().conformsTo(Type.tuple(Type.bool()))).isFalse();
  }
}
