package dev.slipway.provider.test.stories;

import static dev.slipway.provider.schema.Attributes.int32;
import static dev.slipway.provider.schema.Attributes.map;
import static dev.slipway.provider.schema.Attributes.string;
import static dev.slipway.provider.schema.Kind.STRING;
import static dev.slipway.provider.test.Configurations.nothing;
import static dev.slipway.provider.test.Configurations.with;
import static dev.slipway.provider.test.Failed.failing;
import static dev.slipway.provider.test.stories.Fake.THING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.slipway.proto.tfplugin6.ResourceIdentitySchema;
import dev.slipway.proto.tfplugin6.ResourceIdentitySchema.IdentityAttribute;
import dev.slipway.provider.Identity;
import dev.slipway.provider.StateUpgrade;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.test.Configuration;
import dev.slipway.provider.test.TestedProvider;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Conformance case 25: what an object is, apart from how it is. */
class IdentityStoriesTest {

  private static final Attribute<String> ID = string("id").computed().stable();
  private static final Attribute<String> REGION = string("region").optional().computed().stable();
  private static final Attribute<Integer> SIZE = int32("size").optional();
  private static final Configuration IDENTITY = with(ID, "s-1").with(REGION, "gra");

  /** Made by the service: its id is known after the create alone. */
  private static Fake server() {
    return Fake.of(ID, REGION, SIZE)
        .identifiedBy(Identity.of(ID).orImplied(REGION))
        .creating((plan, _) -> plan.toState().with(ID, "s-1").with(REGION, "gra"));
  }

  @Test
  void itIsMadeOfTheSchemasAttributes() {
    try (var provider = server().tested()) {
      var schemas = Told.identitySchemas(provider);

      assertThat(schemas).containsOnlyKeys(THING);
      assertThat(schemas.values())
          .flatExtracting(ResourceIdentitySchema::getIdentityAttributesList)
          .extracting(
              IdentityAttribute::getName,
              IdentityAttribute::getRequiredForImport,
              IdentityAttribute::getOptionalForImport)
          .containsExactly(tuple("id", true, false), tuple("region", false, true));
    }
  }

  @Test
  void aPlanHasNoneWhilePartsOfItAreOpenAndItIsKnownFromThenOn() {
    try (var provider = server().tested()) {
      var things = provider.resource(THING);
      var planned = things.plan(with(SIZE, 1));
      assertThat(planned.identity()).isEmpty();

      var created = things.apply(planned);
      assertThat(created).isIdentifiedBy(IDENTITY);
      assertThat(things.refresh(created)).isIdentifiedBy(IDENTITY);

      assertThat(things.plan(created, with(SIZE, 2)).identity()).isEqualTo(created.identity());
      assertThat(things.change(created, with(SIZE, 2))).isIdentifiedBy(IDENTITY);
    }
  }

  @Test
  void anObjectIsImportedByItAndThenRead() {
    var found =
        server()
            .reading((state, _) -> {
              assertThat(state.get(ID)).isEqualTo("s-1");
              return Optional.of(state.with(REGION, "gra").with(SIZE, 3));
            });
    try (var provider = found.tested()) {
      assertThat(provider.resource(THING).importIdentity(with(ID, "s-1")))
          .hasNoWarnings()
          .hasExactly(IDENTITY.with(SIZE, 3))
          .isIdentifiedBy(IDENTITY);
    }
  }

  @Test
  void anImportThatLeavesOutAPartSaysWhich() {
    try (var provider = server().tested()) {
      assertThat(failing(() -> provider.resource(THING).importIdentity(with(REGION, "gra"))))
          .hasOnlyError("The identity is not complete")
          .saying("fake_thing is imported by [id]; id is missing.");
    }
  }

  @Test
  void aResourceWithoutOneIsImportedById() {
    try (var provider = Fake.of(ID).tested()) {
      assertThat(Told.identitySchemas(provider)).isEmpty();
      assertThat(failing(() -> provider.resource(THING).importIdentity(nothing())))
          .hasOnlyError("fake_thing is imported by id");
    }
  }

  @Test
  void whoeverChangesItIsTold() {
    var wandering = server().reading((state, _) -> Optional.of(state.with(ID, "s-2")));
    try (var provider = wandering.tested()) {
      var things = provider.resource(THING);
      var created = things.create(nothing());

      assertThat(failing(() -> things.refresh(created)))
          .hasOnlyError("Bug in the provider")
          .at(ID)
          .saying("fake_thing: read changed id, by which the object is identified.");
    }
  }

  @Test
  void anOlderOneIsUpgraded() {
    var number = int32("number").required();
    var fake =
        server()
            .identifiedBy(
                Identity.of(ID)
                    .orImplied(REGION)
                    .version(
                        1,
                        StateUpgrade.from(
                            0,
                            Shape.of(number),
                            (old, blank) -> blank.with(ID, "s-" + old.get(number)))));
    try (var provider = fake.tested()) {
      var things = provider.resource(THING);

      var upgraded = things.upgradeIdentity(0, "{\"number\":7}");
      assertThat(upgraded.get(ID)).isEqualTo("s-7");
      assertThat(upgraded.isNull(REGION)).isTrue();

      var same = things.upgradeIdentity(1, "{\"id\":\"s-1\",\"region\":\"gra\"}");
      assertThat(same.get(ID)).isEqualTo("s-1");
      assertThat(same.get(REGION)).isEqualTo("gra");

      assertThat(failing(() -> things.upgradeIdentity(2, "{}")))
          .hasOnlyError("The identity of fake_thing cannot be upgraded");
    }
  }

  @Test
  void itIsMadeOfStoredPlainAttributesOfTheSchemaOnly() {
    var tags = map("tags", STRING).optional();
    assertThatThrownBy(
            () -> TestedProvider.of(Fake.of(ID, tags).identifiedBy(Identity.of(tags)).provider()))
        .hasMessageStartingWith("fake_thing: attribute tags: an identity is made of stored texts");
    assertThatThrownBy(
            () -> TestedProvider.of(Fake.of(ID).identifiedBy(Identity.of(REGION)).provider()))
        .hasMessageStartingWith(
            "fake_thing: attribute region: an identity is made of the schema's own attributes");
  }
}
