package dev.slipway.provider.internal.protocol6;

import static dev.slipway.provider.schema.Attributes.int32;
import static dev.slipway.provider.schema.Attributes.string;
import static dev.slipway.provider.value.Value.number;
import static dev.slipway.provider.value.Value.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.examples.notes.NotesProvider;
import dev.slipway.proto.tfplugin6.RawState;
import dev.slipway.provider.StateUpgrade;
import dev.slipway.provider.internal.protocol6.Wire.Problem;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Schema;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.value.Value;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    try (var terraform = Wire.to(versionTwo())) {
      var upgraded = terraform.upgrade(Fake.THING, 2, "{\"title\":\"a\",\"size\":7}");

      assertThat(upgraded.problems()).isEmpty();
      assertThat(upgraded.object())
          .isEqualTo(terraform.object(Fake.THING, Map.of("title", text("a"), "size", number(7))));
    }
  }

  @Test
  void attributesThatAreNoMoreAreDropped() {
    try (var terraform = Wire.to(versionTwo())) {
      var upgraded =
          terraform.upgrade(Fake.THING, 2, "{\"title\":\"a\",\"key\":\"s\",\"gone\":[1,{}]}");

      assertThat(upgraded.problems()).isEmpty();
      assertThat(upgraded.object())
          .as("a write-only value is not kept either")
          .isEqualTo(terraform.object(Fake.THING, Map.of("title", text("a"))));
    }
  }

  @Test
  void olderStateIsReadThroughOldHandles() {
    try (var terraform = Wire.to(versionTwo())) {
      var upgraded = terraform.upgrade(Fake.THING, 0, "{\"name\":\"a\",\"other\":true}");

      assertThat(upgraded.problems()).isEmpty();
      assertThat(upgraded.value("title")).isEqualTo(text("a"));
      assertThat(upgraded.value("size")).isEqualTo(number(0));
    }
  }

  @Test
  void olderStateIsReadAsItWasStored() {
    try (var terraform = Wire.to(versionTwo())) {
      var upgraded = terraform.upgrade(Fake.THING, 1, "{\"titles\":[\"a\",\"b\"]}");

      assertThat(upgraded.problems()).isEmpty();
      assertThat(upgraded.value("title")).isEqualTo(text("a"));
      assertThat(upgraded.value("size")).isEqualTo(number(2));
    }
  }

  @Test
  void aVersionWithoutAnUpgradeSaysWhatToDo() {
    var fake = Fake.of(Schema.of("A thing.", TITLE).version(3));
    try (var terraform = Wire.to(fake)) {
      assertThat(terraform.upgrade(Fake.THING, 1, "{}").problems())
          .singleElement()
          .satisfies(problem ->
              assertThat(problem.detail())
                  .startsWith("It is of schema version 1, the provider's is 3"));
    }
  }

  @Test
  void stateFromBeforeTerraform012IsRefusedWithTheWayOut() {
    try (var terraform = Wire.to(versionTwo())) {
      var flat = RawState.newBuilder().putFlatmap("title", "a").build();

      assertThat(terraform.upgrade(Fake.THING, 2, flat).problems())
          .singleElement()
          .satisfies(problem ->
              assertThat(problem.detail()).startsWith("It was written by Terraform 0.11"));
    }
  }

  @Test
  void brokenStateIsADiagnosticToo() {
    try (var terraform = Wire.to(versionTwo())) {
      assertThat(terraform.upgrade(Fake.THING, 2, "{\"title\":[]}").problems())
          .extracting(Problem::summary)
          .containsExactly("Terraform and the provider disagree");
    }
  }

  @Test
  void upgradesStartBelowTheCurrentVersion() {
    var fake =
        Fake.of(Schema.of("A thing.", TITLE).version(1))
            .upgrading(StateUpgrade.fromRaw(1, (_, blank) -> blank));

    assertThatThrownBy(() -> Protocol6.service(fake.provider()))
        .hasMessage(
            "fake_thing: an upgrade starts from version 1, which is not older than the schema's 1");
  }

  @Test
  void anObjectIsImportedByItsIdAndThenRead(@TempDir Path folder) {
    try (var terraform = Wire.to(new NotesProvider())) {
      assertThat(terraform.configure(Map.of("folder", text(folder.toString())))).isEmpty();
      var created =
          terraform.create(
              "notes_note",
              Map.of(
                  "title", text("Buy milk"),
                  "reminder", Value.object(Map.of("every", text("24h"), "aloud", Value.ofNull()))));
      assertThat(created.problems()).isEmpty();

      var imported = terraform.importState("notes_note", created.value("id").asText());
      assertThat(imported.problems()).isEmpty();
      assertThat(terraform.read("notes_note", imported).object()).isEqualTo(created.object());
      assertThat(
              terraform
                  .read("notes_note", terraform.importState("notes_note", "no such id"))
                  .isGone())
          .isTrue();
    }
  }

  @Test
  void aResourceWithoutImportSaysSo() {
    try (var terraform = Wire.to(Fake.of(TITLE))) {
      assertThat(terraform.importState(Fake.THING, "1").problems())
          .extracting(Problem::summary)
          .containsExactly("fake_thing cannot be imported");
    }
  }
}
