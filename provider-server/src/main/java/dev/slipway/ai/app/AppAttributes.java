package dev.slipway.ai.app;

import static dev.slipway.provider.schema.Attributes.bool;
import static dev.slipway.provider.schema.Attributes.int32;
import static dev.slipway.provider.schema.Attributes.int64;
import static dev.slipway.provider.schema.Attributes.list;
import static dev.slipway.provider.schema.Attributes.map;
import static dev.slipway.provider.schema.Attributes.object;
import static dev.slipway.provider.schema.Attributes.string;
import static dev.slipway.provider.schema.Checks.oneOf;
import static dev.slipway.provider.schema.Kind.STRING;

import dev.slipway.proto.v1.Drift;
import dev.slipway.proto.v1.Price;
import dev.slipway.proto.v1.Probe;
import dev.slipway.proto.v1.Resources;
import dev.slipway.proto.v1.Rollout;
import dev.slipway.proto.v1.Scaling;
import dev.slipway.provider.schema.Attribute;
import java.util.List;
import java.util.Map;

/** The attributes of an app, for the resource and, as computed ones, for the data sources. */
final class AppAttributes {
  static final Attribute<String> NAME =
      string("name")
          .required()
          .requiresReplace()
          .doc("Unique in its project and region: lower-case letters, digits and hyphens.");
  static final Attribute<String> REGION =
      string("region")
          .optional()
          .computed()
          .stable()
          .requiresReplace()
          .doc("Where the app runs. The provider's region, else the default one, when left out.");
  static final Attribute<String> IMAGE =
      string("image")
          .required()
          .doc("Container image with a tag or digest. A tag is pinned when a revision is made.");
  static final Attribute<List<String>> COMMAND =
      list("command", STRING)
          .optional()
          .defaultsTo(List.of())
          .doc("Replaces the image's own command.");
  static final Attribute<Integer> PORT =
      int32("port").optional().defaultsTo(8080).doc("The HTTP port that the app listens on.");
  static final Attribute<Map<String, String>> ENV =
      map("env", STRING)
          .optional()
          .defaultsTo(Map.of())
          .doc("Environment variables. Shown in plans; secrets belong into `secret_env_wo`.");
  static final Attribute<Map<String, String>> SECRET_ENV =
      map("secret_env_wo", STRING)
          .optional()
          .writeOnly()
          .sensitive()
          .doc(
              "Secret environment variables: never in plan, state or logs. Raise"
                  + " `secret_env_wo_version` to send changed ones.");
  static final Attribute<Long> SECRET_ENV_VERSION =
      int64("secret_env_wo_version")
          .optional()
          .doc("A new number says that `secret_env_wo` has changed.");
  static final Attribute<Map<String, String>> LABELS =
      map("labels", STRING)
          .optional()
          .defaultsTo(Map.of())
          .doc("Labels to find apps by. Prefixes `slipway/` and `ovh/` are reserved.");
  static final Attribute<Resources> RESOURCES =
      object("resources", ResourcesShape.SHAPE)
          .optional()
          .computed()
          .doc(
              "What one replica gets. One unit of the default CPU flavor when left out from the"
                  + " start; left out later, it stays as it is.");
  static final Attribute<Scaling> SCALING =
      object("scaling", ScalingShape.SHAPE)
          .optional()
          .defaultsTo(ScalingShape.ONE_REPLICA)
          .doc("How many replicas there are. One when left out.");
  static final Attribute<Probe> READINESS_PROBE =
      object("readiness_probe", ProbeShape.SHAPE)
          .optional()
          .doc(
              "A replica gets requests while this succeeds. Without it: once its port accepts"
                  + " connections.");
  static final Attribute<Probe> LIVENESS_PROBE =
      object("liveness_probe", ProbeShape.SHAPE)
          .optional()
          .doc("A replica is started anew when this fails. Without it: when it exits.");
  static final Attribute<Rollout> ROLLOUT =
      object("rollout", RolloutShape.SHAPE)
          .optional()
          .defaultsTo(RolloutShape.DEFAULT)
          .doc("How a new revision replaces an old one.");
  static final Attribute<Boolean> RUNNING =
      bool("running")
          .optional()
          .defaultsTo(true)
          .doc("`false` stops the app: no replicas and no cost; the address stays.");
  static final Attribute<String> DRIFT =
      string("drift")
          .optional()
          .defaultsTo("enforce")
          .check(oneOf("enforce", "report"))
          .doc(
              "What becomes of changes that others make to the app's objects in a cluster: `enforce`"
                  + " reverts them at once; `report` shows them in plans, and the next apply puts"
                  + " them right. With Docker they are always reverted.");

  static final Attribute<String> ID =
      string("id").computed().stable().doc("Given by the control plane.");
  static final Attribute<String> URL =
      string("url").computed().stable().doc("Where the app answers; the same for its whole life.");
  static final Attribute<String> STATE =
      string("state").computed().doc("Such as `QUEUED`, `SCALING`, `RUNNING` or `STOPPED`.");
  static final Attribute<Long> REVISION =
      int64("revision").computed().doc("Number of the latest accepted revision.");
  static final Attribute<String> IMAGE_DIGEST =
      string("image_digest").computed().doc("Digest that the image's tag was pinned to.");
  static final Attribute<Integer> AVAILABLE_REPLICAS =
      int32("available_replicas").computed().doc("Replicas that are ready.");
  static final Attribute<Price> HOURLY_PRICE =
      object("hourly_price", PriceShape.SHAPE).computed().doc("Price of an hour.");
  static final Attribute<List<Drift>> CHANGED_OUTSIDE =
      list("changed_outside", DriftShape.SHAPE)
          .computed()
          .doc(
              "What others have changed in the runtime since the last apply, where `drift` is"
                  + " `report`; always empty after an apply.");

  private AppAttributes() {}
}
