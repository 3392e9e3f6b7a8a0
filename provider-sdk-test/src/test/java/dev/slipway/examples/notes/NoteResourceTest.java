package dev.slipway.examples.notes;

import static dev.slipway.examples.notes.NoteResource.ID;
import static dev.slipway.examples.notes.NoteResource.PRIORITY;
import static dev.slipway.examples.notes.NoteResource.REMINDER;
import static dev.slipway.examples.notes.NoteResource.REVISION;
import static dev.slipway.examples.notes.NoteResource.TAGS;
import static dev.slipway.examples.notes.NoteResource.TITLE;
import static dev.slipway.examples.notes.NotesProvider.FOLDER;
import static dev.slipway.examples.notes.Reminder.ALOUD;
import static dev.slipway.examples.notes.Reminder.EVERY;
import static dev.slipway.provider.test.Configurations.with;
import static dev.slipway.provider.test.Configurations.withText;
import static dev.slipway.provider.test.Failed.failing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.provider.test.TestedProvider;
import dev.slipway.provider.test.TestedResource;
import dev.slipway.provider.test.zerodiff.ZeroDiff;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** {@code resource "notes_note"}, without Terraform. */
class NoteResourceTest {

  @TempDir private Path folder;
  private TestedProvider notes;
  private TestedResource note;

  @BeforeEach
  void begin() {
    notes = TestedProvider.of(new NotesProvider()).configure(with(FOLDER, folder.toString()));
    note = notes.resource("notes_note");
  }

  @AfterEach
  void end() {
    notes.close();
  }

  @Test
  void aNoteIsMadeChangedAndRemoved() {
    var milk = note.create(with(TITLE, "Buy milk").with(TAGS, Set.of("home")));
    assertThat(milk).has(PRIORITY, 3).has(REVISION, 1).hasNull(REMINDER);
    assertThat(folder).isDirectoryContaining("glob:**.note");

    var oats = with(TITLE, "Buy oat milk").with(TAGS, Set.of("home"));
    assertThat(note.plan(milk, oats)).updatesOnly(TITLE, REVISION).keeps(ID).leavesOpen(REVISION);
    assertThat(note.change(milk, oats)).has(TITLE, "Buy oat milk").has(REVISION, 2);

    assertThat(note.destroy(milk)).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void driftIsFoundAndPutRight() throws IOException {
    var milk = note.create(with(TITLE, "Buy milk"));
    var file = folder.resolve(milk.get(ID) + ".note");
    Files.writeString(file, Files.readString(file).replace("priority=3", "priority=1"));

    var read = note.refresh(milk);

    assertThat(read).has(PRIORITY, 1);
    assertThat(note.plan(read, with(TITLE, "Buy milk"))).updates(PRIORITY).has(PRIORITY, 3);

    Files.delete(file);
    assertThat(note.refresh(milk)).isGone();
  }

  @Test
  void aNoteIsImportedByItsId() {
    var reminder = with(EVERY, Duration.ofHours(24)).with(ALOUD, true);
    var milk = note.create(with(TITLE, "Buy milk").with(REMINDER, reminder));

    assertThat(note.importId(milk.get(ID))).looksLike(milk);
    assertThat(failing(() -> note.importId("no such id")))
        .hasError("Cannot import non-existent remote object");
  }

  @Test
  void mistakesAreShownWhereTheyStand() {
    assertThat(note.validate(with(TITLE, "").with(REMINDER, withText(EVERY, "5s"))))
        .hasError("Invalid value for title")
        .at(TITLE)
        .hasError("Invalid value for reminder.every")
        .at(EVERY.in(REMINDER))
        .saying("at least 1m");
  }

  @TestFactory
  Stream<DynamicTest> nothingIsLeftToDo() {
    return ZeroDiff.of(note).sample(TITLE, "Buy milk", "Buy bread").tests();
  }
}
