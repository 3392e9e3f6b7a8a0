package dev.slipway.provider.test.zerodiff;

import dev.slipway.provider.schema.Kind;
import dev.slipway.provider.schema.Scalar;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.value.Type;
import dev.slipway.provider.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Values of a kind that are worth trying, the plainest first. */
final class Candidates {

  private static final int ELEMENTS = 16;
  private static final int LONGEST = 4096;

  private static final List<String> TEXTS =
      List.of(
          "a",
          "example",
          "a1",
          "abcdefghij",
          "A",
          "EXAMPLE",
          "1",
          "example.org",
          "/example",
          "10.0.0.1",
          "10.0.0.0/8",
          "https://example.org",
          "a@example.org",
          "2026-01-01T00:00:00Z");
  private static final List<String> NUMBERS = List.of("1", "2", "0", "10", "100", "1000", "0.5");
  private static final List<String> LENGTHS_OF_TIME =
      List.of("1m", "90s", "1h", "10s", "1s", "100ms", "24h");
  private static final List<String> KEYS = List.of("key", "KEY", "a");

  private final List<String> texts;
  private final List<String> numbers;
  private final List<String> lengthsOfTime;

  private Candidates(List<String> texts, List<String> numbers, List<String> lengthsOfTime) {
    this.texts = texts;
    this.numbers = numbers;
    this.lengthsOfTime = lengthsOfTime;
  }

  /** The usual ones. */
  static List<Value> of(Kind<?> kind, String name) {
    var texts = Stream.concat(Stream.of(name, name + "-2"), TEXTS.stream()).toList();
    return new Candidates(texts, NUMBERS, LENGTHS_OF_TIME).values(kind);
  }

  /** Those that somebody hinted at. */
  static List<Value> of(Kind<?> kind, Hints hints) {
    var texts = new ArrayList<>(hints.quoted());
    for (var number : hints.numbers()) {
      if (number.matches("\\d{1,4}") && Integer.parseInt(number) <= LONGEST) {
        texts.add("a".repeat(Integer.parseInt(number)));
      }
    }
    return new Candidates(texts, hints.numbers(), hints.lengthsOfTime()).values(kind);
  }

  private List<Value> values(Kind<?> kind) {
    return switch (kind) {
      case Kind.ListOf<?>(var element) -> collections(element).map(Value::list).toList();
      case Kind.SetOf<?>(var element) -> collections(element).map(Value::set).toList();
      case Kind.MapOf<?>(var element) ->
          KEYS.stream()
              .flatMap(key ->
                  values(element).stream()
                      .limit(ELEMENTS)
                      .map(value -> Value.map(Map.of(key, value))))
              .toList();
      case Scalar<?> scalar -> scalars(scalar);
      // Objects are put together from their attributes.
      case Shape<?> _ -> List.of();
    };
  }

  /** One element, two of them, or none. */
  private Stream<List<Value>> collections(Kind<?> element) {
    var elements = values(element).stream().limit(ELEMENTS).toList();
    return Stream.of(
            elements.stream().map(List::of),
            elements.size() < 2
                ? Stream.<List<Value>>of()
                : Stream.of(elements.subList(0, 2), elements),
            Stream.<List<Value>>of(List.of()))
        .flatMap(each -> each);
  }

  private List<Value> scalars(Scalar<?> kind) {
    if (kind.equals(Kind.DURATION)) {
      return lengthsOfTime.stream().map(Value::text).toList();
    }
    if (kind.type().equals(Type.string())) {
      return texts.stream().map(Value::text).toList();
    }
    if (kind.type().equals(Type.bool())) {
      return List.of(Value.bool(true), Value.bool(false));
    }
    if (kind.type().equals(Type.number())) {
      return numbers.stream().<Value>map(Value::number).toList();
    }
    return List.of(
        Value.dynamic(Type.string(), Value.text("a")),
        Value.dynamic(Type.number(), Value.number(1)));
  }
}
