package dev.slipway.controlplane.project.jooq;

import dev.slipway.controlplane.database.Database;
import dev.slipway.controlplane.home.Home;
import dev.slipway.controlplane.project.OperatorToken;
import dev.slipway.controlplane.project.Projects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ProjectStoreConfiguration {
  @Bean
  Projects projects(Database database) {
    return new JooqProjects(database);
  }

  @Bean
  OperatorToken operatorToken(Home home) {
    return OperatorToken.of(home.secret("operator.token", OperatorToken::random));
  }
}
