package dev.slipway.controlplane.runtime.kubernetes;

import dev.slipway.controlplane.app.Traffic;
import dev.slipway.controlplane.catalog.Catalog;
import dev.slipway.controlplane.home.Home;
import dev.slipway.controlplane.runtime.RegionDrivers;
import dev.slipway.controlplane.runtime.RuntimeDriver;
import dev.slipway.controlplane.runtime.registry.RegistryClient;
import dev.slipway.controlplane.vocabulary.RegionName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A driver for each region of the catalog that is a cluster. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KubernetesProperties.class)
class KubernetesConfiguration {
  @Bean
  RegionDrivers kubernetesDrivers(
      Catalog catalog,
      KubernetesProperties settings,
      @Value("${slipway.docker.insecure-registries:}") List<String> insecureRegistries,
      Home home,
      Traffic traffic) {
    var registries = new RegistryClient(insecureRegistries, settings.deadline());
    Map<RegionName, RuntimeDriver> drivers = new HashMap<>();
    for (var region : catalog.regions()) {
      var cluster = region.cluster();
      if (cluster != null) {
        var terms =
            new Terms(
                new Owner(home.instance(), region.name()),
                cluster,
                region.cpuOvercommit(),
                region.memoryOvercommit(),
                settings.drain());
        drivers.put(
            region.name(),
            new KubernetesRuntime(Connection.of(cluster), terms, settings, registries, traffic));
      }
    }
    return new RegionDrivers(drivers);
  }
}
