package dev.slipway.controlplane.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.slipway.controlplane.app.AppSpec;
import dev.slipway.controlplane.app.DriftPolicy;
import dev.slipway.controlplane.app.Probe;
import dev.slipway.controlplane.app.Resources;
import dev.slipway.controlplane.app.Rollout;
import dev.slipway.controlplane.app.Scaling;
import dev.slipway.controlplane.app.SecretEnv;
import dev.slipway.controlplane.catalog.Catalog;
import dev.slipway.controlplane.catalog.CatalogFile;
import dev.slipway.controlplane.intake.SpecDraft.ProbeDraft;
import dev.slipway.controlplane.intake.SpecDraft.ResourcesDraft;
import dev.slipway.controlplane.intake.SpecDraft.RolloutDraft;
import dev.slipway.controlplane.intake.SpecDraft.ScalingDraft;
import dev.slipway.controlplane.vocabulary.FailureCode;
import dev.slipway.controlplane.vocabulary.Finding;
import dev.slipway.controlplane.vocabulary.RegionName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CompletionTest {
  private static final Catalog CATALOG = CatalogFile.builtIn();
  private static final Draft HELLO = Draft.of("hello", "localhost/slipway/hello:1");
  private static final ProbeDraft PROBE = new ProbeDraft("", 0, null, null, null, 0, 0);

  @Test
  void aNameAndAnImageAreEnough() {
    var findings = new Findings();

    var spec = Completion.complete(HELLO.draft(), CATALOG, findings);

    assertThat(findings.all()).isEmpty();
    assertThat(spec)
        .contains(
            new AppSpec(
                "hello",
                new RegionName("local"),
                "localhost/slipway/hello:1",
                List.of(),
                8080,
                new TreeMap<>(),
                SecretEnv.NONE,
                new TreeMap<>(),
                new Resources(Resources.Kind.CPU, 1, "ai1-1-cpu"),
                new Scaling.Fixed(1),
                null,
                null,
                Rollout.DEFAULT,
                true,
                DriftPolicy.ENFORCE));
  }

  static Stream<Arguments> defaults() {
    return Stream.of(
        arguments("gpu = 2", new ResourcesDraft(0, 2, ""), "GPU 2 ai1-1-gpu"),
        arguments("cpu = 3", new ResourcesDraft(3, 0, ""), "CPU 3 ai1-1-cpu"),
        arguments("only a flavor", new ResourcesDraft(0, 0, "l4-1-gpu"), "GPU 1 l4-1-gpu"),
        arguments("flavor and units", new ResourcesDraft(0, 4, "h100-1-gpu"), "GPU 4 h100-1-gpu"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("defaults")
  void theKindAndTheFlavorFollowFromEachOther(String story, ResourcesDraft draft, String wanted) {
    var resources = complete(HELLO.resources(draft)).resources();

    assertThat("%s %d %s".formatted(resources.kind(), resources.units(), resources.flavor()))
        .isEqualTo(wanted);
  }

  @Test
  void probesAndAutomaticScalingHaveDefaults() {
    var spec =
        complete(
            HELLO
                .port(9000)
                .probes(PROBE, new ProbeDraft("/live", 9001, null, null, null, 0, 0))
                .scaling(new ScalingDraft.Automatic(1, 3, null, 0, null, null)));

    assertThat(spec.readinessProbe())
        .isEqualTo(
            new Probe("/", 0, Duration.ZERO, Duration.ofSeconds(10), Duration.ofSeconds(1), 3, 1));
    assertThat(spec.livenessProbe())
        .isEqualTo(
            new Probe(
                "/live", 9001, Duration.ZERO, Duration.ofSeconds(10), Duration.ofSeconds(1), 3, 1));
    assertThat(spec.scaling())
        .isEqualTo(
            new Scaling.Automatic(
                1, 3, Scaling.Metric.CPU, 75, Duration.ofMinutes(5), Duration.ZERO));
  }

  @Test
  void aCompleteSpecStaysAsItIs() {
    var spec =
        complete(
            HELLO
                .resources(new ResourcesDraft(0, 2, "l4-1-gpu"))
                .probes(PROBE, PROBE)
                .scaling(new ScalingDraft.Automatic(1, 3, null, 50, null, null))
                .env(Map.of("A", "1"))
                .secretEnv(Map.of("B", "2"))
                .labels(Map.of("team", "search")));

    assertThat(Completion.complete(SpecDraft.of(spec), CATALOG, new Findings())).contains(spec);
  }

  @Test
  void draftsNeverShowSecretValues() {
    assertThat(HELLO.secretEnv(Map.of("TOKEN", "hunter2")).draft().toString())
        .contains("TOKEN")
        .doesNotContain("hunter2");
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        wrong(
            HELLO.resources(new ResourcesDraft(0, 5, "")),
            "resources.gpu",
            FailureCode.OUT_OF_RANGE,
            "gpu = 5 is out of range; an app takes at least 1 and at most 4 units of ai1-1-gpu"),
        wrong(
            HELLO.resources(new ResourcesDraft(13, 0, "")),
            "resources.cpu",
            FailureCode.OUT_OF_RANGE,
            "cpu = 13 is out of range; an app takes at least 1 and at most 12 units of ai1-1-cpu"),
        wrong(
            HELLO.resources(new ResourcesDraft(-1, 0, "")),
            "resources.cpu",
            FailureCode.OUT_OF_RANGE,
            "cpu = -1 is out of range; an app takes at least 1 and at most 12 units of ai1-1-cpu"),
        wrong(
            HELLO.resources(new ResourcesDraft(1, 1, "")),
            "resources",
            FailureCode.CONFLICTING,
            "cpu = 1 and gpu = 1: an app takes CPU units or GPU units, not both; remove one"),
        wrong(
            HELLO.resources(new ResourcesDraft(1, 0, "huge")),
            "resources.flavor",
            FailureCode.UNKNOWN_FLAVOR,
            "flavor = \"huge\" is not to be had in region local; choose one of ai1-1-cpu"),
        wrong(
            HELLO.resources(new ResourcesDraft(0, 0, "huge")),
            "resources.flavor",
            FailureCode.UNKNOWN_FLAVOR,
            "flavor = \"huge\" is not to be had in region local; choose one of ai1-1-cpu, ai1-1-gpu, l4-1-gpu, h100-1-gpu"),
        wrong(
            HELLO.resources(new ResourcesDraft(2, 0, "ai1-1-gpu")),
            "resources.flavor",
            FailureCode.CONFLICTING,
            "ai1-1-gpu is a flavor of GPU units and cpu = 2 asks for CPU units; choose one of ai1-1-cpu, or set gpu instead"),
        wrong(
            HELLO.scaling(new ScalingDraft.Fixed(11)),
            "scaling.fixed.replicas",
            FailureCode.OUT_OF_RANGE,
            "replicas = 11 is out of range; allowed is 1 to 10"),
        wrong(
            HELLO.scaling(new ScalingDraft.Automatic(0, 3, null, 0, null, null)),
            "scaling.automatic.min",
            FailureCode.OUT_OF_RANGE,
            "min = 0 is out of range; allowed is 1 to 10"),
        wrong(
            HELLO.scaling(new ScalingDraft.Automatic(1, 11, null, 0, null, null)),
            "scaling.automatic.max",
            FailureCode.OUT_OF_RANGE,
            "max = 11 is out of range; allowed is 1 to 10"),
        wrong(
            HELLO.scaling(new ScalingDraft.Automatic(3, 2, null, 0, null, null)),
            "scaling.automatic.max",
            FailureCode.CONFLICTING,
            "2 is below min = 3; allowed is 3 to 10"),
        wrong(
            HELLO.scaling(new ScalingDraft.Automatic(1, 2, null, 101, null, null)),
            "scaling.automatic.target",
            FailureCode.OUT_OF_RANGE,
            "target = 101 is out of range; allowed is 1 to 100"),
        wrong(
            HELLO.scaling(new ScalingDraft.Automatic(1, 2, null, 0, Duration.ofMinutes(61), null)),
            "scaling.automatic.scale_down_window",
            FailureCode.OUT_OF_RANGE,
            "scale_down_window = \"1h1m\" is out of range; allowed is 0s to 1h"),
        wrong(
            HELLO.scaling(new ScalingDraft.Automatic(1, 2, null, 0, null, Duration.ofSeconds(-1))),
            "scaling.automatic.scale_up_window",
            FailureCode.OUT_OF_RANGE,
            "scale_up_window = \"-1s\" is out of range; allowed is 0s to 1h"),
        wrong(
            HELLO.region("mars"),
            "region",
            FailureCode.UNKNOWN_REGION,
            "there is no region \"mars\"; choose one of local, lab"),
        wrong(
            HELLO.image("Not An Image"),
            "image",
            FailureCode.MALFORMED,
            "\"Not An Image\" is no image reference; write it like registry.example.com/team/app:1.4, the path in lowercase, with a tag or a digest"),
        wrong(
            HELLO.image(""),
            "image",
            FailureCode.REQUIRED,
            "is missing; name the container image to run, such as registry.example.com/team/app:1.4"),
        wrong(HELLO.name(""), "name", FailureCode.REQUIRED, "is missing; give the app a name"),
        wrong(
            HELLO.name("My App"),
            "name",
            FailureCode.MALFORMED,
            "\"My App\" is no name; it has 1 to 63 lowercase letters, digits and hyphens, and starts and ends with a letter or digit"),
        wrong(
            HELLO.name("a".repeat(64)),
            "name",
            FailureCode.MALFORMED,
            "\""
                + "a".repeat(64)
                + "\" is no name; it has 1 to 63 lowercase letters, digits and hyphens, and starts and ends with a letter or digit"),
        wrong(
            HELLO.port(70000),
            "port",
            FailureCode.OUT_OF_RANGE,
            "port = 70000 is no port; allowed is 1 to 65535"),
        wrong(
            HELLO.port(-1),
            "port",
            FailureCode.OUT_OF_RANGE,
            "port = -1 is no port; allowed is 1 to 65535"),
        wrong(
            HELLO.labels(Map.of("slipway/owner", "me")),
            "labels[slipway/owner]",
            FailureCode.RESERVED,
            "labels under slipway/ and ovh/ are the platform's own; choose another prefix, or none"),
        wrong(
            HELLO.labels(Map.of("ovh/id", "1")),
            "labels[ovh/id]",
            FailureCode.RESERVED,
            "labels under slipway/ and ovh/ are the platform's own; choose another prefix, or none"),
        wrong(
            HELLO.labels(Map.of("my team", "a")),
            "labels[my team]",
            FailureCode.MALFORMED,
            "\"my team\" is no label; it has at most 63 letters, digits and - _ ., starts and ends with a letter or digit, and may follow a lowercase prefix and /"),
        wrong(
            HELLO.labels(Map.of("team", "a b")),
            "labels[team]",
            FailureCode.MALFORMED,
            "\"a b\" is no label value; it is empty or at most 63 letters, digits and - _ ., starting and ending with a letter or digit"),
        wrong(
            HELLO.env(Map.of("1A", "x")),
            "env[1A]",
            FailureCode.MALFORMED,
            "\"1A\" is no name of a variable; it has at most 255 letters, digits and _ . -, and starts with a letter or _"),
        wrong(
            HELLO.env(Map.of("A", "x\0y")),
            "env[A]",
            FailureCode.MALFORMED,
            "holds a zero character; no process can take one"),
        wrong(
            HELLO.env(Map.of("A", "x".repeat(32769))),
            "env[A]",
            FailureCode.OUT_OF_RANGE,
            "is 32769 bytes long; allowed are at most 32768"),
        wrong(
            HELLO.env(Map.of("A", "x")).secretEnv(Map.of("A", "y")),
            "secret_env[A]",
            FailureCode.CONFLICTING,
            "A is in env too; keep it in one of the two"),
        wrong(
            HELLO.secretEnvVersion(-1),
            "secret_env_version",
            FailureCode.OUT_OF_RANGE,
            "secret_env_version = -1 is out of range; count from 0 up"),
        wrong(
            HELLO.command(List.of("")),
            "command[0]",
            FailureCode.MALFORMED,
            "is empty; it names the program to run. Leave command out to run the image's own"),
        wrong(
            HELLO.probes(new ProbeDraft("health", 0, null, null, null, 0, 0), null),
            "readiness_probe.path",
            FailureCode.MALFORMED,
            "\"health\" is no path; it starts with / and has at most 1024 visible ASCII characters"),
        wrong(
            HELLO.probes(new ProbeDraft("", 65536, null, null, null, 0, 0), null),
            "readiness_probe.port",
            FailureCode.OUT_OF_RANGE,
            "port = 65536 is no port; allowed is 1 to 65535"),
        wrong(
            HELLO.probes(new ProbeDraft("", 0, Duration.ofHours(2), null, null, 0, 0), null),
            "readiness_probe.initial_delay",
            FailureCode.OUT_OF_RANGE,
            "initial_delay = \"2h\" is out of range; allowed is 0s to 1h"),
        wrong(
            HELLO.probes(new ProbeDraft("", 0, null, Duration.ofMillis(500), null, 0, 0), null),
            "readiness_probe.period",
            FailureCode.OUT_OF_RANGE,
            "period = \"0.5s\" is out of range; allowed is 1s to 1h"),
        wrong(
            HELLO.probes(new ProbeDraft("", 0, null, null, Duration.ZERO, 0, 0), null),
            "readiness_probe.timeout",
            FailureCode.OUT_OF_RANGE,
            "timeout = \"0s\" is out of range; allowed is 1s to 1h"),
        wrong(
            HELLO.probes(new ProbeDraft("", 0, null, null, null, -1, 0), null),
            "readiness_probe.failure_threshold",
            FailureCode.OUT_OF_RANGE,
            "failure_threshold = -1 is out of range; allowed is 1 to 1000"),
        wrong(
            HELLO.probes(null, new ProbeDraft("", 0, null, null, null, 0, 2)),
            "liveness_probe.success_threshold",
            FailureCode.OUT_OF_RANGE,
            "success_threshold = 2 is out of range; only 1 is allowed"),
        wrong(
            HELLO.rollout(new RolloutDraft("some", "", null, null)),
            "rollout.max_surge",
            FailureCode.MALFORMED,
            "\"some\" is neither a number of replicas such as \"1\" nor a percentage, \"0%\" to \"100%\""),
        wrong(
            HELLO.rollout(new RolloutDraft("", "101%", null, null)),
            "rollout.max_unavailable",
            FailureCode.MALFORMED,
            "\"101%\" is neither a number of replicas such as \"1\" nor a percentage, \"0%\" to \"100%\""),
        wrong(
            HELLO.rollout(new RolloutDraft("0", "25%", null, null)),
            "rollout",
            FailureCode.CONFLICTING,
            "with 1 replica, max_surge = 0 and max_unavailable = 25% let no replica be replaced; let one of the two come to 1"),
        wrong(
            HELLO.rollout(new RolloutDraft("", "", Duration.ZERO, null)),
            "rollout.progress_deadline",
            FailureCode.OUT_OF_RANGE,
            "progress_deadline = \"0s\" is out of range; allowed is 1s to 24h"),
        wrong(
            HELLO.rollout(new RolloutDraft("", "", null, Duration.ofHours(2))),
            "rollout.termination_grace",
            FailureCode.OUT_OF_RANGE,
            "termination_grace = \"2h\" is out of range; allowed is 0s to 1h"));
  }

  private static Arguments wrong(Draft draft, String field, FailureCode reason, String message) {
    return arguments(field + ": " + message, draft, Finding.error(field, reason, message));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void aMistakeIsFoundOnItsField(String story, Draft draft, Finding wanted) {
    var findings = new Findings();

    var spec = Completion.complete(draft.draft(), CATALOG, findings);

    assertThat(findings.all()).containsExactly(wanted);
    assertThat(spec).isEmpty();
  }

  @Test
  void allMistakesAreFoundAtOnceInTheOrderOfTheFields() {
    var findings = new Findings();

    var spec =
        Completion.complete(
            HELLO
                .name("")
                .port(70000)
                .labels(Map.of("ovh/x", ""))
                .resources(new ResourcesDraft(0, 5, ""))
                .scaling(new ScalingDraft.Fixed(11))
                .draft(),
            CATALOG,
            findings);

    assertThat(spec).isEmpty();
    assertThat(findings.all())
        .extracting(Finding::field)
        .containsExactly(
            "name", "port", "labels[ovh/x]", "resources.gpu", "scaling.fixed.replicas");
  }

  private static AppSpec complete(Draft draft) {
    return Completion.complete(draft.draft(), CATALOG, new Findings()).orElseThrow();
  }
}
