package dev.slipway.controlplane.home;

import java.nio.file.Path;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class HomeConfiguration {
  @Bean
  Home home(@Value("${slipway.home}") Path folder) {
    return Home.open(folder);
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }
}
