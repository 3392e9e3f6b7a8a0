package dev.slipway.controlplane.runtime.docker;

import dev.slipway.controlplane.app.Traffic;
import dev.slipway.controlplane.catalog.Catalog;
import dev.slipway.controlplane.home.Home;
import dev.slipway.controlplane.runtime.Drivers;
import dev.slipway.controlplane.runtime.RuntimeDriver;
import dev.slipway.controlplane.runtime.RuntimeUnavailableException;
import dev.slipway.controlplane.vocabulary.RegionName;
import java.util.HashMap;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One driver per region of the catalog, one engine per address that they name. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DockerRuntimeProperties.class)
class DockerConfiguration {
  @Bean
  Engines engines(
      DockerRuntimeProperties settings, @Value("${slipway.runtime.socket}") String address) {
    return new Engines(settings, address, System.getenv());
  }

  @Bean
  Drivers drivers(Catalog catalog, Engines engines, Home home, Traffic traffic) {
    Map<RegionName, RuntimeDriver> drivers = new HashMap<>();
    for (var region : catalog.regions()) {
      drivers.put(
          region.name(),
          new DockerRuntime(engines.at(region.engine()), home.instance(), region.name(), traffic));
    }
    return new Drivers(drivers);
  }

  /** Shown as {@code runtime} under {@code /actuator/health}, region by region. */
  @Bean
  HealthIndicator runtimeHealthIndicator(Drivers drivers) {
    return () -> {
      var health = Health.up();
      drivers
          .all()
          .forEach((region, driver) -> {
            try {
              drivers.askCapacity(region);
              health.withDetail(region.value(), driver.kind());
            } catch (RuntimeUnavailableException e) {
              health.down().withDetail(region.value(), String.valueOf(e.getMessage()));
            }
          });
      return health.build();
    };
  }
}
