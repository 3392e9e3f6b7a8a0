package dev.slipway.provider.test.stories;

import static dev.slipway.provider.schema.Attributes.int32;
import static dev.slipway.provider.schema.Attributes.string;
import static dev.slipway.provider.test.Configurations.with;
import static dev.slipway.provider.test.Failed.failing;
import static dev.slipway.provider.test.stories.Fake.THING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.proto.tfplugin6.RawState;
import dev.slipway.proto.tfplugin6.UpgradeResourceState;
import dev.slipway.provider.StateUpgrade;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Schema;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.test.TestedProvider;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Conformance cases 24 and 25: objects and states that come from elsewhere. */
class ImportAndUpgradeStoriesTest {

  private static final Attribute<String> TITLE = string("title").required();
  private static final Attribute<Integer> SIZE = int32("size").optional();
  private static final Attribute<String> OLD_NAME = string("name").required();

  private static Fake versionTwo() {
    return Fake.of(
            Schema.of("A thing.", TITLE, SIZE, string("key").optional().writeOnly()).version(2))
        .upgrading(
            StateUpgrade.from(
                0,
                Shape.of(OLD_NAME),
                (old, blank) -> blank.with(TITLE, old.get(OLD_NAME)).with(SIZE, 0)),
            StateUpgrade.fromRaw(
                1,
                (old, blank) ->
                    blank
                        .with(TITLE, old.attribute("titles").elements().getFirst().asText())
                        .with(SIZE, old.attribute("titles").elements().size())));
  }

  @Test
  void stateOfTheSameVersionStaysAsItIs() {
    try (var provider = versionTwo().tested()) {
      assertThat(provider.resource(THING).upgrade(2, "{\"title\":\"a\",\"size\":7}"))
          .hasNoWarnings()
          .hasExactly(with(TITLE, "a").with(SIZE, 7));
    }
  }

  @Test
  void attributesThatAreNoMoreAreDropped() {
    try (var provider = versionTwo().tested()) {
      assertThat(
              provider
                  .resource(THING)
                  .upgrade(2, "{\"title\":\"a\",\"key\":\"s\",\"gone\":[1,{}]}"))
          .hasNoWarnings()
          .as("a write-only value is not kept either")
          .hasExactly(with(TITLE, "a"));
    }
  }

  @Test
  void olderStateIsReadThroughOldHandles() {
    try (var provider = versionTwo().tested()) {
      assertThat(provider.resource(THING).upgrade(0, "{\"name\":\"a\",\"other\":true}"))
          .hasNoWarnings()
          .has(TITLE, "a")
          .has(SIZE, 0);
    }
  }

  @Test
  void olderStateIsReadAsItWasStored() {
    try (var provider = versionTwo().tested()) {
      assertThat(provider.resource(THING).upgrade(1, "{\"titles\":[\"a\",\"b\"]}"))
          .hasNoWarnings()
          .has(TITLE, "a")
          .has(SIZE, 2);
    }
  }

  @Test
  void aVersionWithoutAnUpgradeSaysWhatToDo() {
    try (var provider = Fake.of(Schema.of("A thing.", TITLE).version(3)).tested()) {
      assertThat(failing(() -> provider.resource(THING).upgrade(1, "{}")))
          .hasOnlyError("State of fake_thing cannot be upgraded")
          .saying("It is of schema version 1, the provider's is 3");
    }
  }

  @Test
  void stateFromBeforeTerraform012IsRefusedWithTheWayOut() {
    try (var provider = versionTwo().tested()) {
      var request =
          UpgradeResourceState.Request.newBuilder()
              .setTypeName(THING)
              .setVersion(2)
              .setRawState(RawState.newBuilder().putFlatmap("title", "a"))
              .build();

      assertThat(Told.by(provider).upgradeResourceState(request).getDiagnosticsList())
          .singleElement()
          .satisfies(problem ->
              assertThat(problem.getDetail()).startsWith("It was written by Terraform 0.11"));
    }
  }

  @Test
  void brokenStateIsADiagnosticToo() {
    try (var provider = versionTwo().tested()) {
      assertThat(failing(() -> provider.resource(THING).upgrade(2, "{\"title\":[]}")))
          .hasOnlyError("Terraform and the provider disagree");
    }
  }

  @Test
  void upgradesStartBelowTheCurrentVersion() {
    var fake =
        Fake.of(Schema.of("A thing.", TITLE).version(1))
            .upgrading(StateUpgrade.fromRaw(1, (_, blank) -> blank));

    assertThatThrownBy(() -> TestedProvider.of(fake.provider()))
        .hasMessage(
            "fake_thing: an upgrade starts from version 1, which is not older than the schema's 1");
  }

  @Test
  void anObjectIsImportedByItsIdAndThenRead() {
    var fake =
        Fake.of(TITLE, SIZE)
            .importing((id, blank) -> blank.with(TITLE, id))
            .reading((state, _) ->
                Optional.of(state.with(SIZE, 3)).filter(_ -> state.get(TITLE).equals("milk")));
    try (var provider = fake.tested()) {
      var things = provider.resource(THING);

      assertThat(things.importId("milk"))
          .hasNoWarnings()
          .hasExactly(with(TITLE, "milk").with(SIZE, 3));
      assertThat(failing(() -> things.importId("no such id")))
          .hasOnlyError("Cannot import non-existent remote object")
          .leavesNothing();
    }
  }

  @Test
  void aResourceWithoutImportSaysSo() {
    try (var provider = Fake.of(TITLE).tested()) {
      assertThat(failing(() -> provider.resource(THING).importId("1")))
          .hasOnlyError("fake_thing cannot be imported");
    }
  }
}
