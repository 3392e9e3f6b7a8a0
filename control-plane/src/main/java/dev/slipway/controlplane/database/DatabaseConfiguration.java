package dev.slipway.controlplane.database;

import dev.slipway.controlplane.home.Home;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {
  @Bean
  Database database(Home home, @Value("${slipway.database.url}") String url) {
    return Database.open(
        url.isEmpty() ? new DatabaseUrl.Sqlite(home.file("slipway.db")) : DatabaseUrl.of(url));
  }

  /** Shown as {@code store} under {@code /actuator/health}. */
  @Bean
  HealthIndicator storeHealthIndicator(Database database) {
    return () -> {
      database.ping();
      return Health.up().withDetail("kind", database.kind()).build();
    };
  }
}
