package dev.slipway.controlplane.app.jooq;

import static dev.slipway.controlplane.app.jooq.AppRows.LIVE;
import static dev.slipway.controlplane.app.jooq.Tables.App.APP;
import static dev.slipway.controlplane.app.jooq.Tables.Event.EVENT;
import static dev.slipway.controlplane.app.jooq.Tables.Request.REQUEST;
import static dev.slipway.controlplane.app.jooq.Tables.Revision.REVISION;
import static org.jooq.impl.DSL.param;

import dev.slipway.controlplane.app.Admission;
import dev.slipway.controlplane.app.App;
import dev.slipway.controlplane.app.AppFeed;
import dev.slipway.controlplane.app.AppQuery;
import dev.slipway.controlplane.app.AppSpec;
import dev.slipway.controlplane.app.AppState;
import dev.slipway.controlplane.app.AppStatus;
import dev.slipway.controlplane.app.Apps;
import dev.slipway.controlplane.app.Caller;
import dev.slipway.controlplane.app.Change;
import dev.slipway.controlplane.app.Creation;
import dev.slipway.controlplane.app.Event;
import dev.slipway.controlplane.app.NewApp;
import dev.slipway.controlplane.app.Page;
import dev.slipway.controlplane.app.PinnedImage;
import dev.slipway.controlplane.app.Revision;
import dev.slipway.controlplane.app.SpecChange;
import dev.slipway.controlplane.app.Trace;
import dev.slipway.controlplane.database.Database;
import dev.slipway.controlplane.vocabulary.AppId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jooq.Condition;
import org.jooq.DSLContext;

/** {@link Apps} in the database. */
final class JooqApps implements Apps {
  private final Rendered events =
      new Rendered(dsl ->
          dsl.select(Tables.Event.COLUMNS)
              .from(EVENT)
              .where(Tables.Event.APP_ID.eq(param(Tables.Event.APP_ID)))
              .and(Tables.Event.SEQUENCE.gt(param(Tables.Event.SEQUENCE)))
              .orderBy(Tables.Event.SEQUENCE)
              .limit(param("limit", Integer.class)));

  private final Database database;
  private final AppFeed feed;
  private final AppRows rows;
  private final AppList lists;
  private final AppWriter writer;

  JooqApps(Database database, SecretBox box, AppFeed feed) {
    this.database = database;
    this.feed = feed;
    this.rows = new AppRows(box);
    this.lists = new AppList(rows);
    this.writer = new AppWriter(box);
  }

  @Override
  public Creation create(NewApp wanted) {
    var creation = database.write(dsl -> create(dsl, wanted));
    switch (creation) {
      case Creation.Made(var app) -> feed.specChanged(app.id());
      case Creation.Adopted(var app) -> feed.specChanged(app.id());
      case Creation.Repeated _, Creation.NameTaken _, Creation.RequestReused _ -> {}
    }
    return creation;
  }

  private Creation create(DSLContext dsl, NewApp wanted) {
    var earlier = earlier(dsl, wanted);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    var sameName =
        rows.select(dsl)
            .where(LIVE)
            .and(Tables.App.PROJECT.eq(wanted.project()))
            .and(Tables.App.REGION.eq(wanted.spec().region().value()))
            .and(Tables.App.NAME.eq(wanted.spec().name()))
            .fetchOptional(rows::app);
    if (sameName.isEmpty()) {
      writer.insert(dsl, wanted);
      writer.insertRequest(dsl, wanted, wanted.id());
      return new Creation.Made(rows.find(dsl, wanted.id()).orElseThrow());
    }
    var there = sameName.get();
    boolean leftover =
        !there.claimed()
            && !there.deleting()
            && there.author().author().equals(wanted.by().author());
    if (!wanted.adoptUnclaimed() || !leftover) {
      return new Creation.NameTaken(there);
    }
    if (!there.spec().equals(wanted.spec())) {
      writer.update(dsl, there, adoption(wanted));
    }
    writer.insertRequest(dsl, wanted, there.id());
    return new Creation.Adopted(rows.find(dsl, there.id()).orElseThrow());
  }

  private static SpecChange adoption(NewApp wanted) {
    return new SpecChange(
        wanted.spec(),
        wanted.image(),
        0,
        false,
        wanted.by(),
        wanted.at(),
        "ADOPTED",
        "taken over by the next create of its author");
  }

  private Optional<Creation> earlier(DSLContext dsl, NewApp wanted) {
    if (wanted.requestId().isEmpty()) {
      return Optional.empty();
    }
    return dsl.select(Tables.Request.HASH, Tables.Request.APP_ID)
        .from(REQUEST)
        .where(Tables.Request.PROJECT.eq(wanted.project()))
        .and(Tables.Request.ID.eq(wanted.requestId()))
        .fetchOptional()
        .map(row ->
            row.value1().equals(wanted.requestHash())
                ? rows.find(dsl, new AppId(row.value2()))
                    .<Creation>map(Creation.Repeated::new)
                    .orElseGet(Creation.RequestReused::new)
                : new Creation.RequestReused());
  }

  @Override
  public Change change(AppId id, long expectedGeneration, SpecChange change) {
    var outcome = database.write(dsl -> change(dsl, id, expectedGeneration, change));
    if (outcome instanceof Change.Made) {
      feed.specChanged(id);
    }
    return outcome;
  }

  private Change change(DSLContext dsl, AppId id, long expectedGeneration, SpecChange change) {
    var found = rows.find(dsl, id);
    if (found.isEmpty()) {
      return new Change.Missing();
    }
    var app = found.get();
    if (app.deleting()) {
      return new Change.Deleting(app);
    }
    if (app.generation() != expectedGeneration) {
      return new Change.Stale(app);
    }
    boolean putsRight = change.putsRight() && !app.drift().isEmpty();
    if (app.spec().equals(change.spec()) && !putsRight) {
      return new Change.Same(app);
    }
    var rival = rival(dsl, app, change.spec());
    if (rival.isPresent()) {
      return new Change.NameTaken(rival.get());
    }
    writer.update(dsl, app, change);
    return new Change.Made(rows.find(dsl, id).orElseThrow());
  }

  private Optional<App> rival(DSLContext dsl, App app, AppSpec wanted) {
    if (wanted.name().equals(app.spec().name()) && wanted.region().equals(app.spec().region())) {
      return Optional.empty();
    }
    return rows.select(dsl)
        .where(LIVE)
        .and(Tables.App.PROJECT.eq(app.project()))
        .and(Tables.App.REGION.eq(wanted.region().value()))
        .and(Tables.App.NAME.eq(wanted.name()))
        .and(Tables.App.ID.ne(app.id().value()))
        .fetchOptional(rows::app);
  }

  @Override
  public Optional<App> claim(AppId id) {
    return edit(
        id,
        List.of(),
        (dsl, app) ->
            !app.claimed()
                && dsl.update(APP).set(Tables.App.CLAIMED, true).where(is(id)).execute() == 1);
  }

  @Override
  public Optional<App> delete(AppId id, Caller by, Instant at) {
    return edit(
        id,
        List.of(),
        (dsl, app) -> {
          if (app.deleting()) {
            return false;
          }
          var status = app.status().in(AppState.DELETING, "", at);
          writer.setStatus(dsl, id, status);
          dsl.update(APP)
              .set(Tables.App.DELETING, true)
              .set(Tables.App.UPDATED_AT, at)
              .where(is(id))
              .execute();
          writer.append(
              dsl,
              id,
              List.of(
                  new Event(
                      0,
                      at,
                      Event.Severity.NORMAL,
                      "DELETING",
                      "deletion asked for",
                      app.revision(),
                      "",
                      by)));
          return true;
        });
  }

  @Override
  public void gone(AppId id, Instant at) {
    boolean wrote =
        database.write(dsl -> {
          var app = rows.find(dsl, id);
          app.ifPresent(there -> writer.erase(dsl, there, at));
          return app.isPresent();
        });
    if (wrote) {
      feed.specChanged(id);
    }
  }

  @Override
  public Optional<App> report(AppId id, AppStatus status, List<Event> events) {
    return edit(
        id,
        events,
        (dsl, app) -> {
          boolean news =
              !status.equals(app.status())
                  && status.observedGeneration() >= app.status().observedGeneration();
          if (news) {
            writer.setStatus(dsl, id, status);
          }
          return news;
        });
  }

  @Override
  public Optional<App> admit(AppId id, long generation, Admission admission, List<Event> events) {
    return edit(
        id,
        app -> app.generation() == generation,
        events,
        (dsl, app) ->
            !admission.equals(app.admission()) && writer.setAdmission(dsl, id, admission));
  }

  @Override
  public Optional<App> pin(AppId id, long revision, PinnedImage image) {
    return edit(
        id,
        List.of(),
        (dsl, _) ->
            dsl.update(REVISION)
                    .set(Tables.Revision.IMAGE_DIGEST, image.digest())
                    .set(Tables.Revision.IMAGE_REFERENCE, image.reference())
                    .where(Tables.Revision.APP_ID.eq(id.value()))
                    .and(Tables.Revision.NUMBER.eq(revision))
                    .and(Tables.Revision.IMAGE_DIGEST.isNull())
                    .execute()
                == 1);
  }

  @Override
  public void record(AppId id, List<Event> events) {
    edit(id, events, (_, _) -> false);
  }

  private Optional<App> edit(
      AppId id, List<Event> events, BiFunction<DSLContext, App, Boolean> work) {
    return edit(id, _ -> true, events, work);
  }

  /**
   * Changes a live app in one transaction.
   *
   * @param applies whether the change is still meant for the app as it is now
   * @param work tells whether it wrote anything
   */
  private Optional<App> edit(
      AppId id,
      Predicate<App> applies,
      List<Event> events,
      BiFunction<DSLContext, App, Boolean> work) {
    record Edit(App app, boolean wrote) {}
    var edit =
        database.write(dsl ->
            rows.find(dsl, id)
                .map(app -> {
                  if (!applies.test(app)) {
                    return new Edit(app, false);
                  }
                  boolean wrote = work.apply(dsl, app);
                  writer.append(dsl, id, events);
                  return new Edit(
                      wrote ? rows.find(dsl, id).orElseThrow() : app, wrote || !events.isEmpty());
                }));
    if (edit.isPresent() && edit.get().wrote()) {
      feed.changed(id);
    }
    return edit.map(Edit::app);
  }

  private static Condition is(AppId id) {
    return Tables.App.ID.eq(id.value());
  }

  @Override
  public Optional<App> find(AppId id) {
    return database.ask(dsl -> rows.find(dsl, id));
  }

  @Override
  public List<App> all() {
    return database.read(dsl ->
        rows.select(dsl)
            .where(LIVE)
            .orderBy(Tables.App.CREATED_AT, Tables.App.ID)
            .fetch(rows::app));
  }

  @Override
  public List<AppId> ids() {
    return database.read(dsl ->
        dsl.select(Tables.App.ID)
            .from(APP)
            .where(LIVE)
            .orderBy(Tables.App.CREATED_AT, Tables.App.ID)
            .fetch(row -> new AppId(row.value1())));
  }

  @Override
  public Page<App> list(AppQuery query) {
    return database.read(dsl -> lists.list(dsl, query));
  }

  @Override
  public Optional<Trace> trace(AppId id, long afterSequence, int limit) {
    return database.read(dsl ->
        rows.findAlsoGone(dsl, id)
            .map(app -> new Trace(app, events(dsl, id, afterSequence, limit))));
  }

  private List<Event> events(DSLContext dsl, AppId id, long afterSequence, int limit) {
    return events.fetch(dsl, Tables.Event.COLUMNS, id.value(), afterSequence, limit).stream()
        .map(AppRows::event)
        .toList();
  }

  @Override
  public List<Event> lastEvents(AppId id, long afterSequence, int limit) {
    return database
        .read(dsl ->
            dsl.select(Tables.Event.COLUMNS)
                .from(EVENT)
                .where(Tables.Event.APP_ID.eq(id.value()))
                .and(Tables.Event.SEQUENCE.gt(afterSequence))
                .orderBy(Tables.Event.SEQUENCE.desc())
                .limit(limit)
                .fetch(AppRows::event))
        .reversed();
  }

  @Override
  public Page<Revision> revisions(AppId id, int pageSize, String pageToken) {
    var scope = "revisions " + id;
    var before =
        pageToken.isEmpty()
            ? Long.MAX_VALUE
            : number(PageToken.parse(pageToken, scope, 1).getFirst());
    return database.read(dsl -> {
      var ofApp = Tables.Revision.APP_ID.eq(id.value());
      var found =
          dsl.select(Tables.Revision.COLUMNS)
              .from(REVISION)
              .where(ofApp)
              .and(Tables.Revision.NUMBER.lt(before))
              .orderBy(Tables.Revision.NUMBER.desc())
              .limit(pageSize + 1)
              .fetch(rows::revision);
      long total = dsl.fetchCount(REVISION, ofApp);
      if (found.size() <= pageSize) {
        return new Page<>(found, "", total);
      }
      var page = List.copyOf(found.subList(0, pageSize));
      return new Page<>(page, PageToken.of(scope, String.valueOf(page.getLast().number())), total);
    });
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw PageToken.malformed();
    }
  }

  @Override
  public Optional<Revision> revision(AppId id, long number) {
    return database.read(dsl ->
        dsl.select(Tables.Revision.COLUMNS)
            .from(REVISION)
            .where(Tables.Revision.APP_ID.eq(id.value()))
            .and(Tables.Revision.NUMBER.eq(number))
            .fetchOptional(rows::revision));
  }
}
