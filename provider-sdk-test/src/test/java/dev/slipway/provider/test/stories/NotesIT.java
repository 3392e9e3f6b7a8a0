package dev.slipway.provider.test.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.examples.notes.NotesProvider;
import dev.slipway.provider.test.cli.Cli;
import dev.slipway.provider.test.cli.EachProgram;
import dev.slipway.provider.test.cli.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's day with the example provider, through the real Terraform. */
@EachProgram
class NotesIT extends ProgramStory {

  @TempDir private Path notes;
  private Cli terraform;

  NotesIT(Program program) {
    super(program);
  }

  @BeforeEach
  void begin() {
    terraform = attached(new NotesProvider());
  }

  @AfterEach
  void end() {
    terraform.close();
  }

  private String configuration(String rest) {
    return """
    provider "notes" {
      folder = "%s"
    }

    """
            .formatted(notes)
        + rest;
  }

  private String milk(String title) {
    return configuration(
        """
        resource "notes_note" "milk" {
          title    = "%s"
          tags     = ["home", "shop"]
          reminder = { every = "24h0m" }
        }

        data "notes_search" "home" {
          tag        = "home"
          depends_on = [notes_note.milk]
        }

        output "revision" {
          value = notes_note.milk.revision
        }

        output "titles" {
          value = data.notes_search.home.titles
        }
        """
            .formatted(title));
  }

  private List<Path> files() throws IOException {
    try (var files = Files.list(notes)) {
      return files.toList();
    }
  }

  @Test
  void aNoteIsMadeChangedFoundAndRemoved() throws Exception {
    assertThat(terraform.apply(milk("Buy milk")))
        .succeeds()
        .says("1 added", "revision = 1", "\"Buy milk\"");
    assertThat(files()).hasSize(1);
    assertThat(terraform.plan()).as("nothing left to do").doesNothing();

    assertThat(terraform.apply(milk("Buy oat milk")))
        .succeeds()
        .says("1 changed", "~ title", "revision = 2");
    assertThat(terraform.plan()).doesNothing();

    assertThat(terraform.destroy()).succeeds();
    assertThat(files()).isEmpty();
  }

  @Test
  void driftIsShownAndPutRight() throws Exception {
    assertThat(terraform.apply(milk("Buy milk"))).succeeds();
    var file = files().getFirst();
    Files.writeString(file, Files.readString(file).replace("priority=3", "priority=1"));

    assertThat(terraform.plan())
        .says("~ priority = 1 -> 3")
        .updates("notes_note.milk")
        .changing("priority");

    assertThat(terraform.apply()).succeeds();
    assertThat(Files.readString(file)).contains("priority=3");
    assertThat(terraform.plan()).doesNothing();
  }

  @Test
  void aNoteThatIsGoneIsMadeAgain() throws Exception {
    assertThat(terraform.apply(milk("Buy milk"))).succeeds();
    Files.delete(files().getFirst());

    assertThat(terraform.plan()).says("1 to add, 0 to change, 0 to destroy");
    assertThat(terraform.apply()).succeeds();
    assertThat(files()).hasSize(1);
  }

  @Test
  void anExistingNoteIsImportedWithoutAChange() throws Exception {
    assertThat(terraform.apply(milk("Buy milk"))).succeeds();
    var id = files().getFirst().getFileName().toString().replace(".note", "");
    Files.delete(folder.resolve("terraform.tfstate"));

    terraform.configuration(
        milk("Buy milk")
            + """
            import {
              to = notes_note.milk
              id = "%s"
            }
            """
                .formatted(id));
    assertThat(terraform.apply()).succeeds().says("1 imported, 0 added, 0 changed");
    assertThat(terraform.plan()).doesNothing();
  }

  @Test
  void mistakesAreShownWhereTheyStand() {
    terraform.configuration(
        configuration(
            """
            resource "notes_note" "milk" {
              title    = ""
              priority = 9
              reminder = { every = "5s" }
            }
            """));
    assertThat(terraform.plan())
        .fails()
        .says(
            "title must be 1 to 80 characters long",
            "priority must be between 1 and 5; it is 9.",
            "reminder.every must be at least 1m");
  }

  @Test
  void aFolderThatIsMissingIsSaidAtOnce() throws Exception {
    Files.delete(notes);
    terraform.configuration(milk("Buy milk"));

    assertThat(terraform.plan())
        .fails()
        .says(
            "No such folder",
            "with provider[\"%s\"]".formatted(program.product().address("slipway/notes")));
    Files.createDirectory(notes);
  }

  @Test
  void aFunctionGivesWhatTheConfigurationIsMadeOf() {
    var tagged =
        configuration(
            """
            resource "notes_note" "milk" {
              title = "Buy milk #shop #home"
              tags  = provider::notes::hashtags("Buy milk #shop #home")
            }

            output "tags" {
              value = provider::notes::hashtags(notes_note.milk.title, "#oats", "no tag")
            }

            output "none" {
              value = length(provider::notes::hashtags())
            }
            """);

    assertThat(terraform.apply(tagged))
        .succeeds()
        .says("1 added", "tags = toset([ \"home\", \"oats\", \"shop\", ])", "none = 0");
    assertThat(terraform.plan()).doesNothing();
  }

  @Test
  void aFunctionSaysWhichOfItsArgumentsDoesNotDo() {
    terraform.configuration(
        configuration(
            """
            output "tags" {
              value = provider::notes::hashtags("#shop", "#muchtoolongtobeoneofthetags")
            }
            """));

    assertThat(terraform.plan())
        .fails()
        .says(
            "Invalid function argument",
            "Invalid value for \"texts\" parameter: Tag too long."
                + " #muchtoolongtobeoneofthetags has more than 20 characters.");
  }

  @Test
  void manyNotesAreMadeAtOnce() throws Exception {
    var many =
        configuration(
            """
            resource "notes_note" "many" {
              count = 20
              title = "note ${count.index}"
            }
            """);

    assertThat(terraform.apply(many)).succeeds().says("20 added");
    assertThat(files()).hasSize(20);
    assertThat(terraform.plan()).doesNothing();
    assertThat(terraform.destroy()).succeeds();
    assertThat(files()).isEmpty();
  }
}
