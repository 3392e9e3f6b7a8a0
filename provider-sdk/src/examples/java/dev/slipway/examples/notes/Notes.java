package dev.slipway.examples.notes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** The notes of a folder, one file each. Stands for the client of a remote service. */
public final class Notes {

  private static final String SUFFIX = ".note";

  private final Path folder;

  Notes(Path folder) {
    this.folder = folder;
  }

  static String newId() {
    return UUID.randomUUID().toString();
  }

  Note save(Note note) throws IOException {
    var entries = new Properties();
    entries.setProperty("revision", Integer.toString(note.revision()));
    entries.setProperty("title", note.title());
    entries.setProperty("priority", Integer.toString(note.priority()));
    entries.setProperty("tags", String.join(",", note.tags()));
    note.reminder()
        .ifPresent(reminder -> {
          entries.setProperty("every", reminder.every().toString());
          entries.setProperty("aloud", Boolean.toString(reminder.aloud()));
        });
    try (var out = Files.newBufferedWriter(file(note.id()))) {
      entries.store(out, null);
    }
    return note;
  }

  Optional<Note> find(String id) throws IOException {
    var file = file(id);
    return Files.exists(file) ? Optional.of(read(id, file)) : Optional.empty();
  }

  List<Note> all() throws IOException {
    var notes = new ArrayList<Note>();
    try (var files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
      for (var file : files) {
        var name = file.getFileName().toString();
        notes.add(read(name.substring(0, name.length() - SUFFIX.length()), file));
      }
    }
    return notes;
  }

  void delete(String id) throws IOException {
    Files.deleteIfExists(file(id));
  }

  private Path file(String id) {
    return folder.resolve(id + SUFFIX);
  }

  private static Note read(String id, Path file) throws IOException {
    var entries = new Properties();
    try (var in = Files.newBufferedReader(file)) {
      entries.load(in);
    }
    var tags = entries.getProperty("tags", "");
    return new Note(
        id,
        Integer.parseInt(entries.getProperty("revision")),
        entries.getProperty("title"),
        Integer.parseInt(entries.getProperty("priority")),
        tags.isEmpty() ? Set.of() : new TreeSet<>(List.of(tags.split(","))),
        Optional.ofNullable(entries.getProperty("every"))
            .map(every ->
                new Reminder(
                    Duration.parse(every), Boolean.parseBoolean(entries.getProperty("aloud")))));
  }
}
