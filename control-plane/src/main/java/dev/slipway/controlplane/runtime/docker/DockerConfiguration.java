package dev.slipway.controlplane.runtime.docker;

import dev.slipway.controlplane.app.Traffic;
import dev.slipway.controlplane.catalog.Catalog;
import dev.slipway.controlplane.home.Home;
import dev.slipway.controlplane.runtime.RegionDrivers;
import dev.slipway.controlplane.runtime.RuntimeDriver;
import dev.slipway.controlplane.vocabulary.RegionName;
import java.util.HashMap;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A driver for each region of the catalog that is an engine, one engine per address. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DockerRuntimeProperties.class)
class DockerConfiguration {
  @Bean
  Engines engines(
      DockerRuntimeProperties settings, @Value("${slipway.runtime.socket}") String address) {
    return new Engines(settings, address, System.getenv());
  }

  @Bean
  RegionDrivers dockerDrivers(Catalog catalog, Engines engines, Home home, Traffic traffic) {
    Map<RegionName, RuntimeDriver> drivers = new HashMap<>();
    for (var region : catalog.regions()) {
      if (region.runtime().equals(dev.slipway.controlplane.catalog.Region.DOCKER)) {
        drivers.put(
            region.name(),
            new DockerRuntime(
                engines.at(region.engine()), home.instance(), region.name(), traffic));
      }
    }
    return new RegionDrivers(drivers);
  }
}
