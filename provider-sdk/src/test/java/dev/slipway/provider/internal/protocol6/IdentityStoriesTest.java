package dev.slipway.provider.internal.protocol6;

import static dev.slipway.provider.schema.Attributes.int32;
import static dev.slipway.provider.schema.Attributes.map;
import static dev.slipway.provider.schema.Attributes.string;
import static dev.slipway.provider.schema.Kind.STRING;
import static dev.slipway.provider.value.Value.number;
import static dev.slipway.provider.value.Value.ofNull;
import static dev.slipway.provider.value.Value.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.slipway.proto.tfplugin6.ResourceIdentitySchema;
import dev.slipway.proto.tfplugin6.ResourceIdentitySchema.IdentityAttribute;
import dev.slipway.provider.Identity;
import dev.slipway.provider.StateUpgrade;
import dev.slipway.provider.internal.protocol6.Wire.Answer;
import dev.slipway.provider.internal.protocol6.Wire.Problem;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.value.Value;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Conformance case 25: what an object is, apart from how it is. */
class IdentityStoriesTest {

  private static final Attribute<String> ID = string("id").computed().stable();
  private static final Attribute<String> REGION = string("region").optional().computed().stable();
  private static final Attribute<Integer> SIZE = int32("size").optional();

  /** Made by the service: its id is known after the create alone. */
  private static Fake server() {
    return Fake.of(ID, REGION, SIZE)
        .identifiedBy(Identity.of(ID).orImplied(REGION))
        .creating((plan, _) -> plan.toState().with(ID, "s-1").with(REGION, "gra"));
  }

  private static Value identity(String id, String region) {
    return Value.object(Map.of("id", text(id), "region", text(region)));
  }

  @Test
  void itIsMadeOfTheSchemasAttributes() {
    try (var terraform = Wire.to(server())) {
      assertThat(terraform.identitySchemas()).containsOnlyKeys(Fake.THING);
      assertThat(terraform.identitySchemas().values())
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
    try (var terraform = Wire.to(server())) {
      var config = Map.<String, Value>of("size", number(1));
      var planned = terraform.plan(Fake.THING, Answer.NOTHING, config);
      assertThat(planned.answer().identity().isNull()).isTrue();

      var created = terraform.apply(Fake.THING, Answer.NOTHING, planned, config);
      assertThat(created.identity()).isEqualTo(identity("s-1", "gra"));
      assertThat(terraform.read(Fake.THING, created).identity()).isEqualTo(created.identity());

      var update = Map.<String, Value>of("size", number(2));
      assertThat(terraform.plan(Fake.THING, created, update).answer().identity())
          .isEqualTo(created.identity());
      assertThat(terraform.change(Fake.THING, created, update).identity())
          .isEqualTo(created.identity());
    }
  }

  @Test
  void anObjectIsImportedByItAndThenRead() {
    var found =
        server().reading((state, _) -> Optional.of(state.with(REGION, "gra").with(SIZE, 3)));
    try (var terraform = Wire.to(found)) {
      var imported =
          terraform.importIdentity(
              Fake.THING, Value.object(Map.of("id", text("s-1"), "region", ofNull())));

      assertThat(imported.problems()).isEmpty();
      assertThat(imported.value("id")).isEqualTo(text("s-1"));
      var read = terraform.read(Fake.THING, imported);
      assertThat(read.problems()).isEmpty();
      assertThat(read.value("size")).isEqualTo(number(3));
      assertThat(read.identity()).isEqualTo(identity("s-1", "gra"));
    }
  }

  @Test
  void anImportThatLeavesOutAPartSaysWhich() {
    try (var terraform = Wire.to(server())) {
      var nothing = Value.object(Map.of("id", ofNull(), "region", text("gra")));

      assertThat(terraform.importIdentity(Fake.THING, nothing).problems())
          .extracting(Problem::detail)
          .containsExactly("fake_thing is imported by [id]; id is missing.");
    }
  }

  @Test
  void aResourceWithoutOneIsImportedById() {
    try (var terraform = Wire.to(Fake.of(ID))) {
      assertThat(terraform.identitySchemas()).isEmpty();
      assertThat(terraform.importIdentity(Fake.THING, Value.object(Map.of())).problems())
          .extracting(Problem::summary)
          .containsExactly("fake_thing is imported by id");
    }
  }

  @Test
  void whoeverChangesItIsTold() {
    var wandering = server().reading((state, _) -> Optional.of(state.with(ID, "s-2")));
    try (var terraform = Wire.to(wandering)) {
      var created = terraform.create(Fake.THING, Map.of());

      assertThat(terraform.read(Fake.THING, created).problems())
          .singleElement()
          .satisfies(problem -> {
            assertThat(problem.path()).isEqualTo("id");
            assertThat(problem.detail())
                .startsWith("fake_thing: read changed id, by which the object is identified.");
          });
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
    try (var terraform = Wire.to(fake)) {
      assertThat(terraform.upgradeIdentity(Fake.THING, 0, "{\"number\":7}").identity())
          .isEqualTo(Value.object(Map.of("id", text("s-7"), "region", ofNull())));
      assertThat(
              terraform
                  .upgradeIdentity(Fake.THING, 1, "{\"id\":\"s-1\",\"region\":\"gra\"}")
                  .identity())
          .isEqualTo(identity("s-1", "gra"));
      assertThat(terraform.upgradeIdentity(Fake.THING, 2, "{}").problems())
          .extracting(Problem::summary)
          .containsExactly("The identity of fake_thing cannot be upgraded");
    }
  }

  @Test
  void itIsMadeOfStoredPlainAttributesOfTheSchemaOnly() {
    var tags = map("tags", STRING).optional();
    assertThatThrownBy(
            () -> Protocol6.service(Fake.of(ID, tags).identifiedBy(Identity.of(tags)).provider()))
        .hasMessageStartingWith("fake_thing: attribute tags: an identity is made of stored texts");
    assertThatThrownBy(
            () -> Protocol6.service(Fake.of(ID).identifiedBy(Identity.of(REGION)).provider()))
        .hasMessageStartingWith(
            "fake_thing: attribute region: an identity is made of the schema's own attributes");
  }
}
