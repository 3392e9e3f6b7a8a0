package dev.slipway.controlplane.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.slipway.controlplane.app.Resources;
import dev.slipway.controlplane.app.Scaling;
import dev.slipway.controlplane.vocabulary.Memory;
import dev.slipway.controlplane.vocabulary.NodeChoice;
import dev.slipway.controlplane.vocabulary.RegionName;
import dev.slipway.controlplane.vocabulary.Toleration;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogFileTest {
  private static final String SMALL =
      """
      currency: EUR
      regions:
        - id: local
          runtime: docker
      flavors:
        - id: ai1-1-cpu
          kind: cpu
          max: 12
          per_unit: { cpu: 1, memory: 4 GiB, disk: 50 GiB }
          price_per_minute: 0.0005
      """;

  private static final String CLUSTER =
      SMALL.replace(
              "    runtime: docker\n",
              """
                  runtime: kubernetes
                  cluster:
                    kubeconfig: /etc/slipway/gra.kubeconfig
                    context: gra
                    namespace_prefix: ai-
                    priority_class: inference
                    gateways: [10.1.2.0/24, "fd00::/8"]
                    quota: { pods: 200, requests.nvidia.com/gpu: 16 }
                    container_max: { memory: 512Gi }
              """)
          + """
              nodes:
                labels: { nvidia.com/gpu.product: L4 }
                tolerations:
                  - { key: nvidia.com/gpu, effect: NoSchedule }
                  - { key: for, value: ai }
          """;

  @Test
  void theBuiltInCatalogHasTwoRegionsAndFourFlavors() {
    var catalog = CatalogFile.builtIn();

    assertThat(catalog.regions()).extracting(r -> r.name().value()).containsExactly("local", "lab");
    assertThat(catalog.defaultRegion().map(Region::domain)).contains("local.localhost");
    assertThat(catalog.flavors())
        .extracting(Flavor::id)
        .containsExactly("ai1-1-cpu", "ai1-1-gpu", "l4-1-gpu", "h100-1-gpu");
    var gpu = catalog.flavor("ai1-1-gpu").orElseThrow();
    assertThat(gpu.cpus()).isEqualTo(13);
    assertThat(gpu.gpus()).isEqualTo(1);
    assertThat(gpu.memory()).isEqualTo(Memory.gib(40));
    assertThat(catalog.maxUnits(gpu)).isEqualTo(4);
    assertThat(catalog.limits()).isEqualTo(Limits.DEFAULT);
  }

  @Test
  void whatAFileLeavesOutHasDefaults() {
    var catalog = read(SMALL);

    var region = catalog.regions().getFirst();
    assertThat(region)
        .isEqualTo(
            new Region(
                new RegionName("local"), "", "docker", "", null, "local.localhost", false, 1, 1));
    assertThat(catalog.defaultRegion()).as("the only one").contains(region);
    assertThat(catalog.defaultFlavor(region.name(), Resources.Kind.CPU))
        .as("the only one")
        .isPresent();
    assertThat(catalog.flavors().getFirst().regions()).containsExactly(region.name());
  }

  @Test
  void aRegionMayBeACluster() {
    var region = read(CLUSTER).regions().getFirst();

    assertThat(region.runtime()).isEqualTo("kubernetes");
    assertThat(region.cluster())
        .isEqualTo(
            new ClusterSettings(
                "/etc/slipway/gra.kubeconfig",
                "gra",
                "ai-",
                "inference",
                List.of("10.1.2.0/24", "fd00::/8"),
                new TreeMap<>(Map.of("pods", "200", "requests.nvidia.com/gpu", "16")),
                new TreeMap<>(Map.of("memory", "512Gi"))));
  }

  @Test
  void aClusterNeedsNoSettings() {
    var region = read(SMALL.replace("docker", "kubernetes")).regions().getFirst();

    assertThat(region.cluster()).isEqualTo(ClusterSettings.DEFAULT);
  }

  @Test
  void aFlavorMayNameItsNodes() {
    var nodes = read(CLUSTER).flavors().getFirst().nodes();

    assertThat(nodes)
        .isEqualTo(
            new NodeChoice(
                new TreeMap<>(Map.of("nvidia.com/gpu.product", "L4")),
                List.of(
                    new Toleration("nvidia.com/gpu", "", "NoSchedule"),
                    new Toleration("for", "ai", ""))));
    assertThat(read(SMALL).flavors().getFirst().nodes()).isEqualTo(NodeChoice.ANY);
  }

  @Test
  void pricesAreForOneHourAtTheFewestAndAtTheMostReplicas() {
    var catalog = CatalogFile.builtIn();

    var price =
        catalog.price(
            new Resources(Resources.Kind.GPU, 2, "ai1-1-gpu"),
            new Scaling.Automatic(
                1, 3, Scaling.Metric.CPU, 75, Duration.ofMinutes(5), Duration.ZERO));

    assertThat(price).isEqualTo(new Price(new BigDecimal("3.60"), new BigDecimal("10.80"), "EUR"));
    assertThat(
            catalog
                .price(new Resources(Resources.Kind.GPU, 1, "h100-1-gpu"), new Scaling.Fixed(1))
                .minPerHour())
        .isEqualTo(new BigDecimal("2.802"));
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        arguments("no YAML", "regions: [", "test.yaml:1: is not YAML: "),
        arguments("empty", "", "test.yaml: is empty"),
        arguments("a list", "- a", "test.yaml:1: the file: must hold fields"),
        arguments(
            "unknown field",
            SMALL.replace("price_per_minute", "prcie_per_minute"),
            "test.yaml:10: flavors[0].prcie_per_minute: is unknown; known here: id, kind,"
                + " description, default, max, per_unit, gpu, nodes, price_per_minute, regions"),
        arguments(
            "missing field",
            SMALL.replace("    price_per_minute: 0.0005\n", ""),
            "test.yaml:6: flavors[0].price_per_minute: is missing"),
        arguments(
            "no number",
            SMALL.replace("max: 12", "max: many"),
            "test.yaml:8: flavors[0].max: \"many\" must be a whole number, 1 to 10000"),
        arguments(
            "bad memory",
            SMALL.replace("4 GiB", "4 GB"),
            "test.yaml:9: flavors[0].per_unit.memory: \"4 GB\" is no amount of memory such as \"4"
                + " GiB\" or \"512 MiB\""),
        arguments(
            "bad price",
            SMALL.replace("0.0005", "cheap"),
            "test.yaml:10: flavors[0].price_per_minute: \"cheap\" must be a decimal number >= 0,"
                + " such as 0.0291"),
        arguments(
            "bad kind",
            SMALL.replace("kind: cpu", "kind: tpu"),
            "test.yaml:7: flavors[0].kind: \"tpu\" must be one of cpu, gpu"),
        arguments(
            "a GPU on a CPU flavor",
            SMALL + "    gpu: { model: L4 }\n",
            "test.yaml:11: flavors[0].gpu: is for flavors of kind gpu; remove it or change the"
                + " kind"),
        arguments(
            "no regions",
            SMALL.replace("  - id: local\n    runtime: docker\n", ""),
            "test.yaml:2: regions: must be a list"),
        arguments(
            "bad region name",
            SMALL.replace("id: local", "id: My Region"),
            "test.yaml:3: regions[0].id: a region name is a DNS label: My Region"),
        arguments(
            "unknown region of a flavor",
            SMALL + "    regions: [mars]\n",
            "test.yaml:11: flavors[0].regions: \"mars\" is none of [local]"),
        arguments(
            "a cluster on an engine",
            CLUSTER.replace("runtime: kubernetes", "runtime: docker"),
            "test.yaml:6: regions[0].cluster: is for regions with runtime: kubernetes; remove it"),
        arguments(
            "an engine on a cluster",
            SMALL.replace("docker", "kubernetes\n    engine: unix:///run/docker.sock"),
            "test.yaml:5: regions[0].engine: is for regions with runtime: docker; name the cluster"
                + " instead"),
        arguments(
            "bad quantity",
            CLUSTER.replace("512Gi", "512 GiB"),
            "test.yaml:12: regions[0].cluster.container_max.memory: \"512 GiB\" is no amount such"
                + " as 20, 500m or 64Gi"),
        arguments(
            "bad prefix",
            CLUSTER.replace("ai-", "AI_"),
            "test.yaml:8: regions[0].cluster.namespace_prefix: \"AI_\" must be at most 30 of a-z,"
                + " 0-9 and -, and begin with a letter, such as slipway-"),
        arguments(
            "bad network",
            CLUSTER.replace("10.1.2.0/24", "10.1.2.0"),
            "test.yaml:10: regions[0].cluster.gateways: \"10.1.2.0\" is no network such as"
                + " 10.1.2.0/24"),
        arguments(
            "bad effect of a taint",
            CLUSTER.replace("NoSchedule", "Never"),
            "test.yaml:22: flavors[0].nodes.tolerations[0].effect: \"Never\" must be one of"
                + " NoSchedule, PreferNoSchedule, NoExecute"),
        arguments(
            "bad currency",
            SMALL.replace("EUR", "euro"),
            "test.yaml:1: currency: \"euro\" must be an ISO 4217 code, such as EUR"),
        arguments(
            "a field twice",
            SMALL.replace("max: 12", "max: 12\n    max: 13"),
            "test.yaml:9: flavors[0].max: is given twice; keep one"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void aMistakeIsToldWithItsLineAndField(String story, String yaml, String problem) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(CatalogException.class)
        .hasMessageStartingWith(problem);
  }

  @Test
  void allMistakesAreToldAtOnce() {
    assertThatThrownBy(() -> read(SMALL.replace("EUR", "euro").replace("max: 12", "max: 0")))
        .hasMessage(
            """
            test.yaml:1: currency: "euro" must be an ISO 4217 code, such as EUR
            test.yaml:8: flavors[0].max: "0" must be a whole number, 1 to 10000\
            """);
  }

  @Test
  void aFileThatIsNotThereIsNamed(@TempDir Path folder) {
    var file = folder.resolve("none.yaml");

    assertThatThrownBy(() -> CatalogFile.read(file))
        .isInstanceOf(CatalogException.class)
        .hasMessage(file + ": there is no such file");
  }

  private static Catalog read(String yaml) {
    return CatalogFile.read("test.yaml", new StringReader(yaml));
  }
}
