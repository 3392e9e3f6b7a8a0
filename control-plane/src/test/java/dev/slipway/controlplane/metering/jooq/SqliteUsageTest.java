package dev.slipway.controlplane.metering.jooq;

import dev.slipway.controlplane.database.Database;
import dev.slipway.controlplane.database.DatabaseUrl;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteUsageTest extends UsageContract {
  @TempDir Path folder;
  private Database database;

  @Override
  Database database() {
    return database;
  }

  @BeforeEach
  @Override
  void openStore() {
    database = Database.open(new DatabaseUrl.Sqlite(folder.resolve("slipway.db")));
    super.openStore();
  }

  @AfterEach
  void close() {
    database.close();
  }
}
