package dev.slipway.provider.test.stories;

import static dev.slipway.provider.schema.Attributes.dynamic;
import static dev.slipway.provider.schema.Attributes.object;
import static dev.slipway.provider.schema.Attributes.string;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.provider.ProviderFunction;
import dev.slipway.provider.function.Arguments;
import dev.slipway.provider.function.Parameter;
import dev.slipway.provider.function.Signature;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Kind;
import dev.slipway.provider.schema.Nested;
import dev.slipway.provider.test.cli.EachProgram;
import dev.slipway.provider.test.cli.Program;
import dev.slipway.provider.value.Value;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of any type, as the real Terraform sends and takes them. */
@EachProgram
class DynamicIT extends ProgramStory {

  private static final Attribute<String> ID = string("id").computed().stable();
  private static final Attribute<Value.Dynamic> GIVEN = dynamic("given").optional();
  private static final Attribute<Value.Dynamic> TOLD = dynamic("told").computed();
  private static final Attribute<Nested> WITHIN =
      object("within", dynamic("given").optional()).optional();

  DynamicIT(Program program) {
    super(program);
  }

  private static Fake thing() {
    return Fake.of(ID, GIVEN, TOLD, WITHIN)
        .creating((plan, _) ->
            plan.toState().with(ID, "1").with(TOLD, plan.find(GIVEN).map(DynamicIT::told)))
        .updating((plan, _) -> plan.toState().with(TOLD, plan.find(GIVEN).map(DynamicIT::told)));
  }

  /** Of another type than what it is told about. */
  private static Value.Dynamic told(Value.Dynamic given) {
    return Value.dynamic(Value.tuple(Value.text(given.value().kind()), given));
  }

  private static String thing(String body) {
    return """
    resource "fake_thing" "it" {
      %s
    }
    """
        .formatted(body);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"text\"",
        "12.5",
        "true",
        "[1, \"two\", null]",
        "{ a = 1, b = { c = [] } }",
        "toset([\"a\", \"b\"])",
        "tomap({ a = 1 })",
        "null"
      })
  void aValueOfAnyTypeIsAppliedAndShowsNoChange(String value) {
    try (var terraform = attached(thing().provider())) {
      assertThat(
              terraform.apply(thing("given = %s\nwithin = { given = %s }".formatted(value, value))))
          .succeeds();
      assertThat(terraform.plan()).doesNothing();
    }
  }

  @Test
  void anotherTypeIsAChangeInPlace() {
    try (var terraform = attached(thing().provider())) {
      assertThat(terraform.apply(thing("given = \"1\""))).succeeds();

      assertThat(terraform.apply(thing("given = 1")))
          .succeeds()
          .says("will be updated in-place", "0 added, 1 changed");
      assertThat(terraform.state("fake_thing.it")).has("given", 1);
      assertThat(terraform.plan()).doesNothing();
    }
  }

  @Test
  void aValueOfUnknownTypeIsKnownInTheEnd() {
    try (var terraform = attached(thing().provider())) {
      assertThat(
              terraform.apply(
                  """
                  resource "fake_thing" "first" {
                    given = 7
                  }

                  resource "fake_thing" "second" {
                    given  = fake_thing.first.told
                    within = { given = { half = fake_thing.first.told } }
                  }
                  """))
          .succeeds();

      assertThat(terraform.storedState()).contains("\"half\"");
      assertThat(terraform.plan()).doesNothing();
    }
  }

  /** Says of which type its argument is, and wraps it. */
  private static final class Wrap implements ProviderFunction<Value.Dynamic> {
    private static final Parameter<Value.Dynamic> ANY = Parameter.of("any", Kind.DYNAMIC);

    @Override
    public String name() {
      return "wrap";
    }

    @Override
    public Signature<Value.Dynamic> signature() {
      return Signature.of("Wraps it.", Kind.DYNAMIC, ANY);
    }

    @Override
    public Value.Dynamic call(Arguments arguments) {
      var any = arguments.get(ANY);
      return Value.dynamic(
          Value.object(Map.of("type", Value.text(any.type().toString()), "value", any)));
    }
  }

  @Test
  void aFunctionTakesAndGivesAnyType() {
    try (var terraform = attached(thing().offering(new Wrap()).provider())) {
      assertThat(
              terraform.apply(
                  """
                  output "list" {
                    value = provider::fake::wrap([1, "a"]).type
                  }

                  output "text" {
                    value = upper(provider::fake::wrap("a").value)
                  }
                  """))
          .succeeds();

      assertThat(terraform.storedState()).contains("tuple([number, string])", "\"A\"");
    }
  }

  @Test
  void aProviderThatAnswersWithAnotherTypeIsToldWhichRuleItBreaks() {
    var careless =
        thing()
            .creating((plan, _) ->
                plan.toState()
                    .with(ID, "1")
                    .withNull(TOLD)
                    .with(GIVEN, Value.dynamic(Value.text("7"))));
    try (var terraform = attached(careless.provider())) {
      assertThat(terraform.apply(thing("given = 7")))
          .fails()
          .says("Error: Bug in the provider", "given", "(rule A1)")
          .doesNotSay("inconsistent result");
    }
  }
}
