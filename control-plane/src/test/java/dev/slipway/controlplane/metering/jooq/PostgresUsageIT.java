package dev.slipway.controlplane.metering.jooq;

import dev.slipway.controlplane.database.Database;
import dev.slipway.controlplane.database.PostgresServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

class PostgresUsageIT extends UsageContract {
  private static PostgresServer server;
  private Database database;

  @BeforeAll
  static void startServer() {
    server = PostgresServer.start();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @Override
  Database database() {
    return database;
  }

  @BeforeEach
  @Override
  void openStore() {
    database = Database.open(server.newDatabase());
    super.openStore();
  }

  @AfterEach
  void close() {
    database.close();
  }
}
