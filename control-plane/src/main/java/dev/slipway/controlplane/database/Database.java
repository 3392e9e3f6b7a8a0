package dev.slipway.controlplane.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.slipway.controlplane.vocabulary.FailureCode;
import dev.slipway.controlplane.vocabulary.FailureException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Transactions over one database, migrated to this version's schema.
 *
 * <p>Transactions behave as if they ran one after the other: SQLite has a single writing
 * connection, PostgreSQL's writers are serializable and repeated when they meet. So what a
 * transaction reads holds until it commits, and a transaction's code may run more than once: it
 * touches nothing but the database. A committed write is on disk.
 */
public final class Database implements AutoCloseable {
  private static final int ATTEMPTS = 20;
  private static final Set<String> MET_ANOTHER_WRITER = Set.of("40001", "40P01", "23505");
  // SQLite's extended codes say more in their upper bits.
  private static final int PRIMARY_CODE = 0xff;
  private static final Set<Integer> SQLITE_OUTAGES =
      Set.of(
          SQLiteErrorCode.SQLITE_BUSY.code,
          SQLiteErrorCode.SQLITE_CANTOPEN.code,
          SQLiteErrorCode.SQLITE_FULL.code,
          SQLiteErrorCode.SQLITE_IOERR.code,
          SQLiteErrorCode.SQLITE_LOCKED.code,
          SQLiteErrorCode.SQLITE_READONLY.code);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HikariDataSource writers;
  private final HikariDataSource readers;
  private final DSLContext write;
  private final DSLContext read;

  private Database(HikariDataSource writers, HikariDataSource readers, SQLDialect dialect) {
    this.writers = writers;
    this.readers = readers;
    var settings = new Settings().withExecuteLogging(false);
    this.write = DSL.using(writers, dialect, settings);
    this.read = DSL.using(readers, dialect, settings);
  }

  /**
   * Opens a database and brings its schema up to date.
   *
   * @throws FailureException {@code STORE_UNAVAILABLE}: it does not answer or may not be written
   */
  public static Database open(DatabaseUrl url) {
    try {
      var database =
          switch (url) {
            case DatabaseUrl.Sqlite sqlite -> open(sqlite);
            case DatabaseUrl.Postgres postgres -> open(postgres);
          };
      migrate(database.writers);
      return database;
    } catch (RuntimeException e) {
      throw new FailureException(
          FailureCode.STORE_UNAVAILABLE,
          "The database %s cannot be used: %s".formatted(url, rootMessage(e)),
          e);
    }
  }

  private static Database open(DatabaseUrl.Sqlite url) {
    // A writing transaction takes the write lock when it begins, so it never has to give up later.
    var writing = sqlite(url, SQLiteConfig.TransactionMode.IMMEDIATE);
    // A reading one takes none, and waits for nobody.
    var reading = sqlite(url, SQLiteConfig.TransactionMode.DEFERRED);
    return new Database(
        pool(writing, "sqlite-writer", 1), pool(reading, "sqlite-readers", 4), SQLDialect.SQLITE);
  }

  private static DataSource sqlite(DatabaseUrl.Sqlite url, SQLiteConfig.TransactionMode mode) {
    var config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    // Full: a commit returns once it is on disk, so neither a crash nor a power cut loses it.
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout((int) PATIENCE.toMillis());
    config.enforceForeignKeys(true);
    config.setTransactionMode(mode);
    var source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + url.file().toAbsolutePath());
    return source;
  }

  private static Database open(DatabaseUrl.Postgres url) {
    return new Database(
        pool(url, "postgres-writers", 8, "TRANSACTION_SERIALIZABLE"),
        pool(url, "postgres-readers", 8, "TRANSACTION_REPEATABLE_READ"),
        SQLDialect.POSTGRES);
  }

  private static HikariDataSource pool(
      DatabaseUrl.Postgres url, String name, int size, String isolation) {
    var config = config(name, size);
    config.setJdbcUrl(url.jdbc());
    config.setTransactionIsolation(isolation);
    return new HikariDataSource(config);
  }

  private static HikariDataSource pool(DataSource source, String name, int size) {
    var config = config(name, size);
    config.setDataSource(source);
    return new HikariDataSource(config);
  }

  private static HikariConfig config(String name, int size) {
    var config = new HikariConfig();
    config.setPoolName(name);
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(PATIENCE.toMillis());
    return config;
  }

  private static void migrate(DataSource source) {
    Flyway.configure().dataSource(source).locations("classpath:db/migration").load().migrate();
  }

  /** Runs a transaction that may write. When this returns, its writes are on disk. */
  public <T> T write(Function<DSLContext, T> work) {
    return transact(write, work);
  }

  /** Runs a transaction that sees one moment of the database and writes nothing. */
  public <T> T read(Function<DSLContext, T> work) {
    return transact(read, work);
  }

  /**
   * Checks that the database answers.
   *
   * @throws FailureException {@code STORE_UNAVAILABLE}
   */
  public void ping() {
    read(dsl -> dsl.selectOne().fetch());
  }

  /** Runs a single statement that writes nothing; it needs no transaction. */
  public <T> T ask(Function<DSLContext, T> statement) {
    return retry(() -> statement.apply(read));
  }

  private static <T> T transact(DSLContext dsl, Function<DSLContext, T> work) {
    return retry(() -> dsl.transactionResult(transaction -> work.apply(transaction.dsl())));
  }

  private static <T> T retry(Supplier<T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return work.get();
      } catch (DataAccessException e) {
        if (attempt == ATTEMPTS || !MET_ANOTHER_WRITER.contains(e.sqlState())) {
          throw unavailable(e);
        }
        LockSupport.parkNanos(
            ThreadLocalRandom.current().nextLong(Duration.ofMillis(2L * attempt).toNanos()));
      }
    }
  }

  private static RuntimeException unavailable(DataAccessException e) {
    return isOutage(e)
        ? new FailureException(
            FailureCode.STORE_UNAVAILABLE,
            "The database does not answer (%s). Try again later.".formatted(rootMessage(e)),
            e)
        : e;
  }

  /** Whether the database is to blame, and not what it was asked. */
  private static boolean isOutage(DataAccessException e) {
    // 08: connection lost. 53: the server lacks something. 57: it shuts down.
    var state = e.sqlState();
    if (state.startsWith("08") || state.startsWith("53") || state.startsWith("57")) {
      return true;
    }
    return switch (e.getCause()) {
      case SQLTransientConnectionException _ -> true;
      case SQLiteException sqlite ->
          SQLITE_OUTAGES.contains(sqlite.getResultCode().code & PRIMARY_CODE);
      case null, default -> false;
    };
  }

  private static String rootMessage(Throwable e) {
    var cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse(cause.toString());
  }

  /** {@code "sqlite"} or {@code "postgres"}. */
  public String kind() {
    return write.dialect() == SQLDialect.SQLITE ? "sqlite" : "postgres";
  }

  /** Whether a connection holds its writes to the disk; for the health report and tests. */
  public boolean isDurable() {
    return write.connectionResult(Database::isDurable);
  }

  private static boolean isDurable(Connection connection) throws SQLException {
    boolean sqlite = connection.getMetaData().getDatabaseProductName().equals("SQLite");
    try (var statement = connection.createStatement();
        var row =
            statement.executeQuery(sqlite ? "pragma synchronous" : "show synchronous_commit")) {
      return row.next() && (sqlite ? row.getInt(1) >= 2 : !row.getString(1).equals("off"));
    }
  }

  @Override
  public void close() {
    readers.close();
    writers.close();
  }
}
