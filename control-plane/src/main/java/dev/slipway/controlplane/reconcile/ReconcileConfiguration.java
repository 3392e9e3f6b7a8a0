package dev.slipway.controlplane.reconcile;

import dev.slipway.controlplane.app.AppFeed;
import dev.slipway.controlplane.app.Apps;
import dev.slipway.controlplane.app.Roll;
import dev.slipway.controlplane.catalog.Catalog;
import dev.slipway.controlplane.project.Projects;
import dev.slipway.controlplane.runtime.Drivers;
import dev.slipway.controlplane.scheduling.Quotas;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReconcileProperties.class)
class ReconcileConfiguration {
  @Bean(initMethod = "start")
  ReconcileLoop reconcileLoop(
      Apps apps,
      Roll roll,
      AppFeed feed,
      Catalog catalog,
      Projects projects,
      Quotas quotas,
      Drivers drivers,
      ReconcileProperties properties,
      Clock clock) {
    var loop = new ReconcileLoop(apps, roll, feed, catalog, quotas, drivers, properties, clock);
    projects.onQuotaChange(loop::admit);
    return loop;
  }
}
