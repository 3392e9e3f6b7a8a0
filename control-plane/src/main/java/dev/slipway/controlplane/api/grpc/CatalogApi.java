package dev.slipway.controlplane.api.grpc;

import dev.slipway.controlplane.app.Apps;
import dev.slipway.controlplane.catalog.Catalog;
import dev.slipway.controlplane.catalog.Flavor;
import dev.slipway.controlplane.catalog.Region;
import dev.slipway.controlplane.runtime.Drivers;
import dev.slipway.controlplane.runtime.RuntimeUnavailableException;
import dev.slipway.controlplane.scheduling.Ledger;
import dev.slipway.controlplane.vocabulary.FailureCode;
import dev.slipway.controlplane.vocabulary.FailureException;
import dev.slipway.proto.v1.Capacity;
import dev.slipway.proto.v1.CatalogGrpc;
import dev.slipway.proto.v1.ListFlavorsRequest;
import dev.slipway.proto.v1.ListFlavorsResponse;
import dev.slipway.proto.v1.ListRegionsRequest;
import dev.slipway.proto.v1.ListRegionsResponse;
import io.grpc.stub.StreamObserver;
import java.util.Map;

/** The service {@code Catalog}. */
final class CatalogApi extends CatalogGrpc.CatalogImplBase {
  private final Catalog catalog;
  private final Drivers drivers;
  private final Apps apps;
  private final Ledger ledger;

  CatalogApi(Catalog catalog, Drivers drivers, Apps apps) {
    this.catalog = catalog;
    this.drivers = drivers;
    this.apps = apps;
    this.ledger = new Ledger(catalog);
  }

  @Override
  public void listFlavors(
      ListFlavorsRequest request, StreamObserver<ListFlavorsResponse> observer) {
    Answer.with(
        observer,
        () -> {
          checkRegion(request.getRegion());
          var response = ListFlavorsResponse.newBuilder();
          catalog.flavors().stream()
              .filter(flavor ->
                  request.getRegion().isEmpty()
                      || flavor.regions().stream()
                          .anyMatch(region -> region.value().equals(request.getRegion())))
              .forEach(flavor -> response.addFlavors(flavor(flavor)));
          return response.build();
        });
  }

  private void checkRegion(String name) {
    var known = catalog.regions().stream().map(region -> region.name().value()).toList();
    if (!name.isEmpty() && !known.contains(name)) {
      throw new FailureException(
          FailureCode.BAD_REQUEST,
          "region: \"%s\" is none of %s".formatted(Ids.shortened(name), String.join(", ", known)));
    }
  }

  private dev.slipway.proto.v1.Flavor flavor(Flavor flavor) {
    return dev.slipway.proto.v1.Flavor.newBuilder()
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
                .toList())
        .build();
  }

  @Override
  public void listRegions(
      ListRegionsRequest request, StreamObserver<ListRegionsResponse> observer) {
    Answer.with(
        observer,
        () -> {
          var response = ListRegionsResponse.newBuilder();
          catalog.regions().forEach(region -> response.addRegions(region(region)));
          return response.build();
        });
  }

  private dev.slipway.proto.v1.Region region(Region region) {
    var wire =
        dev.slipway.proto.v1.Region.newBuilder()
            .setId(region.name().value())
            .setDescription(region.description())
            .setRuntime(region.runtime())
            .setDefaultRegion(
                catalog.defaultRegion().map(Region::name).filter(region.name()::equals).isPresent())
            .setDomain(region.domain());
    try {
      drivers.askCapacity(region.name());
      wire.setAvailable(true);
    } catch (RuntimeUnavailableException e) {
      wire.setReason(String.valueOf(e.getMessage()));
    }
    // An engine that is away for a moment still has what it was last heard to have.
    var snapshot = ledger.snapshot(apps.all(), Map.of(), drivers.capacities());
    var name = ledger.pool(region.name());
    var pool = snapshot.pools().get(name);
    if (pool != null) {
      int gpus = pool.gpus().values().stream().mapToInt(Integer::intValue).sum();
      var held = snapshot.holding().stream().filter(demand -> demand.pool().equals(name)).toList();
      wire.setTotal(capacity(pool.cpus(), pool.memory().bytes(), gpus));
      wire.setFree(
          capacity(
              pool.cpus() - held.stream().mapToInt(demand -> demand.amount().cpus()).sum(),
              pool.memory().bytes()
                  - held.stream().mapToLong(demand -> demand.amount().memory().bytes()).sum(),
              gpus - held.stream().mapToInt(demand -> demand.amount().gpus()).sum()));
    }
    return wire.build();
  }

  private static Capacity capacity(int cpus, long memory, int gpus) {
    return Capacity.newBuilder()
        .setCpu(Math.max(cpus, 0))
        .setMemoryBytes(Math.max(memory, 0))
        .setGpu(Math.max(gpus, 0))
        .build();
  }
}
