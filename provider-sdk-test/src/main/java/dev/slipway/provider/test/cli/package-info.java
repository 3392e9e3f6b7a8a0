/**
 * Tests of providers through the real programs: Terraform and OpenTofu.
 *
 * <pre>{@code
 * try (var terraform = new Cli(Program.any(), folder, Providers.attached(new NotesProvider()))) {
 *   assertThat(terraform.apply(
 *       """
 *       resource "notes_note" "milk" {
 *         title = "Buy milk"
 *       }
 *       """)).succeeds().says("1 added");
 *   assertThat(terraform.state("notes_note.milk")).has("revision", 1).has("priority", 3);
 *   assertThat(terraform.plan()).doesNothing();
 *
 *   assertThat(terraform.plan(MILK.replace("milk", "oat milk")))
 *       .updates("notes_note.milk").changing("title").andNothingElse();
 * }
 * }</pre>
 *
 * <p>{@link dev.slipway.provider.test.cli.Cli} is where to begin: it runs a {@link
 * dev.slipway.provider.test.cli.Program} in a folder of its own, with nothing of the user's
 * settings, and takes providers from where {@link dev.slipway.provider.test.cli.Providers} says.
 * What a command leaves goes into AssertJ's {@code assertThat}.
 *
 * <p>A test for both takes the program as its parameter:
 *
 * <pre>{@code
 * @EachProgram
 * void aNoteIsMade(Program program, @TempDir Path folder) {
 *   try (var cli = new Cli(program, folder, …)) {
 * }</pre>
 */
@NullMarked
package dev.slipway.provider.test.cli;

import org.jspecify.annotations.NullMarked;
