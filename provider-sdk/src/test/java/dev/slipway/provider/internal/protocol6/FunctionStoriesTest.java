package dev.slipway.provider.internal.protocol6;

import static dev.slipway.provider.schema.Attributes.int32;
import static dev.slipway.provider.schema.Attributes.string;
import static dev.slipway.provider.schema.Checks.between;
import static dev.slipway.provider.schema.Checks.length;
import static dev.slipway.provider.schema.Kind.INT32;
import static dev.slipway.provider.schema.Kind.STRING;
import static dev.slipway.provider.value.Value.number;
import static dev.slipway.provider.value.Value.ofNull;
import static dev.slipway.provider.value.Value.text;
import static dev.slipway.provider.value.Value.unknown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.google.protobuf.ByteString;
import dev.slipway.proto.tfplugin6.CallFunction;
import dev.slipway.proto.tfplugin6.DynamicValue;
import dev.slipway.proto.tfplugin6.Function;
import dev.slipway.proto.tfplugin6.GetMetadata;
import dev.slipway.provider.Call;
import dev.slipway.provider.Provider;
import dev.slipway.provider.ProviderFunction;
import dev.slipway.provider.Resource;
import dev.slipway.provider.diag.Failure;
import dev.slipway.provider.function.Arguments;
import dev.slipway.provider.function.Parameter;
import dev.slipway.provider.function.Signature;
import dev.slipway.provider.function.Variadic;
import dev.slipway.provider.internal.protocol6.Wire.Called;
import dev.slipway.provider.plan.Config;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Kind;
import dev.slipway.provider.schema.Nested;
import dev.slipway.provider.schema.Reading;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.value.Value;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments.ArgumentSet;
import org.junit.jupiter.params.provider.MethodSource;

/** Conformance case 28: calling functions, and pointing at the argument that does not do. */
class FunctionStoriesTest {

  private static final Parameter<String> WORD =
      Parameter.of("word", STRING).check(length(1, 5)).doc("*Short*.");
  private static final Parameter<Integer> TIMES = Parameter.of("times", INT32).check(between(0, 3));
  private static final Parameter<String> LABEL = Parameter.of("label", STRING).allowNull();
  private static final Parameter<String> LATER = Parameter.of("later", STRING).allowUnknown();
  private static final Variadic<String> PARTS =
      Parameter.of("parts", STRING).check(length(0, 3)).variadic();
  private static final Variadic<String> ANY =
      Parameter.of("any", STRING).allowNull().allowUnknown().variadic();

  private static final Attribute<String> NAME = string("name").required().check(length(1, 5));
  private static final Attribute<Integer> SIZE = int32("size").optional().defaultsTo(7);
  private static final Shape<Nested> BOX = Shape.of(NAME, SIZE);

  /** What the author wrote. */
  @FunctionalInterface
  interface Body<R> {
    R call(Arguments arguments) throws Exception;
  }

  private record Written<R>(String name, Signature<R> signature, Body<R> body)
      implements ProviderFunction<R> {
    @Override
    public R call(Arguments arguments) throws Exception {
      return body.call(arguments);
    }
  }

  private static final ProviderFunction<String> REPEAT =
      new Written<>(
          "repeat",
          Signature.of("A word, several times.", STRING, WORD, TIMES)
              .doc("As in `repeat(\"na\", 3)`.")
              .deprecated("Use `join`."),
          arguments -> arguments.get(WORD).repeat(arguments.get(TIMES)));

  private static final ProviderFunction<String> JOIN =
      new Written<>(
          "join",
          Signature.of("Parts in one.", STRING, WORD).variadic(PARTS),
          arguments -> String.join(arguments.get(WORD), arguments.get(PARTS)));

  /** Functions are called before anything is configured, so there is nothing to configure with. */
  private static Provider<String> offering(ProviderFunction<?>... functions) {
    return new Provider<>() {
      @Override
      public String name() {
        return "fake";
      }

      @Override
      public String configure(Config config, Call call) {
        throw new AssertionError("functions have no client");
      }

      @Override
      public List<Resource<String>> resources() {
        return List.of();
      }

      @Override
      public List<ProviderFunction<?>> functions() {
        return List.of(functions);
      }
    };
  }

  private static <R> Wire written(Signature<R> signature, Body<R> body) {
    return Wire.to(offering(new Written<>("written", signature, body)));
  }

  private static Called result(Value result) {
    return new Called(result, "", OptionalLong.empty());
  }

  private static Called error(String text) {
    return new Called(ofNull(), text, OptionalLong.empty());
  }

  private static Called error(int argument, String text) {
    return new Called(ofNull(), text, OptionalLong.of(argument));
  }

  @Test
  void terraformLearnsWhatAFunctionTakesAndGives() {
    try (var terraform = Wire.to(offering(REPEAT, JOIN))) {
      var functions = terraform.functions();

      assertThat(functions.getFunctionsMap())
          .containsOnlyKeys("repeat", "join")
          .isEqualTo(terraform.schema().getFunctionsMap());
      assertThat(terraform.metadata().getFunctionsList())
          .extracting(GetMetadata.FunctionMetadata::getName)
          .containsExactly("repeat", "join");

      var repeat = functions.getFunctionsOrThrow("repeat");
      assertThat(repeat.getSummary()).isEqualTo("A word, several times.");
      assertThat(repeat.getDescription()).isEqualTo("As in `repeat(\"na\", 3)`.");
      assertThat(repeat.getDeprecationMessage()).isEqualTo("Use `join`.");
      assertThat(repeat.hasVariadicParameter()).isFalse();
      assertThat(repeat.getReturn().getType().toStringUtf8()).isEqualTo("\"string\"");
      assertThat(repeat.getParametersList())
          .extracting(Function.Parameter::getName, each -> each.getType().toStringUtf8())
          .containsExactly(tuple("word", "\"string\""), tuple("times", "\"number\""));
      assertThat(repeat.getParameters(0).getDescription()).isEqualTo("*Short*.");
      assertThat(repeat.getParametersList())
          .noneMatch(each -> each.getAllowNullValue() || each.getAllowUnknownValues());
      assertThat(functions.getFunctionsOrThrow("join").getVariadicParameter().getName())
          .isEqualTo("parts");
    }
  }

  @Test
  void whatMayBeNullOrUnknownIsSaid() {
    try (var terraform = written(Signature.of("", STRING, LABEL, LATER).variadic(ANY), _ -> "")) {
      var written = terraform.functions().getFunctionsOrThrow("written");

      assertThat(written.getParameters(0).getAllowNullValue()).isTrue();
      assertThat(written.getParameters(0).getAllowUnknownValues()).isFalse();
      assertThat(written.getParameters(1).getAllowNullValue()).isFalse();
      assertThat(written.getParameters(1).getAllowUnknownValues()).isTrue();
      assertThat(written.getVariadicParameter().getAllowNullValue()).isTrue();
      assertThat(written.getVariadicParameter().getAllowUnknownValues()).isTrue();
    }
  }

  @Test
  void itIsCalledWithoutConfiguration() {
    try (var terraform = Wire.to(offering(REPEAT))) {
      assertThat(terraform.call("repeat", text("na"), number(3))).isEqualTo(result(text("nanana")));
    }
  }

  @Test
  void aVariadicParameterTakesAnyNumberOfArguments() {
    try (var terraform = Wire.to(offering(JOIN))) {
      assertThat(terraform.call("join", text("-"))).isEqualTo(result(text("")));
      assertThat(terraform.call("join", text("-"), text("a"))).isEqualTo(result(text("a")));
      assertThat(terraform.call("join", text("-"), text("a"), text("b"), text("c")))
          .isEqualTo(result(text("a-b-c")));
    }
  }

  @Test
  void anObjectIsTakenWithItsDefaultsAndGiven() {
    var box = Parameter.of("box", BOX);
    try (var terraform =
        written(
            Signature.of("", BOX, box),
            arguments -> arguments.get(box).with(NAME, arguments.get(box).get(NAME) + "!"))) {
      assertThat(
              terraform.call("written", Value.object(Map.of("name", text("a"), "size", ofNull()))))
          .isEqualTo(result(Value.object(Map.of("name", text("a!"), "size", number(7)))));
    }
  }

  @Test
  void nullIsRefusedUnlessItIsAllowed() {
    try (var terraform = Wire.to(offering(JOIN))) {
      assertThat(terraform.call("join", ofNull())).isEqualTo(error(0, "word must not be null"));
      assertThat(terraform.call("join", text("-"), text("a"), ofNull()))
          .isEqualTo(error(2, "parts[1] must not be null"));
    }
    try (var terraform =
        written(
            Signature.of("", STRING, LABEL), arguments -> arguments.find(LABEL).orElse("none"))) {
      assertThat(terraform.call("written", ofNull())).isEqualTo(result(text("none")));
      assertThat(terraform.call("written", text("some"))).isEqualTo(result(text("some")));
    }
  }

  @Test
  void whatIsMissingWithinAnArgumentIsNamed() {
    var boxes = Parameter.of("boxes", Kind.list(BOX));
    var records =
        Parameter.of("record", BOX.as(box -> box.get(NAME), (name, box) -> box.with(NAME, name)));
    var nameless = Value.object(Map.of("name", ofNull(), "size", ofNull()));
    try (var terraform = written(Signature.of("", STRING, boxes, records), _ -> "")) {
      var named = Value.object(Map.of("name", text("a"), "size", ofNull()));

      assertThat(terraform.call("written", Value.list(named, nameless), named))
          .isEqualTo(error(0, "boxes[1].name is null; give it a value"));
      assertThat(terraform.call("written", Value.list(named, ofNull()), named))
          .isEqualTo(error(0, "boxes[1] is null; give it a value"));
      assertThat(terraform.call("written", Value.list(), nameless))
          .isEqualTo(error(1, "record.name is null; give it a value"));
    }
  }

  @Test
  void anUnknownArgumentIsRefusedUnlessItIsAllowed() {
    try (var terraform = Wire.to(offering(REPEAT))) {
      assertThat(terraform.call("repeat", text("na"), unknown()))
          .isEqualTo(error(1, "times is not known yet"));
    }
    try (var terraform =
        written(
            Signature.of("", STRING, LATER),
            arguments ->
                switch (arguments.value(LATER)) {
                  case Reading.Known(var text) -> text;
                  case Reading.Null() -> "null";
                  case Reading.Unknown() -> "later";
                })) {
      assertThat(terraform.call("written", unknown())).isEqualTo(result(text("later")));
      assertThat(terraform.call("written", text("now"))).isEqualTo(result(text("now")));
    }
  }

  @Test
  void whatIsMadeOfAnUnknownArgumentIsUnknown() {
    try (var terraform =
        written(Signature.of("", STRING, LATER), arguments -> "made of " + arguments.get(LATER))) {
      assertThat(terraform.call("written", unknown())).isEqualTo(result(unknown()));
    }
  }

  @Test
  void allThatIsKnownOfEachOfSeveralArgumentsCanBeAsked() {
    try (var terraform =
        written(
            Signature.of("", STRING).variadic(ANY),
            arguments ->
                arguments.values(ANY).stream()
                    .map(reading ->
                        switch (reading) {
                          case Reading.Known(var text) -> text;
                          case Reading.Null() -> "null";
                          case Reading.Unknown() -> "unknown";
                        })
                    .collect(Collectors.joining(" ")))) {
      assertThat(terraform.call("written", text("a"), ofNull(), unknown()))
          .isEqualTo(result(text("a null unknown")));
    }
  }

  @Test
  void aCheckPointsAtTheArgumentThatFailsIt() {
    try (var terraform = Wire.to(offering(REPEAT, JOIN))) {
      assertThat(terraform.call("repeat", text("na"), number(4)))
          .isEqualTo(error(1, "times must be between 0 and 3; it is 4"));
      assertThat(terraform.call("join", text("-"), text("a"), text("long"), text("c")))
          .isEqualTo(error(2, "parts[1] must be 0 to 3 characters long; it is \"long\""));
      assertThat(terraform.call("repeat", text("na"), number("1.5")))
          .isEqualTo(
              error(1, "times must be a whole number from -2147483648 to 2147483647; it is 1.5"));
    }
  }

  @Test
  void allThatIsWrongIsSaidAtTheFirstArgumentThatIs() {
    try (var terraform = Wire.to(offering(REPEAT))) {
      assertThat(terraform.call("repeat", text(""), number(4)))
          .isEqualTo(
              error(
                  0,
                  "word must be 1 to 5 characters long; it is \"\".\n"
                      + "times must be between 0 and 3; it is 4"));
    }
  }

  @Test
  void aCheckWithinAnArgumentNamesThePart() {
    var box = Parameter.of("box", BOX);
    try (var terraform = written(Signature.of("", STRING, WORD, box), _ -> "")) {
      var tooLong = Value.object(Map.of("name", text("enormous"), "size", ofNull()));

      assertThat(terraform.call("written", text("a"), tooLong))
          .isEqualTo(error(1, "box.name must be 1 to 5 characters long; it is \"enormous\""));
    }
  }

  static Stream<ArgumentSet> failures() {
    return Stream.of(
        failure("at an argument", new Failure(TIMES, "Too often", "Take less."), 1),
        failure("at one of several", new Failure(PARTS.at(2), "Too often", "Take less."), 4),
        failure(
            "within an argument", new Failure(WORD.path().index(3), "Too often", "Take less."), 0),
        failure("at none", new Failure("Too often", "Take less."), -1),
        failure("at what is no parameter", new Failure(LABEL, "Too often", "Take less."), -1));
  }

  private static ArgumentSet failure(String story, Failure failure, int argument) {
    return argumentSet(
        story, failure, argument < 0 ? OptionalLong.empty() : OptionalLong.of(argument));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void anAuthorPointsAtWhatCannotBeComputed(Failure failure, OptionalLong argument) {
    try (var terraform =
        written(
            Signature.of("", STRING, WORD, TIMES).variadic(PARTS),
            _ -> {
              throw failure;
            })) {
      assertThat(terraform.call("written", text("a"), number(1), text("x"), text("y"), text("z")))
          .isEqualTo(new Called(ofNull(), "Too often. Take less", argument));
    }
  }

  @Test
  void theNumberOfArgumentsIsCounted() {
    try (var terraform = Wire.to(offering(REPEAT, JOIN))) {
      assertThat(terraform.call("repeat", text("a")))
          .isEqualTo(error("Wrong number of arguments. Exactly 2 wanted, 1 given"));
      assertThat(terraform.call("repeat", text("a"), number(1), number(2)))
          .isEqualTo(error("Wrong number of arguments. Exactly 2 wanted, 3 given"));
      assertThat(terraform.call("join"))
          .isEqualTo(error("Wrong number of arguments. At least 1 wanted, 0 given"));
    }
  }

  @Test
  void anArgumentOfAnotherTypeIsADisagreement() {
    var request =
        CallFunction.Request.newBuilder()
            .setName("repeat")
            .addArguments(
                DynamicValue.newBuilder().setMsgpack(ByteString.copyFrom(new byte[] {0x07})))
            .addArguments(Messages.message(number(1), INT32.type()))
            .build();
    try (var terraform = Wire.to(offering(REPEAT))) {
      assertThat(terraform.call(request).error())
          .startsWith("Terraform and the provider disagree. function repeat: ");
    }
  }

  @Test
  void aFunctionThatIsNotThereSaysWhatThereIs() {
    try (var terraform = Wire.to(offering(REPEAT, JOIN))) {
      assertThat(terraform.call(CallFunction.Request.newBuilder().setName("split").build()))
          .isEqualTo(
              error(
                  "No function split. Provider fake offers repeat, join."
                      + " A newer version of the provider may have it"));
    }
  }

  static Stream<ArgumentSet> bugs() {
    var other = Parameter.of("other", STRING);
    return Stream.of(
        bug("an exception", _ -> raised(new IOException("oops")), "java.io.IOException: oops", -1),
        bug("an error", _ -> raised(new StackOverflowError()), "java.lang.StackOverflowError", -1),
        bug("null", _ -> nothing(), "null was returned instead of a result", -1),
        bug("null read", arguments -> arguments.get(LABEL), "read label, which is null", 0),
        bug("another handle", arguments -> arguments.get(other), "no such parameter other", -1),
        bug(
            "a handle of another kind",
            arguments -> "" + arguments.get(Parameter.of("label", INT32)),
            "no such parameter label",
            -1),
        bug(
            "several read as one",
            arguments -> arguments.get(PARTS.each()),
            "no such parameter parts",
            -1),
        bug(
            "one read as several",
            arguments -> "" + arguments.get(LABEL.variadic()),
            "no such parameter label...",
            -1));
  }

  private static ArgumentSet bug(String story, Body<String> body, String told, int argument) {
    return argumentSet(
        story, body, told, argument < 0 ? OptionalLong.empty() : OptionalLong.of(argument));
  }

  private static String raised(Throwable thrown) throws Exception {
    if (thrown instanceof Error error) {
      throw error;
    }
    throw (Exception) thrown;
  }

  @SuppressWarnings("NullAway") // What the annotations forbid, others may do.
  private static String nothing() {
    return null;
  }

  @ParameterizedTest
  @MethodSource("bugs")
  void whatAnAuthorOverlookedIsCalledABug(Body<String> body, String told, OptionalLong argument) {
    try (var terraform = written(Signature.of("", STRING, LABEL).variadic(PARTS), body)) {
      var called = terraform.call("written", ofNull());

      assertThat(called.error())
          .startsWith("Bug in the provider. function written ")
          .contains(told);
      assertThat(called.argument()).isEqualTo(argument);
    }
  }

  @Test
  void aResultOfAnotherShapeIsABug() {
    var other = Shape.of(string("other").required()).blank();
    try (var terraform = written(Signature.of("", BOX), _ -> other)) {
      assertThat(terraform.call("written").error())
          .startsWith("Bug in the provider. ")
          .contains("a result of another type was returned");
    }
  }

  static Stream<ArgumentSet> mistakes() {
    return Stream.of(
        mistake("two functions of one name", "two functions are named \"join\"", JOIN, JOIN),
        mistake(
            "a name that is no identifier",
            "function joinAll: a name is lower-case letters",
            new Written<>("joinAll", Signature.of("", STRING), _ -> "")));
  }

  private static ArgumentSet mistake(
      String story, String message, ProviderFunction<?>... functions) {
    return argumentSet(story, message, functions);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void mistakesAreRefusedAtTheStart(String message, ProviderFunction<?>[] functions) {
    assertThatThrownBy(() -> Protocol6.service(offering(functions))).hasMessageContaining(message);
  }

  @Test
  void namesOfParametersAreIdentifiersAndUnique() {
    assertThatThrownBy(() -> Signature.of("", STRING, WORD, TIMES, WORD))
        .hasMessage("two parameters are named \"word\"");
    assertThatThrownBy(() -> Signature.of("", STRING, WORD).variadic(WORD.variadic()))
        .hasMessage("two parameters are named \"word\"");
    assertThatThrownBy(() -> Signature.of("", STRING, Parameter.of("my-word", STRING)))
        .hasMessageStartingWith("parameter my-word: a name is lower-case letters");
  }

  @Test
  void argumentsAreMadeForTestsOfAFunctionByItself() {
    var arguments =
        Arguments.of(Signature.of("", STRING, WORD).variadic(PARTS), List.of(text("a"), text("b")));

    assertThat(arguments.get(WORD)).isEqualTo("a");
    assertThat(arguments.get(PARTS)).containsExactly("b");
    assertThatThrownBy(() -> Arguments.of(Signature.of("", Kind.list(STRING), WORD), List.of()))
        .hasMessage("0 arguments for [word]");
  }
}
