package dev.slipway.provider.test.stories;

import static dev.slipway.provider.schema.Attributes.int32;
import static dev.slipway.provider.schema.Attributes.string;
import static dev.slipway.provider.schema.Checks.between;
import static dev.slipway.provider.schema.Checks.length;
import static dev.slipway.provider.schema.Kind.INT32;
import static dev.slipway.provider.schema.Kind.STRING;
import static dev.slipway.provider.test.Failed.failing;
import static dev.slipway.provider.test.TestedFunction.UNKNOWN;
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
import dev.slipway.provider.diag.Located;
import dev.slipway.provider.function.Arguments;
import dev.slipway.provider.function.Parameter;
import dev.slipway.provider.function.Signature;
import dev.slipway.provider.function.Variadic;
import dev.slipway.provider.internal.protocol6.Messages;
import dev.slipway.provider.plan.Config;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Kind;
import dev.slipway.provider.schema.Nested;
import dev.slipway.provider.schema.Reading;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.test.TestedFunction;
import dev.slipway.provider.test.TestedProvider;
import dev.slipway.provider.value.Path;
import dev.slipway.provider.value.Value;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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

  private static final @Nullable Object NULL = null;

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

  private static TestedProvider provider(ProviderFunction<?>... functions) {
    return TestedProvider.of(offering(functions));
  }

  /** A function that a story is about, and the provider that offers it. */
  private record Offered<R>(TestedProvider provider, TestedFunction<R> function)
      implements AutoCloseable {
    static <R> Offered<R> of(ProviderFunction<R> function) {
      var provider = FunctionStoriesTest.provider(function);
      return new Offered<>(provider, provider.function(function));
    }

    R call(@Nullable Object... arguments) {
      return function.call(arguments);
    }

    Reading<R> value(@Nullable Object... arguments) {
      return function.value(arguments);
    }

    @Override
    public void close() {
      provider.close();
    }
  }

  private static <R> Offered<R> written(Signature<R> signature, Body<R> body) {
    return Offered.of(new Written<>("written", signature, body));
  }

  private static void assertError(
      Offered<?> function, Located where, String text, @Nullable Object... arguments) {
    assertError(function, where.path(), text, arguments);
  }

  private static void assertError(
      Offered<?> function, Path where, String text, @Nullable Object... arguments) {
    assertThat(failing(() -> function.call(arguments))).hasOnlyError(text).at(where);
  }

  @Test
  void terraformLearnsWhatAFunctionTakesAndGives() {
    try (var provider = provider(REPEAT, JOIN)) {
      var functions = Told.functions(provider);

      assertThat(functions.getFunctionsMap())
          .containsOnlyKeys("repeat", "join")
          .isEqualTo(Told.schema(provider).getFunctionsMap());
      assertThat(Told.metadata(provider).getFunctionsList())
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
    try (var written = written(Signature.of("", STRING, LABEL, LATER).variadic(ANY), _ -> "")) {
      var told = Told.functions(written.provider()).getFunctionsOrThrow("written");

      assertThat(told.getParameters(0).getAllowNullValue()).isTrue();
      assertThat(told.getParameters(0).getAllowUnknownValues()).isFalse();
      assertThat(told.getParameters(1).getAllowNullValue()).isFalse();
      assertThat(told.getParameters(1).getAllowUnknownValues()).isTrue();
      assertThat(told.getVariadicParameter().getAllowNullValue()).isTrue();
      assertThat(told.getVariadicParameter().getAllowUnknownValues()).isTrue();
    }
  }

  @Test
  void itIsCalledWithoutConfiguration() {
    try (var repeat = Offered.of(REPEAT)) {
      assertThat(repeat.call("na", 3)).isEqualTo("nanana");
    }
  }

  @Test
  void aVariadicParameterTakesAnyNumberOfArguments() {
    try (var join = Offered.of(JOIN)) {
      assertThat(join.call("-")).isEmpty();
      assertThat(join.call("-", "a")).isEqualTo("a");
      assertThat(join.call("-", "a", "b", "c")).isEqualTo("a-b-c");
    }
  }

  @Test
  void anObjectIsTakenWithItsDefaultsAndGiven() {
    var box = Parameter.of("box", BOX);
    try (var written =
        written(
            Signature.of("", BOX, box),
            arguments -> arguments.get(box).with(NAME, arguments.get(box).get(NAME) + "!"))) {
      assertThat(written.call(BOX.blank().with(NAME, "a")))
          .isEqualTo(BOX.blank().with(NAME, "a!").with(SIZE, 7));
    }
  }

  @Test
  void nullIsRefusedUnlessItIsAllowed() {
    try (var join = Offered.of(JOIN)) {
      assertError(join, WORD, "word must not be null", NULL);
      assertError(join, PARTS.at(1), "parts[1] must not be null", "-", "a", NULL);
    }
    try (var written =
        written(
            Signature.of("", STRING, LABEL), arguments -> arguments.find(LABEL).orElse("none"))) {
      assertThat(written.call(NULL)).isEqualTo("none");
      assertThat(written.call("some")).isEqualTo("some");
    }
  }

  @Test
  void whatIsMissingWithinAnArgumentIsNamed() {
    var boxes = Parameter.of("boxes", Kind.list(BOX));
    var records =
        Parameter.of("record", BOX.as(box -> box.get(NAME), (name, box) -> box.with(NAME, name)));
    var nameless = BOX.blank();
    var named = BOX.blank().with(NAME, "a");
    try (var written = written(Signature.of("", STRING, boxes, records), _ -> "")) {
      assertError(
          written, boxes, "boxes[1].name is null; give it a value", List.of(named, nameless), "a");
      assertError(
          written,
          boxes,
          "boxes[1] is null; give it a value",
          Value.list(named.object(), Value.ofNull()),
          "a");
      assertError(
          written, records, "record.name is null; give it a value", List.of(), nameless.object());
    }
  }

  @Test
  void anUnknownArgumentIsRefusedUnlessItIsAllowed() {
    try (var repeat = Offered.of(REPEAT)) {
      assertError(repeat, TIMES, "times is not known yet", "na", UNKNOWN);
    }
    try (var written =
        written(
            Signature.of("", STRING, LATER),
            arguments ->
                switch (arguments.value(LATER)) {
                  case Reading.Known(var text) -> text;
                  case Reading.Null() -> "null";
                  case Reading.Unknown() -> "later";
                })) {
      assertThat(written.call(UNKNOWN)).isEqualTo("later");
      assertThat(written.call("now")).isEqualTo("now");
    }
  }

  @Test
  void whatIsMadeOfAnUnknownArgumentIsUnknown() {
    try (var written =
        written(Signature.of("", STRING, LATER), arguments -> "made of " + arguments.get(LATER))) {
      assertThat(written.value(UNKNOWN)).isEqualTo(new Reading.Unknown<>());
    }
  }

  @Test
  void allThatIsKnownOfEachOfSeveralArgumentsCanBeAsked() {
    try (var written =
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
      assertThat(written.call("a", NULL, UNKNOWN)).isEqualTo("a null unknown");
    }
  }

  @Test
  void aCheckPointsAtTheArgumentThatFailsIt() {
    try (var repeat = Offered.of(REPEAT);
        var join = Offered.of(JOIN)) {
      assertError(repeat, TIMES, "times must be between 0 and 3; it is 4", "na", 4);
      assertError(
          join,
          PARTS.at(1),
          "parts[1] must be 0 to 3 characters long; it is \"long\"",
          "-",
          "a",
          "long",
          "c");
      assertError(
          repeat,
          TIMES,
          "times must be a whole number from -2147483648 to 2147483647; it is 1.5",
          "na",
          Value.number("1.5"));
    }
  }

  @Test
  void allThatIsWrongIsSaidAtTheFirstArgumentThatIs() {
    try (var repeat = Offered.of(REPEAT)) {
      assertError(
          repeat,
          WORD,
          "word must be 1 to 5 characters long; it is \"\".\n"
              + "times must be between 0 and 3; it is 4",
          "",
          4);
    }
  }

  @Test
  void aCheckWithinAnArgumentNamesThePart() {
    var box = Parameter.of("box", BOX);
    try (var written = written(Signature.of("", STRING, WORD, box), _ -> "")) {
      assertError(
          written,
          box,
          "box.name must be 1 to 5 characters long; it is \"enormous\"",
          "a",
          BOX.blank().with(NAME, "enormous"));
    }
  }

  static Stream<ArgumentSet> failures() {
    return Stream.of(
        failure("at an argument", new Failure(TIMES, "Too often", "Take less."), TIMES.path()),
        failure(
            "at one of several", new Failure(PARTS.at(2), "Too often", "Take less."), PARTS.at(2)),
        failure(
            "within an argument",
            new Failure(WORD.path().index(3), "Too often", "Take less."),
            WORD.path()),
        failure("at none", new Failure("Too often", "Take less."), Path.ROOT),
        failure(
            "at what is no parameter", new Failure(LABEL, "Too often", "Take less."), Path.ROOT));
  }

  private static ArgumentSet failure(String story, Failure failure, Path at) {
    return argumentSet(story, failure, at);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void anAuthorPointsAtWhatCannotBeComputed(Failure failure, Path at) {
    try (var written =
        written(
            Signature.of("", STRING, WORD, TIMES).variadic(PARTS),
            _ -> {
              throw failure;
            })) {
      assertError(written, at, "Too often. Take less", "a", 1, "x", "y", "z");
    }
  }

  @Test
  void theNumberOfArgumentsIsCounted() {
    try (var repeat = Offered.of(REPEAT);
        var join = Offered.of(JOIN)) {
      assertError(repeat, Path.ROOT, "Wrong number of arguments. Exactly 2 wanted, 1 given", "a");
      assertError(
          repeat, Path.ROOT, "Wrong number of arguments. Exactly 2 wanted, 3 given", "a", 1, 2);
      assertError(join, Path.ROOT, "Wrong number of arguments. At least 1 wanted, 0 given");
    }
  }

  @Test
  void anArgumentOfAnotherTypeIsADisagreement() {
    var request =
        CallFunction.Request.newBuilder()
            .setName("repeat")
            .addArguments(
                DynamicValue.newBuilder().setMsgpack(ByteString.copyFrom(new byte[] {0x07})))
            .addArguments(Messages.message(Value.number(1), INT32.type()))
            .build();
    try (var provider = provider(REPEAT)) {
      assertThat(Told.by(provider).callFunction(request).getError().getText())
          .startsWith("Terraform and the provider disagree. function repeat: ");
    }
  }

  @Test
  void aFunctionThatIsNotThereSaysWhatThereIs() {
    var split = new Written<>("split", Signature.of("", STRING), _ -> "");
    try (var provider = provider(REPEAT, JOIN)) {
      assertThat(failing(() -> provider.function(split).call()))
          .hasOnlyError(
              "No function split. Provider fake offers repeat, join."
                  + " A newer version of the provider may have it")
          .at(Path.ROOT);
    }
  }

  static Stream<ArgumentSet> bugs() {
    var other = Parameter.of("other", STRING);
    return Stream.of(
        bug(
            "an exception",
            _ -> raised(new IOException("oops")),
            "java.io.IOException: oops",
            Path.ROOT),
        bug(
            "an error",
            _ -> raised(new StackOverflowError()),
            "java.lang.StackOverflowError",
            Path.ROOT),
        bug("null", _ -> nothing(), "null was returned instead of a result", Path.ROOT),
        bug(
            "null read",
            arguments -> arguments.get(LABEL),
            "read label, which is null",
            LABEL.path()),
        bug(
            "another handle",
            arguments -> arguments.get(other),
            "no such parameter other",
            Path.ROOT),
        bug(
            "a handle of another kind",
            arguments -> "" + arguments.get(Parameter.of("label", INT32)),
            "no such parameter label",
            Path.ROOT),
        bug(
            "several read as one",
            arguments -> arguments.get(PARTS.each()),
            "no such parameter parts",
            Path.ROOT),
        bug(
            "one read as several",
            arguments -> "" + arguments.get(LABEL.variadic()),
            "no such parameter label...",
            Path.ROOT));
  }

  private static ArgumentSet bug(String story, Body<String> body, String told, Path at) {
    return argumentSet(story, body, told, at);
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
  void whatAnAuthorOverlookedIsCalledABug(Body<String> body, String told, Path at) {
    try (var written = written(Signature.of("", STRING, LABEL).variadic(PARTS), body)) {
      assertThat(failing(() -> written.call(NULL)).diagnosis().all())
          .singleElement()
          .satisfies(error -> {
            assertThat(error.summary())
                .startsWith("Bug in the provider. function written ")
                .contains(told);
            assertThat(error.path()).isEqualTo(at);
          });
    }
  }

  @Test
  void aResultOfAnotherShapeIsABug() {
    var other = Shape.of(string("other").required()).blank();
    try (var written = written(Signature.of("", BOX), _ -> other)) {
      assertThat(failing(() -> written.call()).diagnosis().all())
          .singleElement()
          .satisfies(error ->
              assertThat(error.summary())
                  .startsWith("Bug in the provider. ")
                  .contains("a result of another type was returned"));
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
    assertThatThrownBy(() -> provider(functions)).hasMessageContaining(message);
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
        Arguments.of(
            Signature.of("", STRING, WORD).variadic(PARTS),
            List.of(Value.text("a"), Value.text("b")));

    assertThat(arguments.get(WORD)).isEqualTo("a");
    assertThat(arguments.get(PARTS)).containsExactly("b");
    assertThatThrownBy(() -> Arguments.of(Signature.of("", Kind.list(STRING), WORD), List.of()))
        .hasMessage("0 arguments for [word]");
  }
}
