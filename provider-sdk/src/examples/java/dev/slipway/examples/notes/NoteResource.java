package dev.slipway.examples.notes;

import static dev.slipway.provider.schema.Attributes.int32;
import static dev.slipway.provider.schema.Attributes.object;
import static dev.slipway.provider.schema.Attributes.set;
import static dev.slipway.provider.schema.Attributes.string;
import static dev.slipway.provider.schema.Checks.between;
import static dev.slipway.provider.schema.Checks.every;
import static dev.slipway.provider.schema.Checks.length;
import static dev.slipway.provider.schema.Kind.STRING;

import dev.slipway.provider.ApplyContext;
import dev.slipway.provider.Context;
import dev.slipway.provider.Identity;
import dev.slipway.provider.Resource;
import dev.slipway.provider.plan.Plan;
import dev.slipway.provider.plan.State;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Schema;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** {@code resource "notes_note"}. */
final class NoteResource implements Resource<Notes> {

  static final Attribute<String> ID = string("id").computed().stable().doc("The service's id.");
  static final Attribute<String> TITLE =
      string("title").required().check(length(1, 80)).doc("Shown in lists.");
  static final Attribute<Integer> PRIORITY =
      int32("priority").optional().defaultsTo(3).check(between(1, 5)).doc("1 is first.");
  static final Attribute<Set<String>> TAGS =
      set("tags", STRING).optional().check(every(length(1, 20)));
  static final Attribute<Reminder> REMINDER = object("reminder", Reminder.SHAPE).optional();
  static final Attribute<Integer> REVISION = int32("revision").computed().doc("Counts changes.");

  @Override
  public String typeName() {
    return "notes_note";
  }

  @Override
  public Schema schema() {
    return Schema.of("A note.", ID, TITLE, PRIORITY, TAGS, REMINDER, REVISION);
  }

  @Override
  public State create(Plan plan, ApplyContext<Notes> context) throws IOException {
    return state(plan.toState(), context.client().save(note(Notes.newId(), 1, plan)));
  }

  @Override
  public Optional<State> read(State state, Context<Notes> context) throws IOException {
    return context.client().find(state.get(ID)).map(note -> state(state, note));
  }

  @Override
  public State update(State prior, Plan plan, ApplyContext<Notes> context) throws IOException {
    var changed = note(prior.get(ID), prior.get(REVISION) + 1, plan);
    return state(plan.toState(), context.client().save(changed));
  }

  @Override
  public void delete(State state, Context<Notes> context) throws IOException {
    context.client().delete(state.get(ID));
  }

  @Override
  public State importState(String id, State blank, Context<Notes> context) {
    return blank.with(ID, id);
  }

  @Override
  public Identity identity() {
    return Identity.of(ID);
  }

  private static Note note(String id, int revision, Plan plan) {
    return new Note(
        id,
        revision,
        plan.get(TITLE),
        plan.get(PRIORITY),
        plan.get(TAGS, Set.of()),
        plan.find(REMINDER));
  }

  private static State state(State state, Note note) {
    return state
        .with(ID, note.id())
        .with(REVISION, note.revision())
        .with(TITLE, note.title())
        .with(PRIORITY, note.priority())
        .with(TAGS, Optional.of(note.tags()).filter(tags -> !tags.isEmpty()))
        .with(REMINDER, note.reminder());
  }
}
