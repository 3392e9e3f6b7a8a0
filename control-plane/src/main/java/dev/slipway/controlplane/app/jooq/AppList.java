package dev.slipway.controlplane.app.jooq;

import static dev.slipway.controlplane.app.jooq.Tables.App.APP;
import static dev.slipway.controlplane.app.jooq.Tables.Label.LABEL;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.val;

import dev.slipway.controlplane.app.App;
import dev.slipway.controlplane.app.AppQuery;
import dev.slipway.controlplane.app.LabelSelector.Term;
import dev.slipway.controlplane.app.Page;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.SelectConditionStep;

/**
 * Lists apps page by page. A page token holds the order's key and the id of the last app, so apps
 * that come or go in between neither repeat nor hide others.
 */
final class AppList {
  private final AppRows rows;

  AppList(AppRows rows) {
    this.rows = rows;
  }

  Page<App> list(DSLContext dsl, AppQuery query) {
    return switch (query.order()) {
      case CREATED_AT -> list(dsl, query, Tables.App.CREATED_AT, App::createdAt, AppList::instant);
      case UPDATED_AT -> list(dsl, query, Tables.App.UPDATED_AT, App::updatedAt, AppList::instant);
      case NAME -> list(dsl, query, Tables.App.NAME, app -> app.spec().name(), text -> text);
      case STATE ->
          list(dsl, query, Tables.App.STATE, app -> app.status().state().name(), text -> text);
    };
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw PageToken.malformed();
    }
  }

  private <K> Page<App> list(
      DSLContext dsl,
      AppQuery query,
      Field<K> key,
      Function<App, K> keyOf,
      Function<String, K> parse) {
    var matching = matching(query);
    var from = noCondition();
    if (!query.pageToken().isEmpty()) {
      var token = PageToken.parse(query.pageToken(), scope(query), 2);
      var last = row(val(parse.apply(token.get(0)), key), val(token.get(1)));
      var each = row(key, Tables.App.ID);
      from = query.descending() ? each.lessThan(last) : each.greaterThan(last);
    }
    var apps =
        rows.select(dsl)
            .where(matching)
            .and(from)
            .orderBy(
                query.descending() ? key.desc() : key.asc(),
                query.descending() ? Tables.App.ID.desc() : Tables.App.ID.asc())
            .limit(query.pageSize() + 1)
            .fetch(rows::app);
    long total = dsl.fetchCount(APP, matching);
    if (apps.size() <= query.pageSize()) {
      return new Page<>(apps, "", total);
    }
    var page = List.copyOf(apps.subList(0, query.pageSize()));
    var last = page.getLast();
    return new Page<>(
        page,
        PageToken.of(scope(query), String.valueOf(keyOf.apply(last)), last.id().value()),
        total);
  }

  /** A token only continues the list that it came from. */
  private static String scope(AppQuery query) {
    return "apps %s %s %s %s %s %s %s"
        .formatted(
            query.project(),
            query.labels(),
            query.states().stream().sorted().toList(),
            query.region(),
            query.name(),
            query.order(),
            query.descending());
  }

  private static Condition matching(AppQuery query) {
    var all = AppRows.LIVE.and(Tables.App.PROJECT.eq(query.project()));
    if (!query.states().isEmpty()) {
      all = all.and(Tables.App.STATE.in(query.states().stream().map(Enum::name).toList()));
    }
    if (query.region() != null) {
      all = all.and(Tables.App.REGION.eq(query.region().value()));
    }
    if (query.name() != null) {
      all = all.and(Tables.App.NAME.eq(query.name()));
    }
    for (var term : query.labels().terms()) {
      all = all.and(meets(term));
    }
    return all;
  }

  private static Condition meets(Term term) {
    return switch (term) {
      case Term.Is(var key, var value) -> exists(label(key).and(Tables.Label.VALUE.eq(value)));
      case Term.IsNot(var key, var value) ->
          notExists(label(key).and(Tables.Label.VALUE.eq(value)));
      case Term.Present(var key) -> exists(label(key));
      case Term.Absent(var key) -> notExists(label(key));
    };
  }

  private static SelectConditionStep<Record1<Integer>> label(String key) {
    return selectOne()
        .from(LABEL)
        .where(Tables.Label.APP_ID.eq(Tables.App.ID))
        .and(Tables.Label.KEY.eq(key));
  }
}
