package dev.slipway.provider.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConformanceTest {

  private static final Type STRING = Type.string();
  private static final Type VOLUME = Type.object(Map.of("path", STRING, "size", Type.number()));

  static Stream<Arguments> misfits() {
    return Stream.of(
        arguments(STRING, Value.number(1), "string required, number given"),
        arguments(Type.number(), Value.text("1"), "number required, string given"),
        arguments(Type.list(STRING), Value.set(), "list(string) required, set given"),
        arguments(Type.list(STRING), Value.tuple(), "list(string) required, tuple given"),
        arguments(VOLUME, Value.map(Map.of()), VOLUME + " required, map given"),
        arguments(
            Type.dynamic(),
            Value.text("x"),
            "a dynamic value with its type required, bare string given"),
        arguments(
            Type.dynamic(),
            Value.dynamic(Type.list(STRING), Value.list(Value.bool(true))),
            "[0]: string required, bool given"),
        arguments(STRING, Value.dynamic(STRING, Value.text("x")), "string required, dynamic given"),
        arguments(
            Type.tuple(STRING, STRING),
            Value.tuple(Value.text("x")),
            "2 elements required, 1 given"),
        arguments(
            Type.map(Type.set(STRING)),
            Value.map(Map.of("k", Value.set(Value.bool(true)))),
            "[\"k\"][*]: string required, bool given"),
        arguments(
            Type.list(VOLUME),
            Value.list(
                Value.ofNull(),
                Value.object(Map.of("path", Value.text("/"), "size", Value.text("1")))),
            "[1].size: number required, string given"),
        arguments(
            VOLUME,
            Value.object(Map.of("path", Value.text("/"))),
            "size: attribute is missing; an absent one is null"),
        arguments(
            VOLUME,
            Value.object(
                Map.of("path", Value.text("/"), "size", Value.ofNull(), "uid", Value.ofNull())),
            "uid: no such attribute in the type"),
        arguments(
            Type.number(),
            Value.unknown(Refinements.NONE.withPrefix("a")),
            "unknown with a prefix, but the type is number"),
        arguments(
            STRING,
            Value.unknown(Refinements.NONE.withMaxLength(1)),
            "unknown with a length, but the type is string"));
  }

  @ParameterizedTest(name = "{2}")
  @MethodSource("misfits")
  void namesTheFirstPartThatDoesNotFit(Type type, Value value, String mismatch) {
    assertThat(type.accepts(value)).isFalse();
    assertThat(type.mismatch(value)).map(Mismatch::toString).contains(mismatch);
  }

  @Test
  void nullAndUnknownFitEveryType() {
    var types =
        Stream.of(STRING, Type.dynamic(), VOLUME, Type.tuple(STRING), Type.set(VOLUME)).toList();
    assertThat(types).allMatch(type -> type.accepts(Value.ofNull()));
    assertThat(types).allMatch(type -> type.accepts(Value.unknown()));
    assertThat(types).allMatch(type -> type.accepts(Value.unknown(Refinements.NONE.withNotNull())));
  }

  @Test
  void everyDrawnValueFitsItsType() {
    long seed = System.nanoTime();
    for (long i = seed; i < seed + 20_000; i++) {
      var generator = new Generator(i, Generator.Range.ALL);
      var type = generator.type();
      assertThat(type.mismatch(generator.value(type))).as("seed %d", i).isEmpty();
    }
  }

  @Test
  void optionalAttributesAreStillPartOfTheValue() {
    var type = Type.object(Map.of("a", STRING), Set.of("a"));
    assertThat(type.accepts(Value.object(Map.of()))).isFalse();
    assertThat(type.accepts(Value.object(Map.of("a", Value.ofNull())))).isTrue();
    assertThat(type).hasToString("object({a = optional(string)})");
  }
}
