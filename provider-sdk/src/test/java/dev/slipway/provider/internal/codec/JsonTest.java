package dev.slipway.provider.internal.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.slipway.provider.value.Type;
import dev.slipway.provider.value.Value;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonTest {

  private static final Type STRING = Type.string();
  private static final Type NUMBER = Type.number();
  private static final Type DYNAMIC = Type.dynamic();
  private static final Type NOTE = Type.object(Map.of("title", STRING, "priority", NUMBER));

  static Stream<Arguments> sameBothWays() {
    return Stream.of(
        arguments(STRING, Value.ofNull(), "null"),
        arguments(Type.bool(), Value.bool(true), "true"),
        arguments(STRING, Value.text("a\"\\\n\u0001é😀"), "\"a\\\"\\\\\\u000a\\u0001é😀\""),
        arguments(NUMBER, Value.number(-12), "-12"),
        arguments(NUMBER, Value.number(100), "100"),
        arguments(NUMBER, Value.number("0.1"), "0.1"),
        arguments(NUMBER, Value.number("18446744073709551615"), "18446744073709551615"),
        arguments(NUMBER, Value.number("1e400"), "1E+400"),
        arguments(Type.list(NUMBER), Value.list(), "[]"),
        arguments(Type.list(NUMBER), Value.list(Value.number(1), Value.ofNull()), "[1,null]"),
        arguments(Type.set(STRING), Value.set(Value.text("b"), Value.text("a")), "[\"b\",\"a\"]"),
        arguments(
            Type.tuple(STRING, NUMBER), Value.tuple(Value.text("a"), Value.number(1)), "[\"a\",1]"),
        arguments(Type.map(NUMBER), Value.map(Map.of()), "{}"),
        arguments(Type.map(NUMBER), Value.map(Map.of("a", Value.number(1))), "{\"a\":1}"),
        arguments(
            NOTE,
            Value.object(Map.of("title", Value.text("x"), "priority", Value.ofNull())),
            "{\"priority\":null,\"title\":\"x\"}"),
        arguments(
            DYNAMIC,
            Value.dynamic(Type.list(STRING), Value.list(Value.text("x"))),
            "{\"type\":[\"list\",\"string\"],\"value\":[\"x\"]}"),
        arguments(
            DYNAMIC, Value.dynamic(STRING, Value.ofNull()), "{\"type\":\"string\",\"value\":null}"),
        arguments(DYNAMIC, Value.ofNull(), "null"));
  }

  @ParameterizedTest(name = "{2}")
  @MethodSource("sameBothWays")
  void writes(Type type, Value value, String json) {
    assertThat(new String(Json.encode(value, type), UTF_8)).isEqualTo(json);
  }

  @ParameterizedTest(name = "{2}")
  @MethodSource("sameBothWays")
  void readsWhatItWrites(Type type, Value value, String json) {
    assertThat(decode(json, type)).isEqualTo(value);
  }

  static Stream<Arguments> onlyRead() {
    return Stream.of(
        arguments(
            STRING,
            " \t\r\n\"\\u00e9\\ud83d\\ude00\\/\\b\\f\\n\\r\\t\" ",
            Value.text("é😀/\b\f\n\r\t")),
        arguments(STRING, "\"e\\u0301\"", Value.text("é")),
        arguments(STRING, "\"\\ud83d!\"", Value.text("\ufffd!")),
        arguments(NUMBER, "1.0E+2", Value.number(100)),
        arguments(NUMBER, "-0", Value.number(0)),
        arguments(
            DYNAMIC,
            "{\"value\": 1, \"type\": \"number\"}",
            Value.dynamic(NUMBER, Value.number(1))),
        arguments(
            NOTE,
            "{ \"title\" : \"x\" }",
            Value.object(Map.of("title", Value.text("x"), "priority", Value.ofNull()))));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("onlyRead")
  void readsOtherSpellings(Type type, String json, Value value) {
    assertThat(decode(json, type)).isEqualTo(value);
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        arguments(STRING, "", "not JSON: no value at character 0"),
        arguments(STRING, "\"a", "not JSON: a string without an end at character 2"),
        arguments(STRING, "\"\u0001\"", "not JSON: a control character in a string at character 2"),
        arguments(STRING, "\"\\x\"", "not JSON: an unknown escape in a string at character 3"),
        arguments(STRING, "\"\\u12g4\"", "not JSON: an unknown escape in a string at character 6"),
        arguments(STRING, "nul", "not JSON: no value at character 0"),
        arguments(STRING, "\"a\" 1", "not JSON: more than one value at character 4"),
        arguments(STRING, "\ufeff\"a\"", "not JSON: no value at character 0"),
        arguments(NUMBER, "01", "not JSON: more than one value at character 1"),
        arguments(NUMBER, "1.", "not JSON: no digit at character 2"),
        arguments(NUMBER, "-", "not JSON: no digit at character 1"),
        arguments(NUMBER, "1e", "not JSON: no digit at character 2"),
        arguments(NUMBER, "NaN", "not JSON: no value at character 0"),
        arguments(NUMBER, "1e999999999999", "not a decimal number"),
        arguments(NUMBER, "\"1\"", "number required, string given"),
        arguments(Type.list(NUMBER), "[1,]", "not JSON: no value at character 3"),
        arguments(Type.list(NUMBER), "[1", "not JSON: no ']' at character 2"),
        arguments(Type.list(NUMBER), "[1,true]", "[1]: number required, boolean given"),
        arguments(Type.tuple(NUMBER), "[]", "1 elements required, 0 given"),
        arguments(NOTE, "{,}", "not JSON: no name at character 1"),
        arguments(NOTE, "{\"title\" 1}", "not JSON: no ':' at character 9"),
        arguments(NOTE, "{\"title\":1}", "title: string required, number given"),
        arguments(NOTE, "{\"owner\":1}", "owner: no such attribute in the type"),
        arguments(
            Type.map(NUMBER),
            "{\"a\":1,\"a\":2}",
            "not JSON: a second value of one name ends at character 12"),
        arguments(Type.map(NUMBER), "{\"é\":1,\"e\u0301\":2}", "a key occurs twice"),
        arguments(DYNAMIC, "1", "dynamic required, number given"),
        arguments(
            DYNAMIC,
            "{\"type\":\"number\"}",
            "a dynamic value is an object of \"type\" and \"value\""),
        arguments(
            DYNAMIC, "{\"type\":\"dynamic\",\"value\":1}", "a dynamic value needs a concrete type"),
        arguments(Type.list(STRING), "[".repeat(1000), "JSON nested deeper than 402 levels"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("refused")
  void refuses(Type type, String json, String message) {
    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(() -> decode(json, type))
        .withMessage(message);
  }

  @Test
  void brokenTextIsRefused() {
    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(() -> Json.decode(new byte[] {'"', (byte) 0xff, '"'}, STRING))
        .withMessage("JSON is not UTF-8");
  }

  @Test
  void storedStateMayHoldAttributesThatAreGone() {
    var json = "{\"title\":\"x\",\"owner\":{\"name\":\"y\"}}".getBytes(UTF_8);
    assertThat(Json.decodeState(json, NOTE))
        .isEqualTo(Value.object(Map.of("title", Value.text("x"), "priority", Value.ofNull())));
  }

  @Test
  void jsonOfNoTypeBecomesObjectsAndTuples() {
    assertThat(Json.decodeUntyped("{\"a\":[1,\"x\",null,true]}".getBytes(UTF_8)))
        .isEqualTo(
            Value.object(
                Map.of(
                    "a",
                    Value.tuple(
                        Value.number(1), Value.text("x"), Value.ofNull(), Value.bool(true)))));
    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(() -> Json.decodeUntyped("{\"é\":1,\"e\u0301\":2}".getBytes(UTF_8)))
        .withMessage("two keys are the same text, \"é\"");
  }

  static Stream<Arguments> unspeakable() {
    return Stream.of(
        arguments(Value.unknown(), "title: an unknown value has no form in JSON"),
        arguments(Value.number(1), "title: string required, number given"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("unspeakable")
  void writesNoUnknowns(Value title, String message) {
    var note = Value.object(Map.of("title", title, "priority", Value.ofNull()));
    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(() -> Json.encode(note, NOTE))
        .withMessage(message);
  }

  @Test
  void writesNoInfinity() {
    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(() -> Json.encode(Value.set(Value.infinity(true)), Type.set(NUMBER)))
        .withMessage("[*]: infinity has no form in JSON");
  }

  static Stream<Arguments> types() {
    return Stream.of(
        arguments(STRING, "\"string\""),
        arguments(NUMBER, "\"number\""),
        arguments(Type.bool(), "\"bool\""),
        arguments(DYNAMIC, "\"dynamic\""),
        arguments(Type.list(STRING), "[\"list\",\"string\"]"),
        arguments(Type.set(NUMBER), "[\"set\",\"number\"]"),
        arguments(Type.map(DYNAMIC), "[\"map\",\"dynamic\"]"),
        arguments(Type.tuple(STRING, Type.bool()), "[\"tuple\",[\"string\",\"bool\"]]"),
        arguments(Type.tuple(), "[\"tuple\",[]]"),
        arguments(NOTE, "[\"object\",{\"priority\":\"number\",\"title\":\"string\"}]"),
        arguments(
            Type.object(Map.of("a", STRING), Set.of("a")),
            "[\"object\",{\"a\":\"string\"},[\"a\"]]"),
        arguments(Type.object(Map.of()), "[\"object\",{}]"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("types")
  void writesAndReadsTypes(Type type, String json) {
    assertThat(new String(TypeJson.encode(type), UTF_8)).isEqualTo(json);
    assertThat(TypeJson.decode(json.getBytes(UTF_8))).isEqualTo(type);
  }

  static Stream<Arguments> noTypes() {
    return Stream.of(
        arguments("1", "number is no type"),
        arguments("\"int\"", "no simple type has this name"),
        arguments("[]", "array is no type"),
        arguments("[1,2]", "a type begins with number, not a name"),
        arguments("[\"bag\",\"string\"]", "no compound type has this name"),
        arguments("[\"list\",\"string\",1]", "a type of 3 parts"),
        arguments("[\"tuple\",\"string\"]", "the elements of a tuple type are string, not array"),
        arguments("[\"object\",[]]", "the attributes of an object type are array, not object"),
        arguments("[\"object\",{},{}]", "the optional attributes are object, not array"),
        arguments("[\"object\",{},[1]]", "the name of an optional attribute is number"),
        arguments("[\"object\",{},[\"a\"]]", "optional \"a\" is not an attribute"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("noTypes")
  void refusesWhatIsNoType(String json, String message) {
    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(() -> TypeJson.decode(json.getBytes(UTF_8)))
        .withMessage(message);
  }

  private static Value decode(String json, Type type) {
    return Json.decode(json.getBytes(UTF_8), type);
  }
}
