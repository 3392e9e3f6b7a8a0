/**
 * Tests of providers within the process: the provider is called over gRPC as Terraform calls it,
 * and every answer is held against Terraform's rules.
 *
 * <pre>{@code
 * try (var notes = TestedProvider.of(new NotesProvider()).configure(with(FOLDER, folder))) {
 *   var note = notes.resource("notes_note");
 *
 *   var milk = note.create(with(TITLE, "Buy milk"));
 *   assertThat(milk).has(REVISION, 1).has(PRIORITY, 3);
 *
 *   assertThat(note.plan(milk, with(TITLE, "Buy oat milk"))).updates(TITLE).leavesOpen(REVISION);
 *   assertThat(note.plan(milk, with(TITLE, "Buy milk"))).doesNothing();
 *
 *   assertThat(failing(() -> note.create(with(TITLE, ""))))
 *       .hasError("Invalid value for title").at(TITLE);
 *
 *   note.destroy(milk);
 * }
 * }</pre>
 *
 * <p>{@link dev.slipway.provider.test.TestedProvider} is where to begin. What users write is made
 * by {@link dev.slipway.provider.test.Configurations}; what comes back is read through the
 * provider's own handles and goes into AssertJ's {@code assertThat}. A call that has errors fails
 * the test, unless the test is about them: see {@link dev.slipway.provider.test.Failed#failing}.
 */
@NullMarked
package dev.slipway.provider.test;

import org.jspecify.annotations.NullMarked;
