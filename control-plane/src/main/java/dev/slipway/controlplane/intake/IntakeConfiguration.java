package dev.slipway.controlplane.intake;

import dev.slipway.controlplane.app.Apps;
import dev.slipway.controlplane.app.Roll;
import dev.slipway.controlplane.catalog.Catalog;
import dev.slipway.controlplane.project.Project;
import dev.slipway.controlplane.project.Projects;
import dev.slipway.controlplane.runtime.Drivers;
import dev.slipway.controlplane.scheduling.Demand;
import dev.slipway.controlplane.scheduling.Quotas;
import java.time.Clock;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {
  @Bean
  Quotas quotas(Projects projects) {
    return () ->
        projects.all().stream()
            .collect(
                Collectors.toMap(
                    Project::id,
                    project -> new Demand.Units(project.quota().cpu(), project.quota().gpu())));
  }

  @Bean
  AppService appService(
      Catalog catalog, Apps apps, Roll roll, Quotas quotas, Drivers drivers, Clock clock) {
    return new AppService(catalog, apps, roll, quotas, drivers, clock);
  }
}
