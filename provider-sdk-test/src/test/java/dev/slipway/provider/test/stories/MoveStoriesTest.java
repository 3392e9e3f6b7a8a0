package dev.slipway.provider.test.stories;

import static dev.slipway.provider.schema.Attributes.int32;
import static dev.slipway.provider.schema.Attributes.string;
import static dev.slipway.provider.test.Configurations.with;
import static dev.slipway.provider.test.Failed.failing;
import static dev.slipway.provider.test.stories.Fake.THING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.provider.Identity;
import dev.slipway.provider.StateMove;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    try (var provider = server().tested()) {
      assertThat(
              provider
                  .resource(THING)
                  .move(
                      "registry.terraform.io/acme/old",
                      "old_server",
                      "{\"id\":\"7\",\"label\":\"web\",\"other\":[]}"))
          .hasNoWarnings()
          .hasExactly(with(ID, "7").with(NAME, "web"))
          .isIdentifiedBy(with(ID, "7"))
          .remembers("from", "old");
    }
  }

  @Test
  void itsOldStateIsReadAsItWasStored() {
    try (var provider = server().tested()) {
      assertThat(
              provider
                  .resource(THING)
                  .move("registry.example.org/acme/older", "older_box", "{\"uuid\":\"8\"}"))
          .has(ID, "8");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"registry.terraform.io/acme/other", "x.example/acme/older"})
  void whatNobodyKnowsHowToMoveIsRefused(String source) {
    try (var provider = server().tested()) {
      assertThat(failing(() -> provider.resource(THING).move(source, "older_box", "{}")))
          .hasOnlyError("Nothing moves to fake_thing from there");
    }
  }

  @Test
  void generatedConfigurationSaysOnlyWhatHasToBeSaid() {
    try (var provider = server().tested()) {
      var things = provider.resource(THING);
      var web = with(ID, "7").with(NAME, "web");

      assertThat(things.generate(things.stored(web.with(SIZE, 1)))).hasExactly(with(NAME, "web"));
      assertThat(things.generate(things.stored(web.with(SIZE, 2))))
          .hasExactly(with(NAME, "web").with(SIZE, 2));
    }
  }
}
