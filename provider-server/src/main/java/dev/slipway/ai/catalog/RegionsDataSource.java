package dev.slipway.ai.catalog;

import static dev.slipway.provider.schema.Attributes.bool;
import static dev.slipway.provider.schema.Attributes.int32;
import static dev.slipway.provider.schema.Attributes.int64;
import static dev.slipway.provider.schema.Attributes.list;
import static dev.slipway.provider.schema.Attributes.object;
import static dev.slipway.provider.schema.Attributes.string;

import com.google.protobuf.Timestamp;
import dev.slipway.ai.client.ControlPlane;
import dev.slipway.ai.client.Refusal;
import dev.slipway.proto.v1.Capacity;
import dev.slipway.proto.v1.ListRegionsRequest;
import dev.slipway.proto.v1.Region;
import dev.slipway.provider.Context;
import dev.slipway.provider.DataSource;
import dev.slipway.provider.plan.Config;
import dev.slipway.provider.plan.State;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Nested;
import dev.slipway.provider.schema.Schema;
import dev.slipway.provider.schema.Shape;
import io.grpc.StatusRuntimeException;
import java.time.Instant;
import java.util.List;

/** {@code data "ai_regions"}: where apps can run, and what is free there now. */
public final class RegionsDataSource implements DataSource<ControlPlane> {
  private static final Attribute<Integer> CPU = int32("cpu").computed().doc("CPUs.");
  private static final Attribute<Long> MEMORY = int64("memory_bytes").computed().doc("Memory.");
  private static final Attribute<Integer> GPU = int32("gpu").computed().doc("GPUs.");
  private static final Shape<Nested> CAPACITY = Shape.of(CPU, MEMORY, GPU);

  private static final Attribute<String> ID = string("id").computed().doc("Name of the region.");
  private static final Attribute<String> DESCRIPTION =
      string("description").computed().doc("For people.");
  private static final Attribute<String> RUNTIME =
      string("runtime").computed().doc("What runs the replicas, such as `docker`.");
  private static final Attribute<Boolean> DEFAULT =
      bool("default").computed().doc("Taken when neither app nor provider names a region.");
  private static final Attribute<Boolean> AVAILABLE =
      bool("available").computed().doc("Whether it answers.");
  private static final Attribute<String> REASON =
      string("reason").computed().doc("Why it does not; else empty.");
  private static final Attribute<String> SILENT_SINCE =
      string("silent_since")
          .computed()
          .doc("When it was first asked in vain, such as `2026-11-02T08:15:00Z`; else empty.");
  private static final Attribute<Integer> NODES =
      int32("nodes").computed().doc("Nodes that take apps; 0 where it is one machine.");
  private static final Attribute<String> DOMAIN =
      string("domain").computed().doc("Host names of its apps end with it.");
  private static final Attribute<Nested> TOTAL =
      object("total", CAPACITY)
          .computed()
          .doc("What the region has, or had when it last answered.");
  private static final Attribute<Nested> FREE =
      object("free", CAPACITY).computed().doc("What no app holds now.");
  private static final Shape<Nested> SHAPE =
      Shape.of(
          ID,
          DESCRIPTION,
          RUNTIME,
          DEFAULT,
          AVAILABLE,
          REASON,
          SILENT_SINCE,
          DOMAIN,
          NODES,
          TOTAL,
          FREE);

  private static final Attribute<List<Nested>> REGIONS =
      list("regions", SHAPE).computed().doc("In the catalog's order.");

  private static final Schema SCHEMA = Schema.of("Regions: where apps can run.", REGIONS);

  @Override
  public String typeName() {
    return "ai_regions";
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public State read(Config config, Context<ControlPlane> context) {
    try {
      var regions =
          context
              .client()
              .catalog()
              .listRegions(ListRegionsRequest.getDefaultInstance())
              .getRegionsList()
              .stream()
              .map(RegionsDataSource::view)
              .toList();
      return config.toState().with(REGIONS, regions);
    } catch (StatusRuntimeException e) {
      throw Refusal.of(e).toFailure("The regions cannot be listed").causedBy(e);
    }
  }

  private static Nested view(Region region) {
    return SHAPE
        .blank()
        .with(ID, region.getId())
        .with(DESCRIPTION, region.getDescription())
        .with(RUNTIME, region.getRuntime())
        .with(DEFAULT, region.getDefaultRegion())
        .with(AVAILABLE, region.getAvailable())
        .with(REASON, region.getReason())
        .with(SILENT_SINCE, region.hasSilentSince() ? time(region.getSilentSince()) : "")
        .with(DOMAIN, region.getDomain())
        .with(NODES, region.getNodes())
        .with(TOTAL, view(region.getTotal()))
        .with(FREE, view(region.getFree()));
  }

  private static String time(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds()).toString();
  }

  private static Nested view(Capacity capacity) {
    return CAPACITY
        .blank()
        .with(CPU, capacity.getCpu())
        .with(MEMORY, capacity.getMemoryBytes())
        .with(GPU, capacity.getGpu());
  }
}
