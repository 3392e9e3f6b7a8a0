package dev.slipway.ai.catalog;

import static dev.slipway.provider.schema.Attributes.bool;
import static dev.slipway.provider.schema.Attributes.int32;
import static dev.slipway.provider.schema.Attributes.int64;
import static dev.slipway.provider.schema.Attributes.list;
import static dev.slipway.provider.schema.Attributes.map;
import static dev.slipway.provider.schema.Attributes.number;
import static dev.slipway.provider.schema.Attributes.string;
import static dev.slipway.provider.schema.Kind.STRING;

import dev.slipway.ai.client.ControlPlane;
import dev.slipway.ai.client.Refusal;
import dev.slipway.proto.v1.Flavor;
import dev.slipway.proto.v1.ListFlavorsRequest;
import dev.slipway.provider.Context;
import dev.slipway.provider.DataSource;
import dev.slipway.provider.plan.Config;
import dev.slipway.provider.plan.State;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Nested;
import dev.slipway.provider.schema.Schema;
import dev.slipway.provider.schema.Shape;
import io.grpc.StatusRuntimeException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code data "ai_flavors"}: units of compute to choose from, and what is free. */
public final class FlavorsDataSource implements DataSource<ControlPlane> {
  private static final Attribute<String> ID = string("id").computed().doc("Such as `ai1-1-gpu`.");
  private static final Attribute<String> KIND = string("kind").computed().doc("`CPU` or `GPU`.");
  private static final Attribute<String> DESCRIPTION =
      string("description").computed().doc("For people.");
  private static final Attribute<Boolean> DEFAULT =
      bool("default").computed().doc("Taken when an app of this kind names no flavor.");
  private static final Attribute<Integer> MAX_UNITS =
      int32("max_units").computed().doc("Most units per replica.");
  private static final Attribute<Integer> CPU = int32("cpu").computed().doc("CPUs of one unit.");
  private static final Attribute<Integer> GPU = int32("gpu").computed().doc("GPUs of one unit.");
  private static final Attribute<Long> MEMORY =
      int64("memory_bytes").computed().doc("Memory of one unit.");
  private static final Attribute<Long> DISK =
      int64("ephemeral_storage_bytes").computed().doc("Local disk of one unit.");
  private static final Attribute<String> GPU_MODEL =
      string("gpu_model").computed().doc("Empty for a CPU flavor.");
  private static final Attribute<Long> GPU_MEMORY =
      int64("gpu_memory_bytes").computed().doc("Memory of one GPU.");
  private static final Attribute<BigDecimal> PRICE =
      number("price_per_minute").computed().doc("Of one unit, per started minute.");
  private static final Attribute<String> CURRENCY =
      string("currency").computed().doc("ISO 4217 code.");
  private static final Attribute<List<String>> REGIONS =
      list("regions", STRING).computed().doc("Where it can be had.");

  private static final Attribute<Integer> UNITS =
      int32("units").computed().doc("Units in all that no app holds.");
  private static final Attribute<Integer> LARGEST_REPLICA =
      int32("largest_replica")
          .computed()
          .doc("Of these, the most for one replica: in a cluster, all on one node.");
  private static final Shape<Nested> VACANCY = Shape.of(UNITS, LARGEST_REPLICA);
  private static final Attribute<Map<String, Nested>> FREE =
      map("free", VACANCY)
          .computed()
          .doc(
              "What is free now, by region; nothing in a region that does not answer. Apps that"
                  + " wait are not counted.");

  private static final Shape<Nested> SHAPE =
      Shape.of(
          ID,
          KIND,
          DESCRIPTION,
          DEFAULT,
          MAX_UNITS,
          CPU,
          GPU,
          MEMORY,
          DISK,
          GPU_MODEL,
          GPU_MEMORY,
          PRICE,
          CURRENCY,
          REGIONS,
          FREE);

  private static final Attribute<String> REGION =
      string("region").optional().doc("Only flavors of this region.");
  private static final Attribute<List<Nested>> FLAVORS =
      list("flavors", SHAPE).computed().doc("In the catalog's order.");

  private static final Schema SCHEMA =
      Schema.of("Flavors: units of compute that apps are made of.", REGION, FLAVORS);

  @Override
  public String typeName() {
    return "ai_flavors";
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public State read(Config config, Context<ControlPlane> context) {
    var request = ListFlavorsRequest.newBuilder().setRegion(config.get(REGION, "")).build();
    try {
      var flavors =
          context.client().catalog().listFlavors(request).getFlavorsList().stream()
              .map(FlavorsDataSource::view)
              .toList();
      return config.toState().with(FLAVORS, flavors);
    } catch (StatusRuntimeException e) {
      throw Refusal.of(e).toFailure("The flavors cannot be listed").causedBy(e);
    }
  }

  private static Nested view(Flavor flavor) {
    return SHAPE
        .blank()
        .with(ID, flavor.getId())
        .with(KIND, flavor.getKind().name())
        .with(DESCRIPTION, flavor.getDescription())
        .with(DEFAULT, flavor.getDefaultOfKind())
        .with(MAX_UNITS, flavor.getMaxUnits())
        .with(CPU, flavor.getCpu())
        .with(GPU, flavor.getGpu())
        .with(MEMORY, flavor.getMemoryBytes())
        .with(DISK, flavor.getEphemeralStorageBytes())
        .with(GPU_MODEL, flavor.getGpuModel())
        .with(GPU_MEMORY, flavor.getGpuMemoryBytes())
        .with(PRICE, new BigDecimal(flavor.getPricePerMinute()))
        .with(CURRENCY, flavor.getCurrency())
        .with(REGIONS, List.copyOf(flavor.getRegionsList()))
        .with(FREE, free(flavor));
  }

  private static Map<String, Nested> free(Flavor flavor) {
    var free = new TreeMap<String, Nested>();
    flavor
        .getFreeMap()
        .forEach((region, vacancy) ->
            free.put(
                region,
                VACANCY
                    .blank()
                    .with(UNITS, vacancy.getUnits())
                    .with(LARGEST_REPLICA, vacancy.getLargestReplica())));
    return free;
  }
}
