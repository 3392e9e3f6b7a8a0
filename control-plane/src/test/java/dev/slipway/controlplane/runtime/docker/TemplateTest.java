package dev.slipway.controlplane.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.slipway.controlplane.runtime.ReplicaShare;
import dev.slipway.controlplane.runtime.Workload;
import dev.slipway.controlplane.runtime.Workloads;
import dev.slipway.controlplane.vocabulary.AppId;
import dev.slipway.controlplane.vocabulary.Memory;
import dev.slipway.controlplane.vocabulary.NodeChoice;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TemplateTest {
  private static final Workload HELLO =
      Workloads.hello(new AppId("5f3f2c1e-0000-4000-8000-000000000001"));

  static Stream<Arguments> replacing() {
    return Stream.of(
        arguments("image", Workloads.image(HELLO, Workloads.HELLO_2)),
        arguments("command", Workloads.command(HELLO, "/bin/serve")),
        arguments("variable", Workloads.env(HELLO, Map.of("A", "1"))),
        arguments("secret", Workloads.secrets(HELLO, Map.of("A", "1"))),
        arguments("restart", Workloads.restarted(HELLO)),
        arguments("readiness probe", Workloads.readiness(HELLO, Workloads.probe("/health"))),
        arguments("liveness probe", Workloads.liveness(HELLO, Workloads.probe("/health"))),
        arguments(
            "size",
            Workloads.share(
                HELLO, new ReplicaShare(2, Memory.mib(64), Memory.gib(1), 0, "", NodeChoice.ANY))));
  }

  @ParameterizedTest(name = "another {0} needs other containers")
  @MethodSource("replacing")
  void changes(String what, Workload changed) {
    assertThat(hash(changed)).as(what).isNotEqualTo(hash(HELLO));
  }

  static Stream<Arguments> keeping() {
    return Stream.of(
        arguments("revision", Workloads.revision(HELLO, 7)),
        arguments("number of replicas", Workloads.replicas(HELLO, 5)),
        arguments("rollout", Workloads.deadline(HELLO, Duration.ofHours(1))));
  }

  @ParameterizedTest(name = "another {0} does not")
  @MethodSource("keeping")
  void stays(String what, Workload changed) {
    assertThat(hash(changed)).as(what).isEqualTo(hash(HELLO));
  }

  @Test
  void isTheSameInEveryProcess() {
    assertThat(hash(HELLO)).isEqualTo("71904b1676f291785452354a5b385210");
  }

  @Test
  void valuesCannotPassForOneAnother() {
    assertThat(hash(Workloads.env(HELLO, Map.of("A", "1\n3:env=1:B"))))
        .isNotEqualTo(hash(Workloads.env(HELLO, Map.of("A", "1", "B", ""))));
    assertThat(hash(Workloads.command(HELLO, "a b")))
        .isNotEqualTo(hash(Workloads.command(HELLO, "a", "b")));
  }

  private static String hash(Workload workload) {
    return Template.of(workload).hash();
  }
}
