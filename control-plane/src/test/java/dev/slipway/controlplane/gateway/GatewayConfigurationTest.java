package dev.slipway.controlplane.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import dev.slipway.controlplane.app.AppFeed;
import dev.slipway.controlplane.app.Apps;
import dev.slipway.controlplane.app.Traffic;
import dev.slipway.controlplane.catalog.Catalog;
import dev.slipway.controlplane.catalog.CatalogFile;
import dev.slipway.controlplane.home.Home;
import dev.slipway.controlplane.vocabulary.AppId;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class GatewayConfigurationTest {
  @TempDir Path home;

  @Test
  void turnedOffItServesNobodyAndHoldsUpNobody() {
    runner("off")
        .run(context -> {
          assertThat(context).hasNotFailed().doesNotHaveBean(HealthIndicator.class);
          var traffic = context.getBean(Traffic.class);
          assertThat(traffic.serve(AppId.random(), List.of(), Duration.ofDays(1))).isTrue();
        });
  }

  @Test
  void anExternalEnvoyIsAwaitedAndNotStarted() {
    runner("external")
        .run(context -> {
          assertThat(context).hasNotFailed().hasSingleBean(Traffic.class);
          var health = context.getBean(HealthIndicator.class).health();
          assertThat(health).isNotNull();
          assertThat(health.getStatus()).isEqualTo(Status.DOWN);
          assertThat(health.getDetails()).doesNotContainKeys("envoy", "lastFailure");
          assertThat(home.resolve("run")).doesNotExist();
        });
  }

  private ApplicationContextRunner runner(String mode) {
    return new ApplicationContextRunner()
        .withInitializer(context ->
            context
                .getBeanFactory()
                .setConversionService(ApplicationConversionService.getSharedInstance()))
        .withPropertyValues(
            "slipway.gateway.mode=" + mode,
            "slipway.gateway.address=127.0.0.1:" + GatewayUnderTest.freePort(),
            "slipway.xds.address=127.0.0.1:" + GatewayUnderTest.freePort(),
            "slipway.envoy=")
        .withBean(Apps.class, () -> mock(Apps.class))
        .withBean(AppFeed.class, AppFeed::new)
        .withBean(Catalog.class, CatalogFile::builtIn)
        .withBean(Home.class, () -> Home.open(home))
        .withBean(Clock.class, Clock::systemUTC)
        .withUserConfiguration(GatewayConfiguration.class);
  }
}
