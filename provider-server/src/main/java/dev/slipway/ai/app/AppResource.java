package dev.slipway.ai.app;

import static dev.slipway.provider.schema.Attributes.set;
import static dev.slipway.provider.schema.Attributes.string;
import static dev.slipway.provider.schema.Checks.every;
import static dev.slipway.provider.schema.Checks.oneOf;
import static dev.slipway.provider.schema.Kind.STRING;
import static dev.slipway.provider.schema.Rules.requires;

import dev.slipway.ai.client.ControlPlane;
import dev.slipway.ai.client.Refusal;
import dev.slipway.proto.v1.App;
import dev.slipway.proto.v1.CreateAppRequest;
import dev.slipway.proto.v1.DeleteAppRequest;
import dev.slipway.proto.v1.Drift;
import dev.slipway.proto.v1.GetAppRequest;
import dev.slipway.proto.v1.UpdateAppRequest;
import dev.slipway.provider.ApplyContext;
import dev.slipway.provider.Context;
import dev.slipway.provider.Identity;
import dev.slipway.provider.Resource;
import dev.slipway.provider.plan.Change;
import dev.slipway.provider.plan.Plan;
import dev.slipway.provider.plan.State;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Fields;
import dev.slipway.provider.schema.Schema;
import dev.slipway.provider.schema.Timeouts;
import dev.slipway.provider.schema.Timeouts.Operation;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** {@code ai_app}: an app that runs, is reachable and stays so. */
public final class AppResource implements Resource<ControlPlane> {
  /** Private: the generation that state speaks of, which an update names. */
  private static final String GENERATION = "generation";

  /**
   * Private: its create did not end well, so Terraform replaces it. It stays unclaimed, or its own
   * replacement would find the name taken.
   */
  private static final String UNFINISHED = "unfinished";

  static final Attribute<String> WAIT_FOR =
      string("wait_for")
          .optional()
          .defaultsTo("running")
          .check(oneOf("running", "accepted"))
          .doc("When an apply is done: `running`, or as soon as the control plane has `accepted`.");
  static final Attribute<String> ON_QUEUE =
      string("on_queue")
          .optional()
          .defaultsTo("wait")
          .check(oneOf("wait", "fail"))
          .doc(
              "Where quota or capacity is short: `wait` for it until the timeout, or `fail` at once.");
  static final Attribute<Set<String>> MANAGED_OUTSIDE =
      set("managed_outside", STRING)
          .optional()
          .defaultsTo(Set.of())
          .check(every(oneOf(Ownership.HANDED_OVER)))
          .doc(
              "Attributes that someone else changes, such as a release pipeline its `image`: set"
                  + " on create, never changed back.");

  private static final Schema SCHEMA =
      Schema.of(
              "An app: a container image that runs in replicas behind one stable address.",
              AppAttributes.NAME,
              AppAttributes.REGION,
              AppAttributes.IMAGE,
              AppAttributes.COMMAND,
              AppAttributes.PORT,
              AppAttributes.ENV,
              AppAttributes.SECRET_ENV,
              AppAttributes.SECRET_ENV_VERSION,
              AppAttributes.LABELS,
              AppAttributes.RESOURCES,
              AppAttributes.SCALING,
              AppAttributes.READINESS_PROBE,
              AppAttributes.LIVENESS_PROBE,
              AppAttributes.ROLLOUT,
              AppAttributes.RUNNING,
              AppAttributes.DRIFT,
              WAIT_FOR,
              ON_QUEUE,
              MANAGED_OUTSIDE,
              AppAttributes.ID,
              AppAttributes.URL,
              AppAttributes.STATE,
              AppAttributes.REVISION,
              AppAttributes.IMAGE_DIGEST,
              AppAttributes.AVAILABLE_REPLICAS,
              AppAttributes.HOURLY_PRICE,
              AppAttributes.CHANGED_OUTSIDE)
          .rules(requires(AppAttributes.SECRET_ENV, AppAttributes.SECRET_ENV_VERSION))
          .timeouts(
              Timeouts.create(Duration.ofMinutes(20))
                  .and(Operation.UPDATE, Duration.ofMinutes(20))
                  .and(Operation.DELETE, Duration.ofMinutes(5)));

  @Override
  public String typeName() {
    return "ai_app";
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public Plan plan(Change change, Context<ControlPlane> context) {
    var plan = Ownership.handedOver(new Change(change.prior(), Drifted.putRight(change)));
    if (new Change(change.prior(), plan).changesAnything()) {
      plan = Regions.decided(change, plan, context.client().region());
      return PlanCheck.checked(new Change(change.prior(), plan), context);
    }
    return plan;
  }

  @Override
  public State create(Plan plan, ApplyContext<ControlPlane> context) throws Exception {
    var request =
        CreateAppRequest.newBuilder()
            .setProject(context.client().project())
            .setSpec(Specs.known(plan).spec())
            .setRequestId(UUID.randomUUID().toString())
            .setAdoptUnclaimed(true)
            .build();
    var app =
        Patience.with(
            context,
            "create " + plan.get(AppAttributes.NAME),
            () -> context.client().apps().createApp(request).getApp());
    context.checkpoint(remembered(plan.toState(), app, List.of()).withPrivate(UNFINISHED, "true"));
    return arrived(plan, app, context);
  }

  @Override
  public Optional<State> read(State state, Context<ControlPlane> context) {
    var request =
        GetAppRequest.newBuilder()
            .setId(state.get(AppAttributes.ID))
            .setClaim(state.privateData().find(UNFINISHED).isEmpty())
            .build();
    try {
      var app = context.client().apps().getApp(request);
      var drift = Drifted.of(app, managedOutside(state));
      Drifted.warn(app, drift, context);
      return Optional.of(remembered(state, app, drift));
    } catch (StatusRuntimeException e) {
      var refusal = Refusal.of(e);
      if (refusal.isNotFound()) {
        return Optional.empty();
      }
      throw refusal.toFailure("The app cannot be read").causedBy(e);
    }
  }

  @Override
  public State update(State prior, Plan plan, ApplyContext<ControlPlane> context) throws Exception {
    if (!Ownership.changesApp(new Change(Optional.of(prior), plan))) {
      return plan.toState();
    }
    boolean withSecrets =
        !prior
            .raw(AppAttributes.SECRET_ENV_VERSION)
            .equals(plan.raw(AppAttributes.SECRET_ENV_VERSION));
    var request =
        UpdateAppRequest.newBuilder()
            .setId(prior.get(AppAttributes.ID))
            .setSpec(Specs.known(plan).spec())
            .setExpectedGeneration(generation(prior))
            .setUpdateMask(Specs.mask(plan.get(MANAGED_OUTSIDE), withSecrets))
            .build();
    var app =
        Patience.with(
            context,
            "update " + plan.get(AppAttributes.NAME),
            () -> context.client().apps().updateApp(request).getApp());
    context.checkpoint(remembered(plan.toState(), app, List.of()));
    return arrived(plan, app, context);
  }

  @Override
  public void delete(State state, Context<ControlPlane> context) throws Exception {
    var id = state.get(AppAttributes.ID);
    try {
      var deleting =
          Patience.with(
              context,
              "delete " + state.get(AppAttributes.NAME),
              () ->
                  context
                      .client()
                      .apps()
                      .deleteApp(DeleteAppRequest.newBuilder().setId(id).build()));
      Arrival.ofDeletion(deleting, context);
    } catch (StatusRuntimeException e) {
      var refusal = Refusal.of(e);
      if (!refusal.isNotFound()) {
        throw refusal.toFailure("The app cannot be deleted").causedBy(e);
      }
    }
  }

  @Override
  public State importState(String id, State blank, Context<ControlPlane> context) {
    return blank.with(AppAttributes.ID, Lookup.byImportId(id, context).getId());
  }

  @Override
  public Identity identity() {
    return Identity.of(AppAttributes.ID);
  }

  /** Waits as the user wants, and says what there is then. */
  private static State arrived(Plan plan, App accepted, ApplyContext<ControlPlane> context)
      throws InterruptedException {
    var app =
        plan.get(WAIT_FOR).equals("accepted")
            ? accepted
            : Arrival.ofApp(accepted, plan.get(ON_QUEUE).equals("fail"), context);
    return remembered(plan.toState(), app, List.of()).withoutPrivate(UNFINISHED);
  }

  private static State remembered(State state, App app, List<Drift> drift) {
    return Specs.state(state, app, drift)
        .withPrivate(GENERATION, Long.toString(app.getGeneration()));
  }

  static long generation(State state) {
    return state.privateData().find(GENERATION).map(Long::parseLong).orElse(0L);
  }

  /** Attributes that only this provider knows of; a change of them alone changes no app. */
  static List<Attribute<?>> clientOnly() {
    return List.of(WAIT_FOR, ON_QUEUE, MANAGED_OUTSIDE);
  }

  static boolean isManagedOutside(Fields object, Attribute<?> attribute) {
    return managedOutside(object).contains(attribute.name());
  }

  private static Set<String> managedOutside(Fields object) {
    return object.isKnown(MANAGED_OUTSIDE) ? object.get(MANAGED_OUTSIDE, Set.of()) : Set.of();
  }
}
