package dev.slipway.controlplane.api.grpc;

import dev.slipway.controlplane.app.AppFeed;
import dev.slipway.controlplane.app.Apps;
import dev.slipway.controlplane.app.Roll;
import dev.slipway.controlplane.catalog.Catalog;
import dev.slipway.controlplane.intake.AppService;
import dev.slipway.controlplane.metering.Usage;
import dev.slipway.controlplane.project.OperatorToken;
import dev.slipway.controlplane.project.Projects;
import dev.slipway.controlplane.runtime.Drivers;
import dev.slipway.controlplane.vocabulary.Address;
import io.grpc.BindableService;
import io.grpc.ServerInterceptor;
import java.time.Clock;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.grpc.server.autoconfigure.GrpcServerExecutorProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.grpc.server.GlobalServerInterceptor;

@Configuration(proxyBeanMethods = false)
class GrpcConfiguration {
  @Bean
  GrpcServerExecutorProvider callsOnVirtualThreads() {
    var executor = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("call").factory());
    return () -> executor;
  }

  @Bean
  @GlobalServerInterceptor
  ServerInterceptor authentication(OperatorToken token) {
    return new Authentication(token);
  }

  @Bean
  AppWire appWire(Catalog catalog, @Value("${slipway.gateway.address}") Address gateway) {
    return new AppWire(catalog, gateway);
  }

  @Bean
  Tenants tenants(Projects projects) {
    return new Tenants(projects);
  }

  @Bean
  BindableService appsApi(
      AppService service, Apps apps, AppFeed feed, Drivers drivers, Tenants tenants, AppWire wire) {
    return new AppsApi(service, apps, feed, drivers, tenants, wire);
  }

  @Bean
  BindableService revisionsApi(AppService service, Apps apps, AppWire wire) {
    return new RevisionsApi(service, apps, wire);
  }

  @Bean
  BindableService catalogApi(Catalog catalog, Drivers drivers, Roll roll) {
    return new CatalogApi(catalog, drivers, roll);
  }

  @Bean
  BindableService projectsApi(
      Projects projects, Tenants tenants, Roll roll, @Value("${slipway.version}") String version) {
    return new ProjectsApi(projects, tenants, roll, version);
  }

  @Bean
  BindableService usageApi(Usage usage, Tenants tenants, Catalog catalog, Clock clock) {
    return new UsageApi(usage, tenants, catalog, clock);
  }
}
