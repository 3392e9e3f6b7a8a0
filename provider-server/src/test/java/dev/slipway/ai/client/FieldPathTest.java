package dev.slipway.ai.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldPathTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          name                      | name
          resources.gpu             | resources.gpu
          scaling.fixed.replicas    | scaling.fixed.replicas
          env[LOG_LEVEL]            | env["LOG_LEVEL"]
          labels[slipway/owner]     | labels["slipway/owner"]
          secret_env[KEY]           | secret_env_wo["KEY"]
          secret_env_version        | secret_env_wo_version
          """)
  void aFieldOfTheSpecIsAnAttribute(String field, String attribute) {
    assertThat(FieldPath.of(field)).hasToString(attribute);
  }
}
