package dev.slipway.controlplane.app.jooq;

import static dev.slipway.controlplane.app.jooq.Tables.App.APP;
import static dev.slipway.controlplane.app.jooq.Tables.Event.EVENT;
import static dev.slipway.controlplane.app.jooq.Tables.Label.LABEL;
import static dev.slipway.controlplane.app.jooq.Tables.Request.REQUEST;
import static dev.slipway.controlplane.app.jooq.Tables.Revision.REVISION;
import static org.jooq.impl.DSL.param;

import dev.slipway.controlplane.app.Admission;
import dev.slipway.controlplane.app.App;
import dev.slipway.controlplane.app.AppState;
import dev.slipway.controlplane.app.AppStatus;
import dev.slipway.controlplane.app.Caller;
import dev.slipway.controlplane.app.Event;
import dev.slipway.controlplane.app.NewApp;
import dev.slipway.controlplane.app.PinnedImage;
import dev.slipway.controlplane.app.SpecChange;
import dev.slipway.controlplane.database.InstantColumn;
import dev.slipway.controlplane.vocabulary.AppId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Writes apps' rows, inside a transaction that has checked what it writes. */
final class AppWriter {
  private final SecretBox box;

  private final Rendered setStatus =
      new Rendered(dsl ->
          dsl.update(APP)
              .set(Tables.App.STATE, param(Tables.App.STATE))
              .set(Tables.App.STATUS, param(Tables.App.STATUS))
              .where(Tables.App.ID.eq(param(Tables.App.ID))));

  private final Rendered setAdmission =
      new Rendered(dsl ->
          dsl.update(APP)
              .set(Tables.App.ADMISSION, param(Tables.App.ADMISSION))
              .where(Tables.App.ID.eq(param(Tables.App.ID))));

  private final Rendered count =
      new Rendered(dsl ->
          dsl.update(APP)
              .set(
                  Tables.App.LAST_SEQUENCE,
                  Tables.App.LAST_SEQUENCE.plus(param(Tables.App.LAST_SEQUENCE)))
              .where(Tables.App.ID.eq(param(Tables.App.ID)))
              .returning(Tables.App.LAST_SEQUENCE));

  private final Rendered insertEvent =
      new Rendered(dsl ->
          dsl.insertInto(EVENT)
              .columns(Tables.Event.COLUMNS)
              .values(Tables.Event.COLUMNS.stream().map(DSL::param).toList()));

  private final Rendered insertRevision =
      new Rendered(dsl ->
          dsl.insertInto(REVISION)
              .columns(Tables.Revision.COLUMNS)
              .values(Tables.Revision.COLUMNS.stream().map(DSL::param).toList()));

  AppWriter(SecretBox box) {
    this.box = box;
  }

  void insert(DSLContext dsl, NewApp wanted) {
    var spec = wanted.spec();
    var status = AppStatus.accepted(spec, wanted.at());
    dsl.insertInto(APP)
        .set(Tables.App.ID, wanted.id().value())
        .set(Tables.App.PROJECT, wanted.project())
        .set(Tables.App.REGION, spec.region().value())
        .set(Tables.App.NAME, spec.name())
        .set(Tables.App.GENERATION, 1L)
        .set(Tables.App.STATE, status.state().name())
        .set(Tables.App.STATUS, SpecJson.write(status))
        .set(Tables.App.ADMISSION, SpecJson.write(Admission.NONE))
        .set(Tables.App.AUTHOR, wanted.by().author())
        .set(Tables.App.CLIENT, wanted.by().client())
        .set(Tables.App.CREATED_AT, wanted.at())
        .set(Tables.App.UPDATED_AT, wanted.at())
        .set(Tables.App.CLAIMED, false)
        .set(Tables.App.DELETING, false)
        .set(Tables.App.LAST_SEQUENCE, 0L)
        .execute();
    insertLabels(dsl, wanted.id(), spec.labels());
    var first =
        new SpecChange(
            spec,
            wanted.image(),
            0,
            false,
            wanted.by(),
            wanted.at(),
            "CREATED",
            "accepted, revision 1, by %s (%s)"
                .formatted(wanted.by().client(), wanted.by().author()));
    insertRevision(dsl, wanted.id(), 1, 1, first);
    append(dsl, wanted.id(), List.of(accepted(first, 1)));
  }

  void insertRequest(DSLContext dsl, NewApp wanted, AppId app) {
    if (wanted.requestId().isEmpty()) {
      return;
    }
    dsl.insertInto(REQUEST)
        .set(Tables.Request.PROJECT, wanted.project())
        .set(Tables.Request.ID, wanted.requestId())
        .set(Tables.Request.HASH, wanted.requestHash())
        .set(Tables.Request.APP_ID, app.value())
        .set(Tables.Request.CREATED_AT, wanted.at())
        .execute();
  }

  /** Gives the app its next revision, unless another transaction did so since it was read. */
  void update(DSLContext dsl, App app, SpecChange change) {
    long next = app.generation() + 1;
    var admission = Admission.next(app, change.spec());
    int updated =
        dsl.update(APP)
            .set(Tables.App.GENERATION, next)
            .set(Tables.App.REGION, change.spec().region().value())
            .set(Tables.App.NAME, change.spec().name())
            .set(Tables.App.ADMISSION, SpecJson.write(admission))
            .set(Tables.App.UPDATED_AT, change.at())
            .where(Tables.App.ID.eq(app.id().value()))
            .and(Tables.App.GENERATION.eq(app.generation()))
            .execute();
    if (updated != 1) {
      throw new IllegalStateException(
          "app %s left generation %d within a transaction".formatted(app.id(), app.generation()));
    }
    dsl.deleteFrom(LABEL).where(Tables.Label.APP_ID.eq(app.id().value())).execute();
    insertLabels(dsl, app.id(), change.spec().labels());
    boolean keepsReplicas = keepsReplicas(app, change);
    insertRevision(dsl, app.id(), next, keepsReplicas ? app.templateRevision() : next, change);
    var events = new ArrayList<>(List.of(accepted(change, next)));
    var image = change.image();
    if (admission.generation() == next && !keepsReplicas && image != null) {
      events.add(Event.pinned(change.at(), image, next));
    }
    append(dsl, app.id(), events);
  }

  private static boolean keepsReplicas(App app, SpecChange change) {
    return change.spec().hasTemplateOf(app.spec())
        && Objects.equals(digest(change.image()), digest(app.image()));
  }

  private static @Nullable String digest(@Nullable PinnedImage image) {
    return image == null ? null : image.digest();
  }

  private static Event accepted(SpecChange change, long revision) {
    return new Event(
        0,
        change.at(),
        Event.Severity.NORMAL,
        change.code(),
        change.message(),
        revision,
        "",
        change.by());
  }

  private static void insertLabels(DSLContext dsl, AppId id, SortedMap<String, String> labels) {
    labels.forEach((key, value) ->
        dsl.insertInto(LABEL)
            .set(Tables.Label.APP_ID, id.value())
            .set(Tables.Label.KEY, key)
            .set(Tables.Label.VALUE, value)
            .execute());
  }

  private void insertRevision(
      DSLContext dsl, AppId id, long number, long templateRevision, SpecChange change) {
    var image = change.image();
    insertRevision.run(
        dsl,
        id.value(),
        number,
        SpecJson.write(change.spec()),
        box.close(SpecJson.secrets(change.spec().secretEnv()), id, number),
        digest(image),
        image == null ? null : image.reference(),
        templateRevision,
        change.by().author(),
        change.by().client(),
        InstantColumn.micros(change.at()),
        change.rollbackOf());
  }

  void setStatus(DSLContext dsl, AppId id, AppStatus status) {
    setStatus.run(dsl, status.state().name(), SpecJson.write(status), id.value());
  }

  boolean setAdmission(DSLContext dsl, AppId id, Admission admission) {
    return setAdmission.run(dsl, SpecJson.write(admission), id.value()) == 1;
  }

  /** Appends events with the app's next sequence numbers. */
  void append(DSLContext dsl, AppId id, List<Event> events) {
    if (events.isEmpty()) {
      return;
    }
    var last =
        count
            .fetch(dsl, List.of(Tables.App.LAST_SEQUENCE), (long) events.size(), id.value())
            .getFirst()
            .get(Tables.App.LAST_SEQUENCE);
    long sequence = last - events.size();
    for (var event : events) {
      insertEvent.run(
          dsl,
          id.value(),
          ++sequence,
          InstantColumn.micros(event.time()),
          event.severity().name(),
          event.code(),
          event.message(),
          event.revision(),
          event.replica(),
          event.by().author(),
          event.by().client());
    }
  }

  /** The app is gone: its name is free, its secrets are erased, its history stays. */
  void erase(DSLContext dsl, App app, Instant at) {
    var status =
        new AppStatus(AppState.DELETED, "", app.generation(), 0, 0, 0, List.of(), at, List.of());
    setStatus(dsl, app.id(), status);
    dsl.update(APP)
        .set(Tables.App.DELETING, true)
        .set(Tables.App.DELETED_AT, at)
        .set(Tables.App.ADMISSION, SpecJson.write(Admission.NONE))
        .where(Tables.App.ID.eq(app.id().value()))
        .execute();
    dsl.update(REVISION)
        .setNull(Tables.Revision.SECRETS)
        .where(Tables.Revision.APP_ID.eq(app.id().value()))
        .execute();
    append(
        dsl,
        app.id(),
        List.of(
            new Event(
                0,
                at,
                Event.Severity.NORMAL,
                "DELETED",
                "nothing of it is left",
                app.revision(),
                "",
                Caller.SLIPWAY)));
  }
}
