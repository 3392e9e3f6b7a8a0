package dev.slipway.ai.app;

import static dev.slipway.provider.schema.Attributes.string;

import dev.slipway.ai.client.ControlPlane;
import dev.slipway.proto.v1.App;
import dev.slipway.proto.v1.StartAppRequest;
import dev.slipway.proto.v1.StopAppRequest;
import dev.slipway.provider.Action;
import dev.slipway.provider.Context;
import dev.slipway.provider.plan.Config;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Schema;
import java.util.List;

/**
 * {@code action "ai_app_start"}, {@code "ai_app_stop"} and {@code "ai_app_restart"}: done when the
 * app is where it is to be. An app whose {@code running} Terraform owns is put back by the next
 * apply; hand it over with {@code managed_outside}.
 */
public final class PowerAction implements Action<ControlPlane> {
  private static final Attribute<String> ID = string("id").required().doc("Id of the app.");

  /** One step on the way; each is safe to repeat. */
  private enum Step {
    STOP("stops"),
    START("starts");

    private final String verb;

    Step(String verb) {
      this.verb = verb;
    }

    private App ask(String id, ControlPlane client) {
      return switch (this) {
        case STOP -> client.apps().stopApp(StopAppRequest.newBuilder().setId(id).build());
        case START -> client.apps().startApp(StartAppRequest.newBuilder().setId(id).build());
      };
    }
  }

  private final String typeName;
  private final String doc;
  private final List<Step> steps;

  private PowerAction(String typeName, String doc, Step... steps) {
    this.typeName = typeName;
    this.doc = doc;
    this.steps = List.of(steps);
  }

  /** All three. */
  public static List<PowerAction> all() {
    return List.of(
        new PowerAction("ai_app_start", "Starts a stopped app.", Step.START),
        new PowerAction(
            "ai_app_stop", "Stops an app: no replicas and no cost; the address stays.", Step.STOP),
        new PowerAction(
            "ai_app_restart",
            "Stops an app and starts it again; nobody is served in between.",
            Step.STOP,
            Step.START));
  }

  @Override
  public String typeName() {
    return typeName;
  }

  @Override
  public Schema schema() {
    return Schema.of(doc, ID);
  }

  @Override
  public void plan(Config config, Context<ControlPlane> context) {
    if (config.isKnown(ID)) {
      var _ = Lookup.byId(config.get(ID), context);
    }
  }

  @Override
  public void invoke(Config config, Invocation<ControlPlane> invocation)
      throws InterruptedException {
    for (var step : steps) {
      var app =
          Patience.with(
              invocation,
              "%s: %s".formatted(typeName, config.get(ID)),
              () -> step.ask(config.get(ID), invocation.client()));
      invocation.progress("%s %s".formatted(app.getSpec().getName(), step.verb));
      var arrived = Arrival.ofApp(app, false, invocation);
      invocation.progress(
          "%s is %s".formatted(arrived.getSpec().getName(), arrived.getStatus().getState()));
    }
  }
}
