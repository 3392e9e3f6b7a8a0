package dev.slipway.provider.value;

import dev.slipway.provider.value.Refinements.Bound;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Draws types, and values of a type; the same seed draws the same. Small, so that many fit. */
public final class Generator {

  /** What values to draw: all, or those that JSON can say. */
  public enum Range {
    ALL,
    KNOWN_AND_FINITE
  }

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0.0",
          "1.0",
          "0.1",
          "1e400",
          "-1e400",
          "1e-400",
          "9223372036854775807",
          "9223372036854775808",
          "-9223372036854775808",
          "-9223372036854775809",
          "18446744073709551615",
          "18446744073709551616",
          "4294967296",
          "0.5",
          "1e308",
          "5e-324",
          "9007199254740993",
          "1e600000000");
  private static final List<String> TEXTS =
      List.of("", "a", "é", "e\u0301", "\u212b", "😀", "\ud83d", "\u0000", "\"\\\n\u2028", "가");

  private final SplittableRandom random;
  private final Range range;

  public Generator(long seed, Range range) {
    this.random = new SplittableRandom(seed);
    this.range = range;
  }

  public Type type() {
    return type(3);
  }

  // Objects most of all, as Terraform sends them.
  private Type type(int depth) {
    return switch (random.nextInt(depth == 0 ? 8 : 16)) {
      case 0, 1, 2 -> Type.string();
      case 3, 4, 5 -> Type.number();
      case 6 -> Type.bool();
      case 7 -> Type.dynamic();
      case 8 -> Type.list(type(depth - 1));
      case 9 -> Type.set(type(depth - 1));
      case 10 -> Type.map(type(depth - 1));
      case 11 -> Type.tuple(several(() -> type(depth - 1)));
      default -> {
        var attributes = new TreeMap<String, Type>();
        several(this::text)
            .forEach(name -> attributes.put(Unicode.normalized(name), type(depth - 1)));
        var optional = new TreeSet<>(attributes.keySet());
        optional.removeIf(_ -> random.nextInt(4) > 0);
        yield Type.object(attributes, optional);
      }
    };
  }

  public Value value(Type type) {
    return value(type, 2);
  }

  /**
   * @param dynamics how deep dynamic values may nest
   */
  private Value value(Type type, int dynamics) {
    int lot = random.nextInt(16);
    if (lot == 0) {
      return Value.ofNull();
    }
    if (lot == 1 && range == Range.ALL) {
      return Value.unknown(refinements(type));
    }
    return switch (type) {
      case Type.Simple.STRING -> Value.text(text());
      case Type.Simple.NUMBER -> number();
      case Type.Simple.BOOL -> Value.bool(random.nextBoolean());
      case Type.Simple.DYNAMIC -> {
        var concrete = type(dynamics);
        yield dynamics == 0 || concrete == Type.Simple.DYNAMIC
            ? Value.ofNull()
            : Value.dynamic(concrete, value(concrete, dynamics - 1));
      }
      case Type.ListOf(var element) -> Value.list(several(() -> value(element, dynamics)));
      case Type.SetOf(var element) -> Value.set(several(() -> value(element, dynamics)));
      case Type.MapOf(var element) -> {
        var entries = new TreeMap<String, Value>();
        several(this::text)
            .forEach(key -> entries.put(Unicode.normalized(key), value(element, dynamics)));
        yield Value.map(entries);
      }
      case Type.TupleOf(var elements) ->
          Value.tuple(elements.stream().map(element -> value(element, dynamics)).toList());
      case Type.ObjectOf(var attributes, _) -> {
        var values = new TreeMap<String, Value>();
        attributes.forEach((name, attribute) -> values.put(name, value(attribute, dynamics)));
        yield Value.object(values);
      }
    };
  }

  private Refinements refinements(Type type) {
    var refinements = random.nextBoolean() ? Refinements.NONE : Refinements.NONE.withNotNull();
    return switch (type) {
      case Type.Simple.STRING -> refinements.withPrefix(text());
      case Type.Simple.NUMBER -> bounds(refinements);
      case Type.ListOf _, Type.SetOf _, Type.MapOf _ -> {
        long min = random.nextInt(1000);
        var atLeast = refinements.withMinLength(min);
        yield random.nextBoolean() ? atLeast : atLeast.withMaxLength(min + random.nextInt(1000));
      }
      case Type.Simple.BOOL, Type.Simple.DYNAMIC -> refinements;
      case Type.TupleOf _, Type.ObjectOf _ -> refinements;
    };
  }

  private Refinements bounds(Refinements refinements) {
    var one = number();
    var other = number();
    return switch (random.nextInt(3)) {
      case 0 -> refinements.withMin(new Bound(one, random.nextBoolean()));
      case 1 -> refinements.withMax(new Bound(one, random.nextBoolean()));
      default ->
          refinements
              .withMin(new Bound(one.compareTo(other) < 0 ? one : other, true))
              .withMax(new Bound(one.compareTo(other) < 0 ? other : one, true));
    };
  }

  private Value.Num number() {
    return switch (random.nextInt(8)) {
      case 0 -> Value.number(random.nextInt(-200, 200));
      case 1 -> Value.number(random.nextLong());
      case 2 -> Value.number(NUMBERS.get(random.nextInt(NUMBERS.size())));
      case 3 -> exactly(Double.longBitsToDouble(random.nextLong()));
      case 4 -> exactly(random.nextInt(1 << 20) / 1024.0);
      case 5 -> Value.number(BigDecimal.valueOf(random.nextInt(100_000), random.nextInt(8)));
      case 6 -> Value.number(new BigDecimal(bigInteger(), random.nextInt(-500, 500)));
      default -> infinityOrZero();
    };
  }

  private Value.Num exactly(double number) {
    boolean fits = Double.isFinite(number) && new BigDecimal(number).precision() <= 160;
    return fits ? Value.number(new BigDecimal(number)) : infinityOrZero();
  }

  private Value.Num infinityOrZero() {
    return range == Range.ALL ? Value.infinity(random.nextBoolean()) : Value.number(0);
  }

  /** Up to 512 bits, which is what Terraform counts in. */
  private BigInteger bigInteger() {
    var bytes = new byte[random.nextInt(1, 65)];
    random.nextBytes(bytes);
    return new BigInteger(bytes);
  }

  private String text() {
    return switch (random.nextInt(8)) {
      case 0 -> TEXTS.get(random.nextInt(TEXTS.size()));
      case 1 -> letters(random.nextInt(random.nextInt(500) == 0 ? 70_000 : 100));
      case 2, 3 -> {
        var text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
          text.appendCodePoint(
              random.nextInt(random.nextBoolean() ? 0x3000 : Character.MAX_CODE_POINT + 1));
        }
        yield text.toString();
      }
      default -> letters(random.nextInt(8));
    };
  }

  private String letters(int length) {
    var text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append((char) random.nextInt('a', 'z' + 1));
    }
    return text.toString();
  }

  private <T> List<T> several(Supplier<T> draw) {
    var all = new ArrayList<T>();
    for (int i = random.nextInt(4); i > 0; i--) {
      all.add(draw.get());
    }
    return all;
  }
}
