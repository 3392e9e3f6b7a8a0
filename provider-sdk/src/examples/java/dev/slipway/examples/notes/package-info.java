/**
 * A complete provider: notes, kept as files in a folder.
 *
 * <pre>{@code
 * provider "notes" {
 *   folder = "/var/lib/notes"
 * }
 *
 * resource "notes_note" "milk" {
 *   title    = "Buy milk"
 *   tags     = ["home"]
 *   reminder = { every = "24h" }
 * }
 *
 * data "notes_search" "home" {
 *   tag = "home"
 * }
 * }</pre>
 *
 * <p>{@link dev.slipway.examples.notes.NotesProvider} is what Terraform loads, {@link
 * dev.slipway.examples.notes.NoteResource} and {@link dev.slipway.examples.notes.SearchDataSource}
 * are what users write, and {@link dev.slipway.examples.notes.Notes} stands for the client of a
 * remote service and knows nothing of Terraform.
 */
@NullMarked
package dev.slipway.examples.notes;

import org.jspecify.annotations.NullMarked;
