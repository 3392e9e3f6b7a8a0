package dev.slipway.controlplane.app.jooq;

import static dev.slipway.controlplane.database.InstantColumn.INSTANT;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.SQLDataType.BIGINT;
import static org.jooq.impl.SQLDataType.BLOB;
import static org.jooq.impl.SQLDataType.BOOLEAN;
import static org.jooq.impl.SQLDataType.CLOB;

import java.time.Instant;
import java.util.List;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;

/** The tables of {@code db/migration}, typed. */
final class Tables {
  static final class App {
    static final Table<Record> APP = table(name("app"));
    static final Field<String> ID = column("id", CLOB);
    static final Field<String> PROJECT = column("project", CLOB);
    static final Field<String> REGION = column("region", CLOB);
    static final Field<String> NAME = column("name", CLOB);
    static final Field<Long> GENERATION = column("generation", BIGINT);
    static final Field<String> STATE = column("state", CLOB);
    static final Field<String> STATUS = column("status", CLOB);
    static final Field<String> ADMISSION = column("admission", CLOB);
    static final Field<String> AUTHOR = column("author", CLOB);
    static final Field<String> CLIENT = column("client", CLOB);
    static final Field<Instant> CREATED_AT = column("created_at", INSTANT);
    static final Field<Instant> UPDATED_AT = column("updated_at", INSTANT);
    static final Field<Boolean> CLAIMED = column("claimed", BOOLEAN);
    static final Field<Boolean> DELETING = column("deleting", BOOLEAN);
    static final Field<Instant> DELETED_AT = column("deleted_at", INSTANT);
    static final Field<Long> LAST_SEQUENCE = column("last_sequence", BIGINT);

    static final List<Field<?>> COLUMNS =
        List.of(
            ID,
            PROJECT,
            REGION,
            NAME,
            GENERATION,
            STATE,
            STATUS,
            ADMISSION,
            AUTHOR,
            CLIENT,
            CREATED_AT,
            UPDATED_AT,
            CLAIMED,
            DELETING,
            DELETED_AT,
            LAST_SEQUENCE);

    private App() {}

    private static <T> Field<T> column(String column, DataType<T> type) {
      return field(name("app", column), type);
    }
  }

  static final class Label {
    static final Table<Record> LABEL = table(name("app_label"));
    static final Field<String> APP_ID = column("app_id", CLOB);
    static final Field<String> KEY = column("key", CLOB);
    static final Field<String> VALUE = column("value", CLOB);

    private Label() {}

    private static <T> Field<T> column(String column, DataType<T> type) {
      return field(name("app_label", column), type);
    }
  }

  static final class Revision {
    static final Table<Record> REVISION = table(name("revision"));
    static final Field<String> APP_ID = column("app_id", CLOB);
    static final Field<Long> NUMBER = column("number", BIGINT);
    static final Field<String> SPEC = column("spec", CLOB);
    static final Field<byte[]> SECRETS = column("secrets", BLOB);
    static final Field<String> IMAGE_DIGEST = column("image_digest", CLOB);
    static final Field<String> IMAGE_REFERENCE = column("image_reference", CLOB);
    static final Field<Long> TEMPLATE_REVISION = column("template_revision", BIGINT);
    static final Field<String> AUTHOR = column("author", CLOB);
    static final Field<String> CLIENT = column("client", CLOB);
    static final Field<Instant> CREATED_AT = column("created_at", INSTANT);
    static final Field<Long> ROLLBACK_OF = column("rollback_of", BIGINT);

    static final List<Field<?>> COLUMNS =
        List.of(
            APP_ID,
            NUMBER,
            SPEC,
            SECRETS,
            IMAGE_DIGEST,
            IMAGE_REFERENCE,
            TEMPLATE_REVISION,
            AUTHOR,
            CLIENT,
            CREATED_AT,
            ROLLBACK_OF);

    private Revision() {}

    private static <T> Field<T> column(String column, DataType<T> type) {
      return field(name("revision", column), type);
    }
  }

  static final class Event {
    static final Table<Record> EVENT = table(name("event"));
    static final Field<String> APP_ID = column("app_id", CLOB);
    static final Field<Long> SEQUENCE = column("sequence", BIGINT);
    static final Field<Instant> TIME = column("time", INSTANT);
    static final Field<String> SEVERITY = column("severity", CLOB);
    static final Field<String> CODE = column("code", CLOB);
    static final Field<String> MESSAGE = column("message", CLOB);
    static final Field<Long> REVISION = column("revision", BIGINT);
    static final Field<String> REPLICA = column("replica", CLOB);
    static final Field<String> AUTHOR = column("author", CLOB);
    static final Field<String> CLIENT = column("client", CLOB);

    static final List<Field<?>> COLUMNS =
        List.of(APP_ID, SEQUENCE, TIME, SEVERITY, CODE, MESSAGE, REVISION, REPLICA, AUTHOR, CLIENT);

    private Event() {}

    private static <T> Field<T> column(String column, DataType<T> type) {
      return field(name("event", column), type);
    }
  }

  static final class Request {
    static final Table<Record> REQUEST = table(name("request"));
    static final Field<String> PROJECT = column("project", CLOB);
    static final Field<String> ID = column("id", CLOB);
    static final Field<String> HASH = column("hash", CLOB);
    static final Field<String> APP_ID = column("app_id", CLOB);
    static final Field<Instant> CREATED_AT = column("created_at", INSTANT);

    private Request() {}

    private static <T> Field<T> column(String column, DataType<T> type) {
      return field(name("request", column), type);
    }
  }

  private Tables() {}
}
