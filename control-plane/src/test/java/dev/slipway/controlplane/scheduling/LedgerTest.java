package dev.slipway.controlplane.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.controlplane.catalog.Catalog;
import dev.slipway.controlplane.catalog.CatalogFile;
import dev.slipway.controlplane.catalog.ClusterSettings;
import dev.slipway.controlplane.catalog.Region;
import dev.slipway.controlplane.runtime.Capacity;
import dev.slipway.controlplane.runtime.Node;
import dev.slipway.controlplane.vocabulary.Memory;
import dev.slipway.controlplane.vocabulary.RegionName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final Ledger LEDGER =
      new Ledger(
          catalog(
              machine("local", ""),
              machine("lab", ""),
              machine("other", "unix:///run/other.sock"),
              cluster("gra"),
              cluster("sbg")));

  @Test
  void regionsOnOneEngineShareItAndClustersShareNothing() {
    assertThat(pool("local")).isEqualTo(pool("lab"));
    assertThat(Set.of(pool("local"), pool("other"), pool("gra"), pool("sbg"))).hasSize(4);
  }

  @Test
  void whatIsGivenOutMoreThanOnceIsSoOnEveryNode() {
    var node =
        new Node(
            "node-1",
            Map.of("zone", "a"),
            Set.of(),
            8,
            Memory.gib(32),
            Map.of("nvidia.com/gpu", 2),
            Map.of());
    var capacity = new Capacity(8, Memory.gib(32), Map.of("nvidia.com/gpu", 2), List.of(node));

    var snapshot = LEDGER.snapshot(List.of(), Map.of(), Map.of(new RegionName("gra"), capacity));

    assertThat(snapshot.pools())
        .containsOnlyKeys(pool("gra"))
        .hasEntrySatisfying(
            pool("gra"),
            pool -> {
              assertThat(pool.title()).isEqualTo("region gra");
              assertThat(pool.cpus()).isEqualTo(32);
              assertThat(pool.nodes())
                  .singleElement()
                  .satisfies(each -> {
                    assertThat(each.cpus()).isEqualTo(32);
                    assertThat(each.memory()).isEqualTo(Memory.gib(64));
                    assertThat(each.gpus()).containsEntry("nvidia.com/gpu", 2);
                    assertThat(each.labels()).containsEntry("zone", "a");
                  });
            });
  }

  private static String pool(String region) {
    return LEDGER.pool(new RegionName(region));
  }

  private static Catalog catalog(Region... regions) {
    var builtIn = CatalogFile.builtIn();
    return new Catalog(builtIn.currency(), builtIn.limits(), List.of(regions), builtIn.flavors());
  }

  private static Region machine(String name, String engine) {
    return new Region(
        new RegionName(name), "", Region.DOCKER, engine, null, name + ".localhost", false, 1, 1);
  }

  private static Region cluster(String name) {
    return new Region(
        new RegionName(name),
        "",
        Region.KUBERNETES,
        "",
        ClusterSettings.DEFAULT,
        name + ".localhost",
        false,
        4,
        2);
  }
}
