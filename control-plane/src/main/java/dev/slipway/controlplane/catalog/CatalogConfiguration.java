package dev.slipway.controlplane.catalog;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CatalogConfiguration {
  @Bean
  Catalog catalog(@Value("${slipway.catalog}") String file) {
    return file.isEmpty() ? CatalogFile.builtIn() : CatalogFile.read(Path.of(file));
  }
}
