package dev.slipway.controlplane.runtime.kubernetes;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.slipway.controlplane.runtime.Drift;
import io.kubernetes.client.custom.Quantity;
import io.kubernetes.client.custom.QuantityFormatException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What others have changed in an object that was applied. Only fields that are applied count, and
 * of these only those that Kubernetes no longer ascribes to us: what it, or an admission webhook,
 * made of our own writing is nobody's change.
 */
final class Drifts {
  private static final int LONGEST_VALUE = 200;

  /** Lists whose items are told apart by these fields. Every other list is one value. */
  private static final Map<String, List<String>> KEYS =
      Map.of(
          "containers", List.of("name"),
          "env", List.of("name"),
          "ports", List.of("containerPort", "port"),
          "topologySpreadConstraints", List.of("topologyKey"));

  /** Mappings that are one value. */
  private static final Set<String> WHOLE = Set.of("nodeSelector", "selector");

  /** Written by the driver alone, and of no consequence to the app. */
  private static final Set<String> BOOKKEEPING = Set.of("apiVersion", "kind", "annotations");

  /** What is the spec's own of the variables, where its value stands: secret ones have none. */
  private static final String VARIABLE =
      ".*containers\\[app]\\.env\\[((?!PORT]|SLIPWAY_).+)](\\.value)?";

  private static final List<Map.Entry<Pattern, String>> SPEC_FIELDS =
      List.of(
          field("spec\\.replicas", "scaling.fixed.replicas"),
          field("spec\\.minReplicas", "scaling.automatic.min"),
          field("spec\\.maxReplicas", "scaling.automatic.max"),
          field("spec\\.metrics.*", "scaling.automatic.target"),
          field("spec\\.behavior\\.scaleDown.*", "scaling.automatic.scale_down_window"),
          field("spec\\.behavior\\.scaleUp.*", "scaling.automatic.scale_up_window"),
          field(".*containers\\[app]\\.image", "image"),
          field(VARIABLE, "env[$1]"),
          field(".*containers\\[app]\\.command", "command"),
          field(".*containers\\[app]\\.ports.*", "port"),
          field(".*containers\\[app]\\.resources.*", "resources"),
          field(".*\\.readinessProbe\\.httpGet\\.(path|port)", "readiness_probe.$1"),
          field(".*\\.livenessProbe\\.httpGet\\.(path|port)", "liveness_probe.$1"),
          field(".*\\.readinessProbe.*", "readiness_probe"),
          field(".*\\.livenessProbe.*", "liveness_probe"),
          field(".*\\.rollingUpdate\\.maxSurge", "rollout.max_surge"),
          field(".*\\.rollingUpdate\\.maxUnavailable", "rollout.max_unavailable"),
          field("spec\\.(strategy|progressDeadlineSeconds).*", "rollout"),
          field(".*terminationGracePeriodSeconds", "rollout.termination_grace"));

  private final Live live;
  private final Managers managers;
  private final Instant now;
  private final List<Drift> found = new ArrayList<>();

  private Drifts(Live live, Instant now) {
    this.live = live;
    this.managers = Managers.of(live.meta());
    this.now = now;
  }

  private static Map.Entry<Pattern, String> field(String path, String specField) {
    return Map.entry(Pattern.compile(path), specField);
  }

  static List<Drift> between(Manifest wanted, Live live, Instant now) {
    var drifts = new Drifts(live, now);
    // A secret cannot be changed, only taken away.
    if (wanted.ref().kind() != Kind.SECRET) {
      drifts.compare(FieldPath.ROOT, wanted.body(), live.body());
    }
    return drifts.found;
  }

  /** The object is gone, and nobody says who took it. */
  static Drift gone(Ref ref, Instant now) {
    return new Drift(title(ref), "", "", ref.toString(), "", "", now);
  }

  /** Nobody scales to nothing but by hand, and the autoscaler does not look at it any more. */
  static Drift scaledToNothing(Live live, int wanted, Instant now) {
    var drifts = new Drifts(live, now);
    drifts.add(
        FieldPath.ROOT.field("spec").field("replicas"),
        new JsonPrimitive(wanted),
        new JsonPrimitive(0));
    return drifts.found.getFirst();
  }

  private void compare(FieldPath path, JsonObject wanted, JsonObject actual) {
    for (var entry : wanted.entrySet()) {
      var name = entry.getKey();
      if (BOOKKEEPING.contains(name)) {
        continue;
      }
      compare(path.field(name), name, entry.getValue(), actual.get(name));
    }
  }

  private void compare(
      FieldPath path, String name, JsonElement wanted, @Nullable JsonElement actual) {
    var keys = KEYS.get(name);
    if (wanted instanceof JsonObject fields
        && !WHOLE.contains(name)
        && actual instanceof JsonObject others) {
      compare(path, fields, others);
    } else if (wanted instanceof JsonArray items
        && keys != null
        && actual instanceof JsonArray others) {
      for (var item : items) {
        var body = item.getAsJsonObject();
        compareItem(path.item(nameOf(body, keys), body), body, others, keys);
      }
    } else if (!same(wanted, actual) && !managers.owns(Labels.MANAGER, path)) {
      add(path, wanted, actual);
    }
  }

  private void compareItem(FieldPath path, JsonObject wanted, JsonArray others, List<String> keys) {
    for (var other : others) {
      if (other instanceof JsonObject body && nameOf(body, keys).equals(nameOf(wanted, keys))) {
        compare(path, wanted, body);
        return;
      }
    }
    if (!managers.owns(Labels.MANAGER, path)) {
      add(path, wanted, null);
    }
  }

  private static String nameOf(JsonObject item, List<String> keys) {
    return keys.stream()
        .map(item::get)
        .filter(Objects::nonNull)
        .map(JsonElement::getAsString)
        .findFirst()
        .orElse("");
  }

  /** Whatever Kubernetes adds to a value by itself makes no difference. */
  private static boolean same(JsonElement wanted, @Nullable JsonElement actual) {
    return switch (wanted) {
      case JsonPrimitive value ->
          actual instanceof JsonPrimitive other
              && (value.equals(other) || sameAmount(value, other));
      case JsonArray items ->
          actual instanceof JsonArray others
              && items.size() == others.size()
              && IntStream.range(0, items.size()).allMatch(i -> same(items.get(i), others.get(i)));
      case JsonObject fields ->
          actual instanceof JsonObject others
              && fields.entrySet().stream()
                  .allMatch(field -> same(field.getValue(), others.get(field.getKey())));
      case JsonNull _ -> actual == null || actual.isJsonNull();
      default -> throw new IllegalArgumentException("no JSON: " + wanted);
    };
  }

  /** {@code 1000m} is {@code 1}. */
  private static boolean sameAmount(JsonPrimitive one, JsonPrimitive other) {
    try {
      return new Quantity(one.getAsString())
              .getNumber()
              .compareTo(new Quantity(other.getAsString()).getNumber())
          == 0;
    } catch (QuantityFormatException | NumberFormatException notAmounts) {
      return false;
    }
  }

  private void add(FieldPath path, JsonElement wanted, @Nullable JsonElement actual) {
    var manager = managers.lastOther(path);
    var text = path.toString();
    found.add(
        new Drift(
            title(live.ref()),
            text,
            specField(text),
            text(wanted),
            actual == null ? "" : text(actual),
            manager.map(Managers.Manager::name).orElse(""),
            // Of changes by way of the scale subresource Kubernetes notes no time.
            manager.map(Managers.Manager::time).filter(Instant.EPOCH::isBefore).orElse(now)));
  }

  /** The field of the app's spec that a field of an object is made from; empty: none. */
  static String specField(String path) {
    return SPEC_FIELDS.stream()
        .filter(entry -> entry.getKey().matcher(path).matches())
        .map(entry -> entry.getKey().matcher(path).replaceFirst(entry.getValue()))
        .findFirst()
        .orElse("");
  }

  private static String title(Ref ref) {
    return ref.kind().title() + " " + ref.name();
  }

  private static String text(JsonElement value) {
    var text =
        value instanceof JsonPrimitive primitive ? primitive.getAsString() : value.toString();
    return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "…";
  }
}
