package dev.slipway.examples.notes;

import static dev.slipway.examples.notes.HashtagsFunction.TEXTS;
import static dev.slipway.examples.notes.NoteResource.TAGS;
import static dev.slipway.examples.notes.NoteResource.TITLE;
import static dev.slipway.examples.notes.NotesProvider.FOLDER;
import static dev.slipway.examples.notes.SearchDataSource.TAG;
import static dev.slipway.examples.notes.SearchDataSource.TITLES;
import static dev.slipway.provider.test.Configurations.with;
import static dev.slipway.provider.test.Configurations.withUnknown;
import static dev.slipway.provider.test.Failed.failing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.provider.test.TestedProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code provider "notes"}, its data source and its function. */
class NotesProviderTest {

  @TempDir private Path folder;

  private static TestedProvider notes() {
    return TestedProvider.of(new NotesProvider());
  }

  @Test
  void theFolderHasToBeThere() {
    try (var notes = notes()) {
      assertThat(failing(() -> notes.configure(with(FOLDER, "/no/such/folder"))))
          .hasError("No such folder")
          .at(FOLDER);
      assertThat(failing(() -> notes.configure(withUnknown(FOLDER))))
          .hasError("The provider's configuration is not known yet")
          .at(FOLDER);
    }
  }

  @Test
  void notesAreFoundByTheirTag() {
    try (var notes = notes().configure(with(FOLDER, folder.toString()))) {
      var note = notes.resource("notes_note");
      note.create(with(TITLE, "Buy milk").with(TAGS, Set.of("home")));
      note.create(with(TITLE, "Answer Ann").with(TAGS, Set.of("home", "mail")));

      var search = notes.dataSource("notes_search");

      assertThat(search.read(with(TAG, "home"))).has(TITLES, List.of("Answer Ann", "Buy milk"));
      assertThat(search.read(with(TAG, "none"))).has(TITLES, List.of());
    }
  }

  @Test
  void hashtagsAreTakenFromTexts() {
    try (var notes = notes()) {
      var hashtags = notes.function(new HashtagsFunction());

      assertThat(hashtags.call("Buy milk #shop #home", "#oats"))
          .containsExactly("home", "oats", "shop");
      assertThat(hashtags.call()).isEmpty();
      assertThat(failing(() -> hashtags.call("#shop", "#muchtoolongtobeoneofthetags")))
          .hasError("Tag too long. #muchtoolongtobeoneofthetags has more than 20 characters")
          .at(TEXTS.at(1));
    }
  }
}
