package dev.slipway.controlplane.runtime;

import dev.slipway.controlplane.vocabulary.RegionName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The drivers of all kinds together. */
@Configuration(proxyBeanMethods = false)
class RuntimeConfiguration {
  @Bean
  Drivers drivers(List<RegionDrivers> kinds) {
    Map<RegionName, RuntimeDriver> drivers = new HashMap<>();
    kinds.forEach(kind -> drivers.putAll(kind.drivers()));
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
              var lacks = driver.lacks();
              if (lacks.isEmpty()) {
                health.withDetail(region.value(), driver.kind());
              } else {
                health
                    .down()
                    .withDetail(
                        region.value(),
                        "%s, but it may not %s".formatted(driver.kind(), String.join(", ", lacks)));
              }
            } catch (RuntimeUnavailableException e) {
              health.down().withDetail(region.value(), String.valueOf(e.getMessage()));
            }
          });
      return health.build();
    };
  }
}
