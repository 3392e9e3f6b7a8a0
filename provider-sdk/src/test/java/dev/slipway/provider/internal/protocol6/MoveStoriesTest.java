package dev.slipway.provider.internal.protocol6;

import static dev.slipway.provider.schema.Attributes.int32;
import static dev.slipway.provider.schema.Attributes.string;
import static dev.slipway.provider.value.Value.number;
import static dev.slipway.provider.value.Value.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.provider.Identity;
import dev.slipway.provider.StateMove;
import dev.slipway.provider.internal.protocol6.Wire.Problem;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.value.Value;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Conformance case 26, and the configuration that is written for what came from elsewhere. */
class MoveStoriesTest {

  private static final Attribute<String> ID = string("id").computed().stable();
  private static final Attribute<String> NAME = string("name").required();
  private static final Attribute<Integer> SIZE = int32("size").optional().defaultsTo(1);
  private static final Attribute<String> KEY = string("key").optional().writeOnly();
  private static final Attribute<String> LABEL = string("label").optional();

  private static Fake server() {
    return Fake.of(ID, NAME, SIZE, KEY)
        .identifiedBy(Identity.of(ID))
        .movingFrom(
            StateMove.from(
                "acme/old",
                "old_server",
                Shape.of(ID, LABEL),
                (old, blank) ->
                    blank
                        .with(ID, old.get(ID))
                        .with(NAME, old.get(LABEL))
                        .withPrivate("from", "old")),
            StateMove.fromRaw(
                "registry.example.org/acme/older",
                "older_box",
                (old, blank) -> blank.with(ID, old.attribute("uuid").asText())));
  }

  @Test
  void anObjectOfAnotherProviderMovesHere() {
    try (var terraform = Wire.to(server())) {
      var moved =
          terraform.move(
              "registry.terraform.io/acme/old",
              "old_server",
              "{\"id\":\"7\",\"label\":\"web\",\"other\":[]}",
              Fake.THING);

      assertThat(moved.problems()).isEmpty();
      assertThat(moved.object())
          .isEqualTo(terraform.object(Fake.THING, Map.of("id", text("7"), "name", text("web"))));
      assertThat(moved.identity()).isEqualTo(Value.object(Map.of("id", text("7"))));
      assertThat(Messages.privateData(moved.privateData()).find("from")).contains("old");
    }
  }

  @Test
  void itsOldStateIsReadAsItWasStored() {
    try (var terraform = Wire.to(server())) {
      assertThat(
              terraform
                  .move(
                      "registry.example.org/acme/older",
                      "older_box",
                      "{\"uuid\":\"8\"}",
                      Fake.THING)
                  .value("id"))
          .isEqualTo(text("8"));
    }
  }

  @Test
  void whatNobodyKnowsHowToMoveIsRefused() {
    try (var terraform = Wire.to(server())) {
      for (var provider :
          new String[] {"registry.terraform.io/acme/other", "x.example/acme/older"}) {
        assertThat(terraform.move(provider, "older_box", "{}", Fake.THING).problems())
            .extracting(Problem::summary)
            .containsExactly("Nothing moves to fake_thing from there");
      }
    }
  }

  @Test
  void generatedConfigurationSaysOnlyWhatHasToBeSaid() {
    try (var terraform = Wire.to(server())) {
      var imported =
          terraform.object(
              Fake.THING, Map.of("id", text("7"), "name", text("web"), "size", number(1)));
      assertThat(terraform.generated(Fake.THING, imported))
          .isEqualTo(terraform.object(Fake.THING, Map.of("name", text("web"))));

      var larger =
          terraform.object(
              Fake.THING, Map.of("id", text("7"), "name", text("web"), "size", number(2)));
      assertThat(terraform.generated(Fake.THING, larger))
          .isEqualTo(terraform.object(Fake.THING, Map.of("name", text("web"), "size", number(2))));
    }
  }
}
