package dev.slipway.controlplane.metering.jooq;

import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.table;

import dev.slipway.controlplane.database.Database;
import dev.slipway.controlplane.metering.Usage;
import dev.slipway.controlplane.metering.UsageMinute;
import dev.slipway.controlplane.metering.UsageSum;
import dev.slipway.controlplane.vocabulary.AppId;
import dev.slipway.controlplane.vocabulary.RegionName;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** {@link Usage} in the database. */
final class JooqUsage implements Usage {
  private static final Table<Record> MINUTE = table(name("usage_minute"));
  private static final Field<String> APP_ID = column("app_id", SQLDataType.CLOB);
  private static final Field<Long> AT = column("minute", SQLDataType.BIGINT);
  private static final Field<String> PROJECT = column("project", SQLDataType.CLOB);
  private static final Field<String> APP_NAME = column("app_name", SQLDataType.CLOB);
  private static final Field<String> REGION = column("region", SQLDataType.CLOB);
  private static final Field<String> FLAVOR = column("flavor", SQLDataType.CLOB);
  private static final Field<Integer> UNITS = column("units", SQLDataType.INTEGER);
  private static final Field<Integer> REPLICAS = column("replicas", SQLDataType.INTEGER);
  private static final Field<String> PRICE = column("price_per_minute", SQLDataType.CLOB);
  private static final Field<String> CURRENCY = column("currency", SQLDataType.CLOB);

  private final Database database;

  JooqUsage(Database database) {
    this.database = database;
  }

  private static <T> Field<T> column(String column, DataType<T> type) {
    return field(name("usage_minute", column), type);
  }

  @Override
  public void record(List<UsageMinute> minutes) {
    database.write(dsl -> {
      minutes.forEach(minute -> upsert(dsl, minute));
      return minutes.size();
    });
  }

  private static void upsert(DSLContext dsl, UsageMinute minute) {
    dsl.insertInto(MINUTE)
        .set(APP_ID, minute.app().value())
        .set(AT, minute.minute())
        .set(PROJECT, minute.project())
        .set(APP_NAME, minute.appName())
        .set(REGION, minute.region().value())
        .set(FLAVOR, minute.flavor())
        .set(UNITS, minute.units())
        .set(REPLICAS, minute.replicas())
        .set(PRICE, minute.pricePerMinute().toPlainString())
        .set(CURRENCY, minute.currency())
        .onConflict(APP_ID, AT, FLAVOR, UNITS)
        .doUpdate()
        .set(REPLICAS, greatest(REPLICAS, excluded(REPLICAS)))
        .execute();
  }

  @Override
  public List<UsageSum> sum(String project, @Nullable AppId app, Instant from, Instant to) {
    // Summed by price in the database; multiplied here, where decimals stay exact.
    var replicaMinutes = DSL.sum(REPLICAS.cast(SQLDataType.BIGINT)).cast(SQLDataType.BIGINT);
    var found =
        database.read(dsl ->
            dsl.select(APP_ID, APP_NAME, REGION, FLAVOR, UNITS, PRICE, CURRENCY, replicaMinutes)
                .from(MINUTE)
                .where(PROJECT.eq(project))
                .and(app == null ? noCondition() : APP_ID.eq(app.value()))
                .and(AT.ge(UsageMinute.minuteOf(from)))
                .and(AT.lt(UsageMinute.minuteOf(to.plusSeconds(60).minusNanos(1))))
                .groupBy(APP_ID, APP_NAME, REGION, FLAVOR, UNITS, PRICE, CURRENCY)
                .orderBy(APP_NAME, APP_ID, REGION, FLAVOR, UNITS, PRICE)
                .fetch(row -> {
                  long unitMinutes = row.value8() * row.value5();
                  return new UsageSum(
                      new AppId(row.value1()),
                      row.value2(),
                      new RegionName(row.value3()),
                      row.value4(),
                      row.value8(),
                      unitMinutes,
                      new BigDecimal(row.value6()).multiply(BigDecimal.valueOf(unitMinutes)),
                      row.value7());
                }));
    return joined(found);
  }

  /** One sum per app, flavor and currency: units and prices may have changed in between. */
  private static List<UsageSum> joined(List<UsageSum> parts) {
    record Key(AppId app, String name, RegionName region, String flavor, String currency) {}
    var sums = new LinkedHashMap<Key, UsageSum>();
    for (var part : parts) {
      sums.merge(
          new Key(part.app(), part.appName(), part.region(), part.flavor(), part.currency()),
          part,
          (a, b) ->
              new UsageSum(
                  a.app(),
                  a.appName(),
                  a.region(),
                  a.flavor(),
                  a.replicaMinutes() + b.replicaMinutes(),
                  a.unitMinutes() + b.unitMinutes(),
                  a.cost().add(b.cost()),
                  a.currency()));
    }
    return new ArrayList<>(sums.values());
  }
}
