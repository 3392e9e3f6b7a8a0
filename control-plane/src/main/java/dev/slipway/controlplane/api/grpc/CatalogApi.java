package dev.slipway.controlplane.api.grpc;

import dev.slipway.controlplane.app.Roll;
import dev.slipway.controlplane.catalog.Catalog;
import dev.slipway.controlplane.catalog.Flavor;
import dev.slipway.controlplane.catalog.Region;
import dev.slipway.controlplane.runtime.Drivers;
import dev.slipway.controlplane.runtime.RuntimeUnavailableException;
import dev.slipway.controlplane.scheduling.Ledger;
import dev.slipway.controlplane.scheduling.Snapshot;
import dev.slipway.controlplane.scheduling.Vacancies;
import dev.slipway.controlplane.vocabulary.FailureCode;
import dev.slipway.controlplane.vocabulary.FailureException;
import dev.slipway.controlplane.vocabulary.Memory;
import dev.slipway.controlplane.vocabulary.RegionName;
import dev.slipway.proto.v1.Capacity;
import dev.slipway.proto.v1.CatalogGrpc;
import dev.slipway.proto.v1.ListFlavorsRequest;
import dev.slipway.proto.v1.ListFlavorsResponse;
import dev.slipway.proto.v1.ListRegionsRequest;
import dev.slipway.proto.v1.ListRegionsResponse;
import dev.slipway.proto.v1.Vacancy;
import io.grpc.stub.StreamObserver;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The service {@code Catalog}. */
final class CatalogApi extends CatalogGrpc.CatalogImplBase {
  private static final Logger LOG = LoggerFactory.getLogger(CatalogApi.class);

  private final Catalog catalog;
  private final Drivers drivers;
  private final Roll roll;
  private final Ledger ledger;

  CatalogApi(Catalog catalog, Drivers drivers, Roll roll) {
    this.catalog = catalog;
    this.drivers = drivers;
    this.roll = roll;
    this.ledger = new Ledger(catalog);
  }

  /** What there is now; of an engine that is away for a moment, what it was last heard to have. */
  private Snapshot ask(Collection<Region> regions) {
    for (var region : regions) {
      try {
        var _ = drivers.askCapacity(region.name());
      } catch (RuntimeUnavailableException e) {
        LOG.atDebug()
            .addKeyValue("region", region.name())
            .addKeyValue("reason", e.getMessage())
            .log("a region is shown without an answer of its engine");
      }
    }
    return ledger.snapshot(roll.all(), Map.of(), drivers.knownCapacities());
  }

  @Override
  public void listFlavors(
      ListFlavorsRequest request, StreamObserver<ListFlavorsResponse> observer) {
    Answer.with(
        observer,
        () -> {
          checkRegion(request.getRegion());
          var shown =
              catalog.flavors().stream()
                  .filter(flavor -> isIn(request.getRegion(), flavor))
                  .toList();
          var vacancies = new Vacancies(ask(regionsOf(shown)));
          var response = ListFlavorsResponse.newBuilder();
          shown.forEach(flavor -> response.addFlavors(flavor(flavor, vacancies)));
          return response.build();
        });
  }

  private static boolean isIn(String region, Flavor flavor) {
    return region.isEmpty()
        || flavor.regions().stream().anyMatch(each -> each.value().equals(region));
  }

  private List<Region> regionsOf(List<Flavor> flavors) {
    return catalog.regions().stream()
        .filter(
            region -> flavors.stream().anyMatch(flavor -> flavor.regions().contains(region.name())))
        .toList();
  }

  private void checkRegion(String name) {
    var known = catalog.regions().stream().map(region -> region.name().value()).toList();
    if (!name.isEmpty() && !known.contains(name)) {
      throw new FailureException(
          FailureCode.BAD_REQUEST,
          "region: \"%s\" is none of %s".formatted(Ids.shortened(name), String.join(", ", known)));
    }
  }

  private dev.slipway.proto.v1.Flavor flavor(Flavor flavor, Vacancies vacancies) {
    var wire =
        dev.slipway.proto.v1.Flavor.newBuilder()
            .setId(flavor.id())
            .setKind(
                switch (flavor.kind()) {
                  case CPU -> dev.slipway.proto.v1.Flavor.Kind.CPU;
                  case GPU -> dev.slipway.proto.v1.Flavor.Kind.GPU;
                })
            .setDescription(flavor.description())
            .setDefaultOfKind(flavor.isDefault())
            .setMaxUnits(catalog.maxUnits(flavor))
            .setCpu(flavor.cpus())
            .setGpu(flavor.gpus())
            .setMemoryBytes(flavor.memory().bytes())
            .setEphemeralStorageBytes(flavor.disk().bytes())
            .setGpuModel(flavor.gpuModel())
            .setGpuMemoryBytes(flavor.gpuMemory().bytes())
            .setPricePerMinute(flavor.pricePerMinute().toPlainString())
            .setCurrency(catalog.currency())
            .addAllRegions(
                catalog.regions().stream()
                    .filter(region -> flavor.regions().contains(region.name()))
                    .map(region -> region.name().value())
                    .toList());
    for (var region : flavor.regions()) {
      wire.putFree(region.value(), free(region, flavor, vacancies));
    }
    return wire.build();
  }

  private Vacancy free(RegionName region, Flavor flavor, Vacancies vacancies) {
    if (drivers.silence(region).isPresent()) {
      return Vacancy.getDefaultInstance();
    }
    var vacancy = vacancies.of(ledger.pool(region), Ledger.shape(flavor, 1));
    return Vacancy.newBuilder()
        .setUnits(vacancy.units())
        .setLargestReplica(Math.min(vacancy.largest(), catalog.maxUnits(flavor)))
        .build();
  }

  @Override
  public void listRegions(
      ListRegionsRequest request, StreamObserver<ListRegionsResponse> observer) {
    Answer.with(
        observer,
        () -> {
          var snapshot = ask(catalog.regions());
          var vacancies = new Vacancies(snapshot);
          var response = ListRegionsResponse.newBuilder();
          catalog
              .regions()
              .forEach(region -> response.addRegions(region(region, snapshot, vacancies)));
          return response.build();
        });
  }

  private dev.slipway.proto.v1.Region region(
      Region region, Snapshot snapshot, Vacancies vacancies) {
    var wire =
        dev.slipway.proto.v1.Region.newBuilder()
            .setId(region.name().value())
            .setDescription(region.description())
            .setRuntime(region.runtime())
            .setDefaultRegion(
                catalog.defaultRegion().map(Region::name).filter(region.name()::equals).isPresent())
            .setDomain(region.domain());
    drivers
        .silence(region.name())
        .ifPresentOrElse(
            silence -> wire.setReason(silence.reason()).setSilentSince(Times.wire(silence.since())),
            () -> wire.setAvailable(true));
    var name = ledger.pool(region.name());
    var pool = snapshot.pools().get(name);
    if (pool != null) {
      var left = vacancies.left(name);
      int gpus = pool.gpus().values().stream().mapToInt(Integer::intValue).sum();
      wire.setTotal(capacity(pool.cpus(), pool.memory(), gpus));
      wire.setFree(capacity(left.cpus(), left.memory(), left.gpus()));
      wire.setNodes(pool.nodes().size());
    }
    return wire.build();
  }

  private static Capacity capacity(long cpus, Memory memory, long gpus) {
    return Capacity.newBuilder()
        .setCpu(Math.toIntExact(cpus))
        .setMemoryBytes(memory.bytes())
        .setGpu(Math.toIntExact(gpus))
        .build();
  }
}
