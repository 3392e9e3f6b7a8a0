package dev.slipway.controlplane.metering.jooq;

import dev.slipway.controlplane.app.AppFeed;
import dev.slipway.controlplane.app.Apps;
import dev.slipway.controlplane.catalog.Catalog;
import dev.slipway.controlplane.database.Database;
import dev.slipway.controlplane.metering.Meter;
import dev.slipway.controlplane.metering.Usage;
import dev.slipway.controlplane.metering.UsageMinute.Rate;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class MeteringConfiguration {
  @Bean
  Usage usage(Database database) {
    return new JooqUsage(database);
  }

  @Bean
  Meter meter(Apps apps, AppFeed feed, Usage usage, Catalog catalog, Clock clock) {
    return new Meter(
        apps,
        feed,
        usage,
        resources ->
            catalog
                .flavor(resources.flavor())
                .map(flavor -> new Rate(flavor.pricePerMinute(), catalog.currency())),
        clock);
  }
}
