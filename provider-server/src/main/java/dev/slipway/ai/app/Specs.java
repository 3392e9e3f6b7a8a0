package dev.slipway.ai.app;

import com.google.protobuf.FieldMask;
import dev.slipway.proto.v1.App;
import dev.slipway.proto.v1.AppSpec;
import dev.slipway.proto.v1.Drift;
import dev.slipway.provider.plan.State;
import dev.slipway.provider.schema.Fields;
import dev.slipway.provider.schema.Reading;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Between attributes and what the control plane holds. */
final class Specs {
  private Specs() {}

  /**
   * The spec of these attributes, as far as they are known.
   *
   * @param unknown the fields left out because they are not known yet
   */
  record Known(AppSpec spec, Set<String> unknown) {}

  static Known known(Fields object) {
    var spec = AppSpec.newBuilder();
    var unknown = new TreeSet<String>();
    for (var field : SpecField.ALL) {
      put(field, object, spec, unknown);
    }
    return new Known(spec.build(), unknown);
  }

  private static <T> void put(
      SpecField<T> field, Fields object, AppSpec.Builder spec, Set<String> unknown) {
    switch (object.value(field.attribute())) {
      case Reading.Known<T>(var value) -> field.put().accept(spec, value);
      case Reading.Null<T>() -> {}
      case Reading.Unknown<T>() -> unknown.add(field.wire());
    }
  }

  /**
   * The fields that Terraform sets in an update.
   *
   * @param managedOutside names of attributes that others own
   * @param withSecrets whether the secrets are to be replaced
   */
  static FieldMask mask(Set<String> managedOutside, boolean withSecrets) {
    var mask = FieldMask.newBuilder();
    for (var field : SpecField.ALL) {
      if (!managedOutside.contains(field.attribute().name())
          && (withSecrets || !field.isSecret())) {
        mask.addPaths(field.wire());
      }
    }
    return mask.build();
  }

  /**
   * The state with everything that the control plane says of the app.
   *
   * @param drift what others have changed; it shows in the attributes that it contradicts
   */
  static State state(State state, App app, List<Drift> drift) {
    var actual = ActualSpec.of(app.getSpec(), drift);
    for (var field : SpecField.ALL) {
      state = take(field, state, actual);
    }
    var status = app.getStatus();
    return state
        .with(AppAttributes.ID, app.getId())
        .with(AppAttributes.URL, status.getUrl())
        .with(AppAttributes.STATE, status.getState().name())
        .with(AppAttributes.REVISION, app.getRevision())
        .with(AppAttributes.IMAGE_DIGEST, status.getImageDigest())
        .with(AppAttributes.AVAILABLE_REPLICAS, status.getAvailableReplicas())
        .with(AppAttributes.HOURLY_PRICE, app.getPrice())
        .with(AppAttributes.CHANGED_OUTSIDE, drift);
  }

  private static <T> State take(SpecField<T> field, State state, AppSpec spec) {
    if (field.isSecret()) {
      return state;
    }
    Optional<T> value = field.take().apply(spec);
    return state.with(field.attribute(), value);
  }
}
