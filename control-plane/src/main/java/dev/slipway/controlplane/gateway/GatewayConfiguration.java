package dev.slipway.controlplane.gateway;

import dev.slipway.controlplane.app.AppFeed;
import dev.slipway.controlplane.app.Apps;
import dev.slipway.controlplane.app.Traffic;
import dev.slipway.controlplane.catalog.Catalog;
import dev.slipway.controlplane.catalog.Region;
import dev.slipway.controlplane.gateway.envoy.EnvoySettings;
import dev.slipway.controlplane.home.Home;
import dev.slipway.controlplane.vocabulary.Address;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Makes the gateway as {@code slipway.gateway.mode} says: {@code managed}, we look after Envoy;
 * {@code external}, somebody else does; {@code off}, nobody reaches apps.
 */
@Configuration(proxyBeanMethods = false)
class GatewayConfiguration {
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty(name = "slipway.gateway.mode", havingValue = "off")
  static class Off {
    @Bean
    Traffic traffic() {
      return (_, _, _) -> true;
    }
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnExpression("'${slipway.gateway.mode}' != 'off'")
  static class On {
    /** Shown as {@code gateway} under {@code /actuator/health}. */
    @Bean
    Gateway gateway(
        @Value("${slipway.gateway.mode}") String mode,
        @Value("${slipway.gateway.address}") Address listen,
        @Value("${slipway.xds.address}") Address xds,
        @Value("${slipway.envoy}") String program,
        Home home,
        Clock clock)
        throws IOException, InterruptedException {
      var settings =
          new EnvoySettings(home.instance(), program, home.file(""), socket(listen), socket(xds));
      return Gateway.open(mode.equals("managed"), settings, clock);
    }

    @Bean(initMethod = "start")
    RouteFeed routeFeed(Apps apps, AppFeed feed, Gateway gateway, Catalog catalog) {
      return new RouteFeed(apps, feed, gateway.routes(), hostNames(catalog));
    }

    private static HostNames hostNames(Catalog catalog) {
      return app -> {
        var region = app.spec().region();
        // A region may leave the catalog before its apps do.
        var domain = catalog.region(region).map(Region::domain).orElse(region + ".localhost");
        return (app.id() + "." + domain).toLowerCase(Locale.ROOT);
      };
    }

    private static InetSocketAddress socket(Address address) {
      return new InetSocketAddress(address.host(), address.port());
    }
  }
}
