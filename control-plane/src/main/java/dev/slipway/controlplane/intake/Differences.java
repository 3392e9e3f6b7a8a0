package dev.slipway.controlplane.intake;

import dev.slipway.controlplane.app.App;
import dev.slipway.controlplane.app.AppSpec;
import dev.slipway.controlplane.app.Drift;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What of an app another spec changes, for its timeline. */
final class Differences {
  private Differences() {}

  /**
   * Such as {@code changes image, env, puts right Service hello}; the new value is told where it is
   * short and no secret.
   */
  static String between(App app, AppSpec fresh) {
    var changes = new ArrayList<String>();
    var fields = between(app.spec(), fresh);
    if (!fields.isEmpty()) {
      changes.add("changes " + String.join(", ", fields));
    }
    if (!app.drift().isEmpty()) {
      changes.add(
          "puts right " + app.drift().stream().map(Drift::place).collect(Collectors.joining(", ")));
    }
    return changes.isEmpty() ? "changes nothing" : String.join(", ", changes);
  }

  private static List<String> between(AppSpec old, AppSpec fresh) {
    var changed = new ArrayList<String>();
    note(changed, "image", old.image(), fresh.image(), fresh.image());
    note(changed, "command", old.command(), fresh.command());
    note(changed, "port", old.port(), fresh.port(), String.valueOf(fresh.port()));
    note(changed, "env", old.env(), fresh.env());
    note(changed, "secret_env", old.secretEnv(), fresh.secretEnv());
    note(changed, "labels", old.labels(), fresh.labels());
    note(
        changed,
        "resources",
        old.resources(),
        fresh.resources(),
        fresh.resources().units() + " × " + fresh.resources().flavor());
    note(changed, "scaling", old.scaling(), fresh.scaling(), replicas(fresh));
    note(changed, "readiness_probe", old.readinessProbe(), fresh.readinessProbe());
    note(changed, "liveness_probe", old.livenessProbe(), fresh.livenessProbe());
    note(changed, "rollout", old.rollout(), fresh.rollout());
    note(changed, "running", old.running(), fresh.running(), String.valueOf(fresh.running()));
    note(changed, "drift", old.drift(), fresh.drift(), policy(fresh));
    return changed;
  }

  private static String replicas(AppSpec spec) {
    int min = spec.scaling().min();
    int max = spec.scaling().max();
    return min == max
        ? min + (min == 1 ? " replica" : " replicas")
        : "%d to %d replicas".formatted(min, max);
  }

  private static String policy(AppSpec spec) {
    return spec.drift().name().toLowerCase(Locale.ROOT);
  }

  private static void note(
      List<String> changed, String field, @Nullable Object old, @Nullable Object fresh) {
    if (!Objects.equals(old, fresh)) {
      changed.add(field);
    }
  }

  private static void note(
      List<String> changed, String field, Object old, Object fresh, String value) {
    if (!old.equals(fresh)) {
      changed.add("%s to %s".formatted(field, value));
    }
  }
}
