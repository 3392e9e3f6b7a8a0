package dev.slipway.controlplane.runtime.kubernetes;

import io.kubernetes.client.openapi.models.V1EnvVar;
import io.kubernetes.client.openapi.models.V1PodSpec;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The secrets that pods take variables from. */
final class Secrets {
  private Secrets() {}

  /** Their names. */
  static Stream<String> of(V1PodSpec pod) {
    return pod.getContainers().stream()
        .flatMap(container -> env(container.getEnv()).stream())
        .flatMap(variable -> Stream.ofNullable(variable.getValueFrom()))
        .flatMap(source -> Stream.ofNullable(source.getSecretKeyRef()))
        .flatMap(key -> Stream.ofNullable(key.getName()));
  }

  private static List<V1EnvVar> env(@Nullable List<V1EnvVar> env) {
    return env == null ? List.of() : env;
  }
}
