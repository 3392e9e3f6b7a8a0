package dev.slipway.provider.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.slipway.provider.value.Path;
import dev.slipway.provider.value.Refinements;
import dev.slipway.provider.value.Refinements.Bound;
import dev.slipway.provider.value.Type;
import dev.slipway.provider.value.Value;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes worked out by hand from the MessagePack specification and Terraform's rules on top. */
class MsgpackGoldenTest {

  private static final Type STRING = Type.string();
  private static final Type NUMBER = Type.number();
  private static final Type DYNAMIC = Type.dynamic();
  private static final Type APP =
      Type.object(Map.of("name", STRING, "gpu", NUMBER, "tags", Type.set(STRING)));

  static Stream<Arguments> sameBothWays() {
    return Stream.of(
        both("null", STRING, Value.ofNull(), "c0"),
        both("true", Type.bool(), Value.bool(true), "c3"),
        both("false", Type.bool(), Value.bool(false), "c2"),
        both("empty string", STRING, Value.text(""), "a0"),
        both("string", STRING, Value.text("hé"), "a3 68 c3 a9"),
        both("string of 31 bytes", STRING, Value.text("x".repeat(31)), "bf" + "78".repeat(31)),
        both("string of 32 bytes", STRING, Value.text("x".repeat(32)), "d9 20" + "78".repeat(32)),
        both("string of 256", STRING, Value.text("x".repeat(256)), "da 01 00" + "78".repeat(256)),
        both(
            "string of 65536",
            STRING,
            Value.text("x".repeat(65536)),
            "db 00 01 00 00" + "78".repeat(65536)),
        both("0", NUMBER, Value.number(0), "00"),
        both("127", NUMBER, Value.number(127), "7f"),
        both("128", NUMBER, Value.number(128), "cc 80"),
        both("256", NUMBER, Value.number(256), "cd 01 00"),
        both("65536", NUMBER, Value.number(65536), "ce 00 01 00 00"),
        both("2^32", NUMBER, Value.number(1L << 32), "cf 00 00 00 01 00 00 00 00"),
        both("int64 max", NUMBER, Value.number(Long.MAX_VALUE), "cf 7f ff ff ff ff ff ff ff"),
        both("-1", NUMBER, Value.number(-1), "ff"),
        both("-32", NUMBER, Value.number(-32), "e0"),
        both("-33", NUMBER, Value.number(-33), "d0 df"),
        both("-129", NUMBER, Value.number(-129), "d1 ff 7f"),
        both("-32769", NUMBER, Value.number(-32769), "d2 ff ff 7f ff"),
        both("-2^31 - 1", NUMBER, Value.number(-2147483649L), "d3 ff ff ff ff 7f ff ff ff"),
        both("int64 min", NUMBER, Value.number(Long.MIN_VALUE), "d3 80 00 00 00 00 00 00 00"),
        both(
            "int64 max + 1",
            NUMBER,
            Value.number("9223372036854775808"),
            text("9223372036854775808")),
        both(
            "int64 min - 1",
            NUMBER,
            Value.number("-9223372036854775809"),
            text("-9223372036854775809")),
        both(
            "uint64 max",
            NUMBER,
            Value.number("18446744073709551615"),
            text("18446744073709551615")),
        both("1.0 is whole", NUMBER, Value.number("1.0"), "01"),
        both("0.5 is exact", NUMBER, Value.number("0.5"), "cb 3f e0 00 00 00 00 00 00"),
        both("-1.5 is exact", NUMBER, Value.number("-1.5"), "cb bf f8 00 00 00 00 00 00"),
        both("0.1 is not", NUMBER, Value.number("0.1"), text("0.1")),
        both("1e400", NUMBER, Value.number("1e400"), text("1E+400")),
        both("1e-400", NUMBER, Value.number("1e-400"), text("1E-400")),
        both("infinity", NUMBER, Value.infinity(true), "cb 7f f0 00 00 00 00 00 00"),
        both("-infinity", NUMBER, Value.infinity(false), "cb ff f0 00 00 00 00 00 00"),
        both("empty list", Type.list(STRING), Value.list(), "90"),
        both("list", Type.list(NUMBER), Value.list(Value.number(1), Value.ofNull()), "92 01 c0"),
        both(
            "list of 16",
            Type.list(Type.bool()),
            Value.list(Collections.nCopies(16, Value.bool(true))),
            "dc 00 10" + "c3".repeat(16)),
        both("set", Type.set(NUMBER), Value.set(Value.number(2), Value.number(1)), "92 02 01"),
        both(
            "tuple",
            Type.tuple(STRING, NUMBER),
            Value.tuple(Value.text("a"), Value.number(1)),
            "92 a1 61 01"),
        both(
            "map",
            Type.map(NUMBER),
            Value.map(Map.of("b", Value.number(2), "a", Value.number(1))),
            "82 a1 61 01 a1 62 02"),
        both(
            "object writes every attribute",
            APP,
            Value.object(
                Map.of("name", Value.text("x"), "gpu", Value.ofNull(), "tags", Value.set())),
            "83 a3 67 70 75 c0 a4 6e 61 6d 65 a1 78 a4 74 61 67 73 90"),
        both("unknown", APP, Value.unknown(), "d4 00 00"),
        both(
            "list of unknowns",
            Type.list(STRING),
            Value.list(Value.unknown(), Value.unknown()),
            "92 d4 00 00 d4 00 00"),
        both("dynamic: null of no type", DYNAMIC, Value.ofNull(), "c0"),
        both("dynamic: unknown of no type", DYNAMIC, Value.unknown(), "d4 00 00"),
        both(
            "dynamic: string",
            DYNAMIC,
            Value.dynamic(STRING, Value.text("x")),
            "92 c4 08 22 73 74 72 69 6e 67 22 a1 78"),
        both(
            "dynamic: null of a type",
            DYNAMIC,
            Value.dynamic(Type.bool(), Value.ofNull()),
            "92 c4 06 22 62 6f 6f 6c 22 c0"),
        both(
            "dynamic: unknown of a type",
            DYNAMIC,
            Value.dynamic(Type.list(NUMBER), Value.unknown()),
            "92 c4 11 5b 22 6c 69 73 74 22 2c 22 6e 75 6d 62 65 72 22 5d d4 00 00"),
        both(
            "dynamic in a map",
            Type.map(DYNAMIC),
            Value.map(Map.of("k", Value.dynamic(Type.bool(), Value.bool(true)))),
            "81 a1 6b 92 c4 06 22 62 6f 6f 6c 22 c3"),
        both(
            "refined: not null",
            STRING,
            refined(Refinements.NONE.withNotNull()),
            "c7 03 0c 81 01 c2"),
        both(
            "refined: prefix",
            STRING,
            refined(Refinements.NONE.withNotNull().withPrefix("ai-")),
            "d7 0c 82 01 c2 02 a3 61 69 2d"),
        both(
            "refined: bounds",
            NUMBER,
            refined(
                Refinements.NONE
                    .withMin(new Bound(Value.number(1), true))
                    .withMax(new Bound(Value.number(9), false))),
            "c7 09 0c 82 03 92 01 c3 04 92 09 c2"),
        both(
            "refined: lengths",
            Type.list(STRING),
            refined(Refinements.NONE.withMinLength(1).withMaxLength(300)),
            "c7 07 0c 82 05 01 06 cd 01 2c"),
        both(
            "refined: of any type",
            DYNAMIC,
            refined(Refinements.NONE.withNotNull()),
            "c7 03 0c 81 01 c2"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sameBothWays")
  void writes(String story, Type type, Value value, byte[] bytes) {
    assertThat(Msgpack.encode(value, type)).isEqualTo(bytes);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sameBothWays")
  void readsWhatItWrites(String story, Type type, Value value, byte[] bytes) {
    assertThat(Msgpack.decode(bytes, type)).isEqualTo(value);
  }

  static Stream<Arguments> onlyRead() {
    return Stream.of(
        read("1 in 8 bits", NUMBER, "cc 01", Value.number(1)),
        read("1 in 64 signed bits", NUMBER, "d3 00 00 00 00 00 00 00 01", Value.number(1)),
        read(
            "uint64 max",
            NUMBER,
            "cf ff ff ff ff ff ff ff ff",
            Value.number("18446744073709551615")),
        read("float32 1.5", NUMBER, "ca 3f c0 00 00", Value.number("1.5")),
        read("float32 infinity", NUMBER, "ca ff 80 00 00", Value.infinity(false)),
        read("float64 2.0", NUMBER, "cb 40 00 00 00 00 00 00 00", Value.number(2)),
        read(
            "float64 nearest to 0.1, exactly",
            NUMBER,
            "cb 3f b9 99 99 99 99 99 9a",
            Value.number("0.1000000000000000055511151231257827021181583404541015625")),
        read("string 1e400", NUMBER, text("1e400"), Value.number("1e400")),
        read("string 1e+2", NUMBER, text("1e+2"), Value.number(100)),
        read(
            "155 digits, as 512 bits need",
            NUMBER,
            text("0." + "123456789".repeat(17) + "12"),
            Value.number(new BigDecimal("0." + "123456789".repeat(17) + "12"))),
        read("decomposed é", STRING, "a3 65 cc 81", Value.text("\u00e9")),
        read(
            "decomposed key",
            Type.map(NUMBER),
            "81 a3 65 cc 81 01",
            Value.map(Map.of("\u00e9", Value.number(1)))),
        read(
            "list with a 32-bit head",
            Type.list(NUMBER),
            "dd 00 00 00 01 07",
            Value.list(Value.number(7))),
        read(
            "map with a 32-bit head",
            Type.map(NUMBER),
            "df 00 00 00 01 a1 61 07",
            Value.map(Map.of("a", Value.number(7)))),
        read(
            "known twin in a set",
            Type.set(NUMBER),
            "93 01 02 01",
            Value.set(Value.number(1), Value.number(2))),
        read("extension 0, longer", NUMBER, "d5 00 00 00", Value.unknown()),
        read("extension 5", NUMBER, "c7 03 05 01 02 03", Value.unknown()),
        read("extension -1, empty", NUMBER, "c7 00 ff", Value.unknown()),
        read("refinements, none of them", NUMBER, "d4 0c 80", Value.unknown()),
        read("refinements of one byte", NUMBER, "d4 0c c0", Value.unknown()),
        read("refinements of no byte", NUMBER, "c7 00 0c", Value.unknown()),
        read(
            "padding after refinements",
            STRING,
            "d6 0c 81 01 c2 00",
            Value.unknown(Refinements.NONE.withNotNull())),
        read(
            "a refinement that is infinite",
            NUMBER,
            "c7 0d 0c 81 03 92 cb ff f0 00 00 00 00 00 00 c3",
            Value.unknown()),
        read(
            "refinement of a later age",
            NUMBER,
            "c7 0a 0c 82 2a 92 01 81 a1 6b c0 01 c2",
            Value.unknown(Refinements.NONE.withNotNull())),
        read("promised to be null", STRING, "c7 03 0c 81 01 c3", Value.ofNull()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("onlyRead")
  void readsOtherSpellings(String story, Type type, byte[] bytes, Value value) {
    assertThat(Msgpack.decode(bytes, type)).isEqualTo(value);
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        refuse("nothing", STRING, "", "1 bytes wanted, only 0 left"),
        refuse("two values", STRING, "c0 c0", "1 bytes follow the value"),
        refuse(
            "the byte that begins nothing",
            STRING,
            "c1",
            "byte 0xc1 begins nothing in MessagePack"),
        refuse("string cut short", STRING, "a3 68", "3 bytes wanted, only 1 left"),
        refuse("string not UTF-8", STRING, "a1 ff", "string is not UTF-8"),
        refuse("number for a string", STRING, "01", "string required, number given"),
        refuse("NaN", NUMBER, "cb 7f f8 00 00 00 00 00 00", "NaN is no number"),
        refuse("words for a number", NUMBER, text("one"), "not a decimal number"),
        refuse("infinity in words", NUMBER, text("Inf"), "not a decimal number"),
        refuse("other digits", NUMBER, "a2 d9 a1", "not a decimal number"),
        refuse(
            "exponent out of reach",
            NUMBER,
            text("1e2000000000"),
            "number too large or too close to zero"),
        refuse(
            "lying list",
            Type.list(STRING),
            "dd ff ff ff ff a0",
            "4294967295 entries announced, only 1 bytes left"),
        refuse(
            "lying map",
            Type.map(STRING),
            "df ff ff ff ff a0",
            "4294967295 entries announced, only 1 bytes left"),
        refuse("lying string", STRING, "db ff ff ff ff", "4294967295 bytes wanted, only 0 left"),
        refuse(
            "element of a list",
            Type.list(STRING),
            "92 a0 01",
            "[1]: string required, number given"),
        refuse(
            "element of a set", Type.set(STRING), "92 a0 01", "[*]: string required, number given"),
        refuse(
            "value of a map",
            Type.map(STRING),
            "81 a1 6b 01",
            "[\"k\"]: string required, number given"),
        refuse("short tuple", Type.tuple(STRING, STRING), "91 a0", "2 elements required, 1 given"),
        refuse("key not a string", Type.map(STRING), "81 01 a0", "a key is not a string"),
        refuse("key twice", Type.map(STRING), "82 a1 6b a0 a1 6b a0", "a key occurs twice"),
        refuse(
            "attribute too many",
            Type.object(Map.of()),
            "81 a1 6b c0",
            "k: no such attribute in the type"),
        refuse(
            "attribute missing", Type.object(Map.of("k", STRING)), "80", "k: attribute is missing"),
        refuse("bare value for dynamic", DYNAMIC, "01", "dynamic required, number given"),
        refuse(
            "triple for dynamic",
            DYNAMIC,
            "93 c0 c0 c0",
            "a dynamic value is a type and a value, not 3 items"),
        refuse(
            "type as text",
            DYNAMIC,
            "92 a6 22 62 6f 6f 6c 22 c0",
            "the type of a dynamic value is not binary"),
        refuse(
            "dynamic in dynamic",
            DYNAMIC,
            "92 c4 09 22 64 79 6e 61 6d 69 63 22 c0",
            "a dynamic value needs a concrete type"),
        refuse(
            "prefix of a number",
            NUMBER,
            "c7 04 0c 81 02 a1 61",
            "unknown with a prefix, but the type is number"),
        refuse(
            "bounds of a string",
            STRING,
            "c7 05 0c 81 03 92 01 c3",
            "unknown with bounds, but the type is string"),
        refuse(
            "length of a string",
            STRING,
            "c7 03 0c 81 05 01",
            "unknown with a length, but the type is string"),
        refuse(
            "bounds that exclude all",
            NUMBER,
            "c7 09 0c 82 03 92 09 c3 04 92 01 c3",
            "no number lies between the bounds"),
        refuse("refinements not a map", NUMBER, "d5 0c c0 c0", "refinements are not a map"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void refuses(String story, Type type, byte[] bytes, String message) {
    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(() -> Msgpack.decode(bytes, type))
        .withMessage(message);
  }

  @Test
  void anErrorCarriesItsPath() {
    var type = Type.object(Map.of("volumes", Type.list(Type.map(STRING))));
    var bytes = hex("81 a7 76 6f 6c 75 6d 65 73 92 80 81 a4 74 65 61 6d c3");
    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(() -> Msgpack.decode(bytes, type))
        .withMessage("volumes[1][\"team\"]: string required, boolean given")
        .satisfies(e -> assertThat(e.path()).isEqualTo(Path.of("volumes").index(1).key("team")));
  }

  @Test
  void writingChecksTheTypeFirst() {
    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(() -> Msgpack.encode(Value.list(Value.bool(true)), Type.list(STRING)))
        .withMessage("[0]: string required, bool given");
  }

  @Test
  void setsOfUnknownsKeepTheirCount() {
    var type = Type.set(Type.object(Map.of("id", STRING)));
    var blank = Value.object(Map.of("id", Value.unknown()));
    var bytes = hex("92 81 a2 69 64 d4 00 00 81 a2 69 64 d4 00 00");
    assertThat(Msgpack.decode(bytes, type)).isEqualTo(Value.set(blank, blank));
    assertThat(Msgpack.encode(Value.set(blank, blank), type)).isEqualTo(bytes);
  }

  @Test
  void longPrefixesAreCutToFit() {
    var bytes = Msgpack.encode(refined(Refinements.NONE.withPrefix("é".repeat(1000))), STRING);
    assertThat(bytes).hasSizeLessThan(1024);
    assertThat(Msgpack.decode(bytes, STRING))
        .isEqualTo(refined(Refinements.NONE.withPrefix("é".repeat(128))));
  }

  @Test
  void nestingEndsBeforeTheStackDoes() {
    var type = STRING;
    for (int i = 0; i <= Trail.MAX_DEPTH; i++) {
      type = Type.list(type);
    }
    var deep = type;
    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(() -> Msgpack.decode(hex("91".repeat(Trail.MAX_DEPTH + 1) + "a0"), deep))
        .withMessageEndingWith("nested deeper than 200 levels");
  }

  private static Value refined(Refinements refinements) {
    return Value.unknown(refinements);
  }

  private static Arguments both(String story, Type type, Value value, String hex) {
    return arguments(story, type, value, hex(hex));
  }

  private static Arguments read(String story, Type type, String hex, Value value) {
    return arguments(story, type, hex(hex), value);
  }

  private static Arguments refuse(String story, Type type, String hex, String message) {
    return arguments(story, type, hex(hex), message);
  }

  private static byte[] hex(String spaced) {
    return HexFormat.of().parseHex(spaced.replace(" ", ""));
  }

  /** A string of fewer than 32 bytes, or fewer than 256. */
  private static String text(String text) {
    var head = text.length() < 32 ? 0xa0 | text.length() : 0xd900 | text.length();
    return Integer.toHexString(head)
        + HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
  }
}
