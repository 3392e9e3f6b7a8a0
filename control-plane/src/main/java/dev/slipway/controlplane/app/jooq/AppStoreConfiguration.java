package dev.slipway.controlplane.app.jooq;

import dev.slipway.controlplane.app.AppFeed;
import dev.slipway.controlplane.app.Apps;
import dev.slipway.controlplane.app.Roll;
import dev.slipway.controlplane.database.Database;
import dev.slipway.controlplane.home.Home;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AppStoreConfiguration {
  @Bean
  AppFeed appFeed() {
    return new AppFeed();
  }

  @Bean
  Apps apps(
      Database database,
      AppFeed feed,
      Home home,
      @Value("${slipway.master.key}") String masterKey) {
    var key = masterKey.isEmpty() ? home.secret("master.key", SecretBox::newKey) : masterKey;
    return new JooqApps(database, SecretBox.of(key), feed);
  }

  @Bean
  Roll roll(Apps apps, AppFeed feed) {
    return new Roll(apps, feed);
  }
}
