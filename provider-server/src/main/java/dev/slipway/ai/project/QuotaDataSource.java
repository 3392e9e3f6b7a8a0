package dev.slipway.ai.project;

import static dev.slipway.provider.schema.Attributes.int32;
import static dev.slipway.provider.schema.Attributes.object;
import static dev.slipway.provider.schema.Attributes.string;

import dev.slipway.ai.client.ControlPlane;
import dev.slipway.ai.client.Refusal;
import dev.slipway.proto.v1.GetProjectRequest;
import dev.slipway.provider.Context;
import dev.slipway.provider.DataSource;
import dev.slipway.provider.plan.Config;
import dev.slipway.provider.plan.State;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Nested;
import dev.slipway.provider.schema.Schema;
import dev.slipway.provider.schema.Shape;
import io.grpc.StatusRuntimeException;

/** {@code data "ai_quota"}: what the project may hold at once, and what it holds. */
public final class QuotaDataSource implements DataSource<ControlPlane> {
  private static final Attribute<Integer> GPU = int32("gpu").computed().doc("GPUs.");
  private static final Attribute<Integer> CPU = int32("cpu").computed().doc("CPUs.");
  private static final Shape<Nested> QUOTA = Shape.of(GPU, CPU);

  private static final Attribute<String> PROJECT =
      string("project").optional().computed().doc("The provider's project when left out.");
  private static final Attribute<Nested> LIMIT =
      object("limit", QUOTA).computed().doc("What its apps may hold at once.");
  private static final Attribute<Nested> USED =
      object("used", QUOTA).computed().doc("What they hold now, at their most replicas.");
  private static final Attribute<Nested> FREE =
      object("free", QUOTA).computed().doc("What is left.");

  private static final Schema SCHEMA = Schema.of("A project's quota.", PROJECT, LIMIT, USED, FREE);

  @Override
  public String typeName() {
    return "ai_quota";
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public State read(Config config, Context<ControlPlane> context) {
    var id = config.get(PROJECT, context.client().project());
    try {
      var project =
          context.client().projects().getProject(GetProjectRequest.newBuilder().setId(id).build());
      var quota = project.getQuota();
      var used = project.getUsed();
      return config
          .toState()
          .with(PROJECT, project.getId())
          .with(LIMIT, view(quota.getGpu(), quota.getCpu()))
          .with(USED, view(used.getGpu(), used.getCpu()))
          .with(
              FREE,
              view(
                  Math.max(0, quota.getGpu() - used.getGpu()),
                  Math.max(0, quota.getCpu() - used.getCpu())));
    } catch (StatusRuntimeException e) {
      throw Refusal.of(e).toFailure("The quota cannot be read").causedBy(e);
    }
  }

  private static Nested view(int gpu, int cpu) {
    return QUOTA.blank().with(GPU, gpu).with(CPU, cpu);
  }
}
