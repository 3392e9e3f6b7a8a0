package dev.slipway.ai.app;

import static dev.slipway.provider.schema.Attributes.string;

import dev.slipway.proto.v1.App;
import dev.slipway.provider.plan.State;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Nested;
import dev.slipway.provider.schema.Shape;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What data sources show of an app. */
final class AppView {

  /** A computed attribute and where it comes from. */
  record Field<T>(Attribute<T> attribute, Function<App, Optional<T>> from) {
    State write(State state, App app) {
      return state.with(attribute, from.apply(app));
    }

    Nested write(Nested object, App app) {
      return object.with(attribute, from.apply(app));
    }
  }

  private static final Attribute<String> REASON =
      string("reason")
          .computed()
          .doc("Why it is in this state; empty where the state says it all.");

  static final List<Field<?>> FIELDS =
      List.of(
          spec(AppAttributes.IMAGE, app -> app.getSpec().getImage()),
          spec(AppAttributes.COMMAND, app -> List.copyOf(app.getSpec().getCommandList())),
          spec(AppAttributes.PORT, app -> app.getSpec().getPort()),
          spec(AppAttributes.ENV, app -> app.getSpec().getEnvMap()),
          spec(AppAttributes.LABELS, app -> app.getSpec().getLabelsMap()),
          spec(AppAttributes.RUNNING, app -> app.getSpec().getRunning()),
          spec(AppAttributes.URL, app -> app.getStatus().getUrl()),
          spec(AppAttributes.STATE, app -> app.getStatus().getState().name()),
          new Field<>(REASON, app -> Optional.of(app.getStatus().getReason())),
          spec(AppAttributes.REVISION, App::getRevision),
          spec(AppAttributes.IMAGE_DIGEST, app -> app.getStatus().getImageDigest()),
          spec(AppAttributes.AVAILABLE_REPLICAS, app -> app.getStatus().getAvailableReplicas()),
          spec(AppAttributes.HOURLY_PRICE, App::getPrice),
          spec(AppAttributes.CHANGED_OUTSIDE, app -> app.getStatus().getDriftList()));

  static final List<Attribute<?>> OTHERS =
      FIELDS.stream().<Attribute<?>>map(Field::attribute).toList();

  private static final Attribute<String> ID = string("id").computed().doc("Id of the app.");
  private static final Attribute<String> NAME = string("name").computed().doc("Name of the app.");
  private static final Attribute<String> REGION = string("region").computed().doc("Where it runs.");

  /** An app within a list. */
  static final Shape<App> SHAPE =
      Shape.of(
              Stream.concat(Stream.of(ID, NAME, REGION), OTHERS.stream())
                  .toArray(Attribute<?>[]::new))
          .as(AppView::unreadable, AppView::write);

  private AppView() {}

  private static Nested write(App app, Nested object) {
    object =
        object
            .with(ID, app.getId())
            .with(NAME, app.getSpec().getName())
            .with(REGION, app.getSpec().getRegion());
    for (var field : FIELDS) {
      object = field.write(object, app);
    }
    return object;
  }

  /** Nothing here reads a view back. */
  private static App unreadable(Nested object) {
    throw new IllegalStateException("a view of an app is only written: " + object);
  }

  private static <T> Field<T> spec(Attribute<T> attribute, Function<App, T> from) {
    return new Field<>(attribute.asComputed(), from.andThen(Optional::of));
  }
}
