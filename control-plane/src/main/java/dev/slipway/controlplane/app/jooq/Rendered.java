package dev.slipway.controlplane.app.jooq;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/**
 * A statement whose text is made once, for one kind of database. Making it takes longer than a
 * database takes to find or to write what has a key.
 */
final class Rendered {
  private final Function<DSLContext, Query> statement;
  private volatile @Nullable String text;

  /**
   * @param statement with a parameter for each value that it will be given, in this order
   */
  Rendered(Function<DSLContext, Query> statement) {
    this.statement = statement;
  }

  /**
   * Asks for rows.
   *
   * @param columns that the statement returns
   * @param values as the database has them: numbers, texts, bytes
   */
  List<Record> fetch(DSLContext dsl, List<Field<?>> columns, @Nullable Object... values) {
    var sql = text(dsl);
    return dsl.connectionResult(connection -> {
      try (var prepared = prepare(connection, sql, values);
          var rows = prepared.executeQuery()) {
        return dsl.fetch(rows, columns.toArray(Field<?>[]::new));
      }
    });
  }

  /** Writes, and tells how many rows. */
  int run(DSLContext dsl, @Nullable Object... values) {
    var sql = text(dsl);
    return dsl.connectionResult(connection -> {
      try (var prepared = prepare(connection, sql, values)) {
        return prepared.executeUpdate();
      }
    });
  }

  private static PreparedStatement prepare(
      Connection connection, String sql, @Nullable Object... values) throws SQLException {
    var prepared = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      prepared.setObject(i + 1, values[i]);
    }
    return prepared;
  }

  private String text(DSLContext dsl) {
    var known = text;
    if (known == null) {
      known = dsl.render(statement.apply(dsl));
      text = known;
    }
    return known;
  }
}
