package dev.slipway.provider.test.stories;

import static dev.slipway.provider.schema.Attributes.int32;
import static dev.slipway.provider.schema.Attributes.list;
import static dev.slipway.provider.schema.Attributes.object;
import static dev.slipway.provider.schema.Attributes.set;
import static dev.slipway.provider.schema.Attributes.string;
import static dev.slipway.provider.test.Configurations.nothing;
import static dev.slipway.provider.test.Configurations.withUnknown;
import static dev.slipway.provider.test.Failed.failing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.examples.notes.NotesProvider;
import dev.slipway.proto.tfplugin6.Schema.Attribute;
import dev.slipway.proto.tfplugin6.Schema.Object.NestingMode;
import dev.slipway.provider.schema.Checks;
import dev.slipway.provider.schema.Kind;
import dev.slipway.provider.schema.Rules;
import dev.slipway.provider.schema.Schema;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.schema.Timeouts;
import dev.slipway.provider.test.TestedProvider;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Conformance case 9: what Terraform learns of a provider, and what authors may not say. */
class SchemaStoriesTest {

  @Test
  void terraformLearnsWhatTheProviderOffers() {
    try (var provider = TestedProvider.of(new NotesProvider())) {
      var schema = Told.schema(provider);

      assertThat(schema.getDiagnosticsList()).isEmpty();
      assertThat(schema.getResourceSchemasMap()).containsOnlyKeys("notes_note");
      assertThat(schema.getDataSourceSchemasMap()).containsOnlyKeys("notes_search");
      assertThat(schema.getServerCapabilities().getPlanDestroy()).isTrue();
      assertThat(schema.getServerCapabilities().getGetProviderSchemaOptional()).isTrue();
      assertThat(schema.getServerCapabilities().getMoveResourceState()).isTrue();
      assertThat(schema.getServerCapabilities().getGenerateResourceConfig()).isTrue();

      var note = schema.getResourceSchemasOrThrow("notes_note").getBlock();
      assertThat(attribute(note, "title").getRequired()).isTrue();
      assertThat(attribute(note, "title").getType().toStringUtf8()).isEqualTo("\"string\"");
      assertThat(attribute(note, "id").getComputed()).isTrue();
      assertThat(attribute(note, "id").getOptional()).isFalse();
      assertThat(attribute(note, "priority").getOptional()).isTrue();
      assertThat(attribute(note, "priority").getComputed()).isTrue();
      assertThat(attribute(note, "priority").getDescription())
          .isEqualTo("1 is first. Default: `3`.");
      assertThat(attribute(note, "tags").getType().toStringUtf8())
          .isEqualTo("[\"set\",\"string\"]");
      assertThat(attribute(note, "reminder").getNestedType().getNesting())
          .isEqualTo(NestingMode.SINGLE);
    }
  }

  @Test
  void aProviderWithoutConfigurationStillHasASchema() {
    try (var provider = Fake.of(string("id").computed()).tested()) {
      var schema = Told.schema(provider);

      assertThat(schema.hasProvider()).isTrue();
      assertThat(schema.getProvider().hasBlock()).isTrue();
      assertThat(schema.getProvider().getBlock().getAttributesList()).isEmpty();
    }
  }

  @Test
  void withinAComputedObjectEverythingIsComputed() {
    var shape = Shape.of(string("name").required(), int32("size").optional());
    try (var provider = Fake.of(list("things", shape).computed()).tested()) {
      var things = onlyAttribute(provider);

      assertThat(things.getNestedType().getNesting()).isEqualTo(NestingMode.LIST);
      assertThat(things.getNestedType().getAttributesList())
          .allSatisfy(attribute -> {
            assertThat(attribute.getComputed()).isTrue();
            assertThat(attribute.getRequired() || attribute.getOptional()).isFalse();
          });
    }
  }

  @Test
  void everyWordAboutAnAttributeArrives() {
    var schema =
        Schema.of(
                "A thing.",
                string("secret").optional().sensitive().writeOnly().doc("*Hidden*."),
                string("old").optional().deprecated("Use new."))
            .version(4)
            .deprecated("Use other.");
    try (var provider = Fake.of(schema).tested()) {
      var thing = Told.schema(provider).getResourceSchemasOrThrow(Fake.THING);

      assertThat(thing.getVersion()).isEqualTo(4);
      assertThat(thing.getBlock().getDeprecated()).isTrue();
      assertThat(thing.getBlock().getDeprecationMessage()).isEqualTo("Use other.");
      var secret = attribute(thing.getBlock(), "secret");
      assertThat(secret.getSensitive()).isTrue();
      assertThat(secret.getWriteOnly()).isTrue();
      assertThat(secret.getDescription()).isEqualTo("*Hidden*.");
      var old = attribute(thing.getBlock(), "old");
      assertThat(old.getDeprecated()).isTrue();
      assertThat(old.getDeprecationMessage()).isEqualTo("Use new.");
    }
  }

  @Test
  void timeoutsAreANestedAttribute() {
    var schema =
        Schema.of("A thing.", string("id").computed())
            .timeouts(
                Timeouts.create(Duration.ofMinutes(10))
                    .and(Timeouts.Operation.DELETE, Duration.ofMinutes(2)));
    try (var provider = Fake.of(schema).tested()) {
      var thing = Told.schema(provider).getResourceSchemasOrThrow(Fake.THING);

      var timeouts = attribute(thing.getBlock(), "timeouts");
      assertThat(timeouts.getOptional()).isTrue();
      assertThat(timeouts.getNestedType().getAttributesList())
          .extracting(Attribute::getName)
          .containsExactly("create", "delete");
    }
  }

  static Stream<Arguments> mistakes() {
    var name = string("name").required();
    return Stream.of(
        mistake(
            "a name that is not lower case",
            () -> Schema.of("", string("Name").required()),
            "attribute Name: a name is lower-case letters, digits and underscores"),
        mistake(
            "a word of Terraform's own",
            () -> Schema.of("", int32("count").required()),
            "attribute count: the name is one of Terraform's own words"),
        mistake(
            "a name twice", () -> Schema.of("", name, name), "two attributes are named \"name\""),
        mistake(
            "a bad name deep within",
            () -> Schema.of("", list("outer", Shape.of(string("in-ner").optional())).optional()),
            "attribute outer.in-ner: a name is"),
        mistake(
            "write-only within a set",
            () ->
                Schema.of(
                    "", set("users", Shape.of(string("key").optional().writeOnly())).optional()),
            "attribute users.key: elements of a set cannot have write-only parts"),
        mistake(
            "a default that its check refuses",
            () -> Schema.of("", int32("size").optional().defaultsTo(0).check(Checks.between(1, 9))),
            "attribute size: its default must be between 1 and 9"),
        mistake(
            "objects in a list of lists",
            () -> Schema.of("", list("grid", Kind.list(Shape.of(name))).optional()),
            "attribute grid: objects may stand in a list, set or map, but no deeper"),
        mistake(
            "spellings of an object",
            () -> Schema.of("", object("box", name).optional().sameIf((_, _) -> true)),
            "attribute box: sameIf is for attributes without attributes of their own"),
        mistake(
            "a default of a write-only attribute",
            () -> Schema.of("", string("key").optional().writeOnly().defaultsTo("x")),
            "attribute \"key\" is write-only, so it cannot have a default"),
        mistake(
            "a rule about another schema's attribute",
            () -> Schema.of("", name).rules(Rules.conflicting(name, string("other").optional())),
            "no attribute \"other\" here, only [name]"),
        mistake("a negative version", () -> Schema.of("").version(-1), "must be >= 0: -1"));
  }

  private static Arguments mistake(String story, Supplier<Schema> schema, String message) {
    return Arguments.of(story, schema, message);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void mistakesAreRefusedWhenTheSchemaIsBuilt(
      String story, Supplier<Schema> schema, String message) {
    assertThatThrownBy(schema::get).as(story).hasMessageContaining(message);
  }

  @Test
  void aTypeNameBeginsWithTheProvidersName() {
    var fake = Fake.of(string("id").computed()).named("other_thing");

    assertThatThrownBy(() -> TestedProvider.of(fake.provider()))
        .hasMessage("type name \"other_thing\" has to begin with \"fake_\"");
  }

  static Stream<Arguments> providerMistakes() {
    return Stream.of(
        Arguments.of(
            string("alias").optional(),
            "attribute alias: in a provider block, the name is one of Terraform's own words"),
        Arguments.of(
            string("id").computed(), "attribute id: nothing in a provider block can be computed"),
        Arguments.of(
            string("token").optional().writeOnly(),
            "attribute token: nothing in a provider block can be write-only"));
  }

  @ParameterizedTest
  @MethodSource("providerMistakes")
  void aProviderBlockIsOnlyRead(
      dev.slipway.provider.schema.Attribute<?> attribute, String message) {
    var provider = Fake.of(string("id").computed()).provider(Schema.of("", attribute));

    assertThatThrownBy(() -> TestedProvider.of(provider)).hasMessage(message);
  }

  @Test
  void aProviderBlockMayHaveDefaults() {
    var region = string("region").optional().defaultsTo("gra");
    var fake =
        Fake.of(string("id").computed()).configuring((config, _) -> "in " + config.get(region));
    try (var provider = TestedProvider.of(fake.provider(Schema.of("", region)))) {
      var attribute = Told.schema(provider).getProvider().getBlock().getAttributes(0);
      assertThat(attribute.getOptional()).isTrue();
      assertThat(attribute.getComputed()).isFalse();
      assertThat(provider.configure().validate(nothing())).isEmpty();
    }
  }

  @Test
  void whatIsNotKnownWhileConfiguringIsNamed() {
    var region = string("region").required();
    var fake = Fake.of(string("id").computed()).configuring((config, _) -> config.get(region));
    try (var provider = TestedProvider.of(fake.provider(Schema.of("", region)))) {
      assertThat(failing(() -> provider.configure(withUnknown(region))))
          .hasOnlyError("The provider's configuration is not known yet")
          .at(region);
    }
  }

  private static Attribute onlyAttribute(TestedProvider provider) {
    return Told.schema(provider)
        .getResourceSchemasOrThrow(Fake.THING)
        .getBlock()
        .getAttributesList()
        .getFirst();
  }

  private static Attribute attribute(dev.slipway.proto.tfplugin6.Schema.Block block, String name) {
    return block.getAttributesList().stream()
        .filter(attribute -> attribute.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no attribute " + name));
  }
}
