package dev.slipway.controlplane.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.controlplane.vocabulary.FailureCode;
import dev.slipway.controlplane.vocabulary.FailureException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "postgresql://db.example/slipway, jdbc:postgresql://db.example/slipway",
    "postgres://db.example:5433/slipway, jdbc:postgresql://db.example:5433/slipway",
    "postgresql://me:pa%26ss@db/slipway?sslmode=require,"
        + " jdbc:postgresql://db/slipway?user=me&password=pa%26ss&sslmode=require",
    "postgresql://me@db/slipway, jdbc:postgresql://db/slipway?user=me",
    "jdbc:postgresql://db/slipway, jdbc:postgresql://db/slipway"
  })
  void readsPostgres(String url, String jdbc) {
    assertThat(DatabaseUrl.of(url)).isEqualTo(new DatabaseUrl.Postgres(jdbc));
  }

  @Test
  void readsSqlite() {
    assertThat(DatabaseUrl.of("sqlite:/data/slipway.db"))
        .isEqualTo(new DatabaseUrl.Sqlite(Path.of("/data/slipway.db")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "mysql://db/x", "sqlite:", "postgresql://", "postgresql://db", "/a/file"})
  void refusesTheRest(String url) {
    assertThatThrownBy(() -> DatabaseUrl.of(url)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void neverShowsAPassword() {
    assertThat(DatabaseUrl.of("postgresql://me:s3cret@db/slipway").toString())
        .contains("db/slipway")
        .doesNotContain("s3cret");
  }

  @Test
  void aDatabaseThatCannotBeOpenedIsUnavailableWithTheReason() {
    assertThatThrownBy(
            () -> Database.open(new DatabaseUrl.Sqlite(Path.of("/nowhere/at/all/slipway.db"))))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.code()).isEqualTo(FailureCode.STORE_UNAVAILABLE))
        .hasMessageContaining("/nowhere/at/all");
  }
}
