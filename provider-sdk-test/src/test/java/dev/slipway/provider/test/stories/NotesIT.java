package dev.slipway.provider.test.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.examples.notes.Main;
import dev.slipway.examples.notes.NotesProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's day with the example provider, through the real Terraform. */
class NotesIT {

  @TempDir private Path folder;
  @TempDir private Path notes;
  private Terraform terraform;

  @BeforeEach
  void begin() throws IOException {
    terraform = Terraform.with(folder, new NotesProvider());
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
    var created = terraform.apply(milk("Buy milk")).succeeds();
    assertThat(created.output()).contains("1 added", "revision = 1", "\"Buy milk\"");
    assertThat(files()).hasSize(1);
    assertThat(terraform.plan().exitCode()).as("nothing left to do").isEqualTo(0);

    var changed = terraform.apply(milk("Buy oat milk")).succeeds();
    assertThat(changed.output()).contains("1 changed", "~ title", "revision = 2");
    assertThat(terraform.plan().exitCode()).isEqualTo(0);

    terraform.destroy().succeeds();
    assertThat(files()).isEmpty();
  }

  @Test
  void driftIsShownAndPutRight() throws Exception {
    terraform.apply(milk("Buy milk")).succeeds();
    var file = files().getFirst();
    Files.writeString(file, Files.readString(file).replace("priority=3", "priority=1"));

    var plan = terraform.plan();
    assertThat(plan.exitCode()).isEqualTo(2);
    assertThat(plan.output()).contains("~ priority = 1 -> 3");

    terraform.run("apply", "-auto-approve").succeeds();
    assertThat(Files.readString(file)).contains("priority=3");
    assertThat(terraform.plan().exitCode()).isEqualTo(0);
  }

  @Test
  void aNoteThatIsGoneIsMadeAgain() throws Exception {
    terraform.apply(milk("Buy milk")).succeeds();
    Files.delete(files().getFirst());

    assertThat(terraform.plan().output()).contains("1 to add, 0 to change, 0 to destroy");
    terraform.run("apply", "-auto-approve").succeeds();
    assertThat(files()).hasSize(1);
  }

  @Test
  void anExistingNoteIsImportedWithoutAChange() throws Exception {
    terraform.apply(milk("Buy milk")).succeeds();
    var id = files().getFirst().getFileName().toString().replace(".note", "");
    Files.delete(folder.resolve("terraform.tfstate"));

    terraform.write(
        milk("Buy milk")
            + """
            import {
              to = notes_note.milk
              id = "%s"
            }
            """
                .formatted(id));
    assertThat(terraform.run("apply", "-auto-approve").succeeds().output())
        .contains("1 imported, 0 added, 0 changed");
    assertThat(terraform.plan().exitCode()).isEqualTo(0);
  }

  @Test
  void mistakesAreShownWhereTheyStand() throws Exception {
    terraform.write(
        configuration(
            """
            resource "notes_note" "milk" {
              title    = ""
              priority = 9
              reminder = { every = "5s" }
            }
            """));
    assertThat(terraform.plan().fails().output())
        .contains(
            "title must be 1 to 80 characters long",
            "priority must be between 1 and 5; it is 9.",
            "reminder.every must be at least 1m");
  }

  @Test
  void aFolderThatIsMissingIsSaidAtOnce() throws Exception {
    Files.delete(notes);
    terraform.write(milk("Buy milk"));

    assertThat(terraform.plan().fails().output())
        .contains("No such folder", "with provider[\"registry.terraform.io/slipway/notes\"]");
    Files.createDirectory(notes);
  }

  @Test
  void aFunctionGivesWhatTheConfigurationIsMadeOf() throws Exception {
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

    assertThat(terraform.apply(tagged).succeeds().output())
        .contains("1 added", "tags = toset([ \"home\", \"oats\", \"shop\", ])", "none = 0");
    assertThat(terraform.plan().exitCode()).isEqualTo(0);
  }

  @Test
  void aFunctionSaysWhichOfItsArgumentsDoesNotDo() throws Exception {
    terraform.write(
        configuration(
            """
            output "tags" {
              value = provider::notes::hashtags("#shop", "#muchtoolongtobeoneofthetags")
            }
            """));

    assertThat(terraform.plan().fails().output())
        .contains(
            "Invalid function argument",
            "Invalid value for \"texts\" parameter: Tag too long."
                + " #muchtoolongtobeoneofthetags has more than 20 characters.");
  }

  @Test
  void terraformStartsItAsAProgramToo() throws Exception {
    terraform.close();
    terraform = Terraform.starting(Files.createDirectory(folder.resolve("own")), Main.class);

    terraform.apply(milk("Buy milk")).succeeds();
    assertThat(files()).hasSize(1);
    assertThat(terraform.plan().exitCode()).isEqualTo(0);
    terraform.destroy().succeeds();
    assertThat(files()).isEmpty();
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

    assertThat(terraform.apply(many).succeeds().output()).contains("20 added");
    assertThat(files()).hasSize(20);
    assertThat(terraform.plan().exitCode()).isEqualTo(0);
    terraform.destroy().succeeds();
    assertThat(files()).isEmpty();
  }
}
