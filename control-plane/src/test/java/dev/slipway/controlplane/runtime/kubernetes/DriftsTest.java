package dev.slipway.controlplane.runtime.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriftsTest {

  @ParameterizedTest(name = "{0} is made from {1}")
  @CsvSource({
    "spec.replicas, scaling.fixed.replicas",
    "spec.maxReplicas, scaling.automatic.max",
    "spec.template.spec.containers[app].image, image",
    "spec.template.spec.containers[app].command, command",
    "spec.template.spec.containers[app].env[GREETING].value, env[GREETING]",
    "spec.template.spec.containers[app].env[GREETING], env[GREETING]",
    "spec.template.spec.containers[app].env[PORT].value, ''",
    "spec.template.spec.containers[app].env[SLIPWAY_APP_ID].value, ''",
    "spec.template.spec.containers[app].env[KEY].valueFrom, ''",
    "spec.template.spec.containers[app].readinessProbe.httpGet.path, readiness_probe.path",
    "spec.template.spec.containers[app].livenessProbe.periodSeconds, liveness_probe",
    "spec.strategy.rollingUpdate.maxSurge, rollout.max_surge",
    "spec.progressDeadlineSeconds, rollout",
    "metadata.labels.team, ''"
  })
  void fieldsOfTheSpecAreFound(String path, String specField) {
    assertThat(Drifts.specField(path)).isEqualTo(specField);
  }
}
