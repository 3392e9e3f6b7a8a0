package dev.slipway.ai.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.proto.v1.AppSpec;
import dev.slipway.proto.v1.Drift;
import dev.slipway.proto.v1.Probe;
import dev.slipway.proto.v1.Scaling;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActualSpecTest {
  private static final AppSpec APPLIED =
      AppSpec.newBuilder()
          .setName("hello")
          .setRegion("local")
          .setImage("hello:1")
          .addCommand("serve")
          .setPort(8080)
          .putEnv("MODE", "fast")
          .putLabels("team", "a")
          .setScaling(
              Scaling.newBuilder().setFixed(Scaling.Fixed.newBuilder().setReplicas(2).build()))
          .setReadinessProbe(
              Probe.newBuilder()
                  .setPath("/ready")
                  .setPeriod(Durations.toProto(java.time.Duration.ofSeconds(10)))
                  .build())
          .putSecretEnv("KEY", "")
          .build();

  @ParameterizedTest(name = "{0} is now {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "image                    | hello:2            | image: \"hello:2\"",
        "scaling.fixed.replicas   | 5                  | replicas: 5",
        "scaling.fixed.replicas   | 0                  | fixed { }",
        "port                     | 9000               | port: 9000",
        "command                  | [\"sh\", \"-c\", \"a \\\"b\\\"\"] | command: \"sh\" command: \"-c\" command: \"a \\\"b\\\"\"",
        "env[MODE]                | slow               | value: \"slow\"",
        "env[NEW]                 | 1                  | key: \"NEW\" value: \"1\"",
        "labels[example.org/x]    | y                  | key: \"example.org/x\" value: \"y\"",
        "readiness_probe.path     | /health            | path: \"/health\"",
        "readiness_probe.period   | 1m30s              | period { seconds: 90 }",
      })
  void showsWhatOthersHaveMadeOfIt(String field, String actual, String words) {
    var spec = ActualSpec.of(APPLIED, List.of(drift(field, actual)));

    assertThat(words(spec)).contains(words);
  }

  @ParameterizedTest(name = "{0} is gone: {1}")
  @CsvSource({"env[MODE], fast", "labels[team], team", "command, serve", "readiness_probe, /ready"})
  void showsWhatOthersHaveTakenAway(String field, String words) {
    assertThat(words(APPLIED)).contains(words);

    assertThat(words(ActualSpec.of(APPLIED, List.of(drift(field, ""))))).doesNotContain(words);
  }

  @ParameterizedTest(name = "{0} = \"{1}\"")
  @CsvSource(
      delimiter = '|',
      value = {
        "''                      | gone",
        "name                    | other",
        "region                  | other",
        "secret_env[KEY]         | hush",
        "resources.cpu           | 4",
        "image                   | ''",
        "port                    | http",
        "command                 | serve fast",
        "scaling                 | automatic",
        "scaling.automatic.max   | 4",
        "scaling.fixed.unknown   | 4",
        "liveness_probe.path     | /live",
        "readiness_probe.period  | often",
      })
  void leavesAsItWasAppliedWhatItCannotShow(String field, String actual) {
    assertThat(ActualSpec.of(APPLIED, List.of(drift(field, actual)))).isEqualTo(APPLIED);
  }

  private static Drift drift(String field, String actual) {
    return Drift.newBuilder().setSpecField(field).setActual(actual).build();
  }

  private static String words(AppSpec spec) {
    return Stream.of(spec.toString().split("\\s+")).collect(Collectors.joining(" "));
  }
}
