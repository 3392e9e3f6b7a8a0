package dev.slipway.provider.test;

import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Kind;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.schema.Timeouts;
import dev.slipway.provider.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a user writes: some attributes of a block or a nested object; the others are left out.
 * Immutable. {@link Configurations} begins one.
 */
public final class Configuration {

  static final Configuration NOTHING = new Configuration(Map.of());

  private final Map<String, Part> parts;

  private Configuration(Map<String, Part> parts) {
    this.parts = parts;
  }

  /** What stands behind one name. */
  private sealed interface Part {
    record Plain(Value value) implements Part {}

    record Objects(List<Configuration> objects) implements Part {}

    record Entries(Map<String, Configuration> entries) implements Part {}
  }

  /** The same with this value. */
  public <T> Configuration with(Attribute<T> attribute, T value) {
    return withRaw(attribute, attribute.kind().encode(value));
  }

  /** The same with a nested object, or with a list or set of these. */
  public Configuration with(Attribute<?> attribute, Configuration first, Configuration... more) {
    var objects = new ArrayList<Configuration>();
    objects.add(first);
    objects.addAll(List.of(more));
    return with(attribute.name(), new Part.Objects(List.copyOf(objects)));
  }

  /** The same with one more nested object in a map of them. */
  public Configuration withEntry(Attribute<?> attribute, String key, Configuration object) {
    var entries = new TreeMap<String, Configuration>();
    if (parts.get(attribute.name()) instanceof Part.Entries(var before)) {
      entries.putAll(before);
    }
    entries.put(key, object);
    return with(attribute.name(), new Part.Entries(Collections.unmodifiableMap(entries)));
  }

  /** The same with a value that only the apply will tell. */
  public Configuration withUnknown(Attribute<?> attribute) {
    return withRaw(attribute, Value.unknown());
  }

  /** The same with a value as the user spells it, for what Terraform holds as text: {@code 60s}. */
  public Configuration withText(Attribute<?> attribute, String text) {
    return withRaw(attribute, Value.text(text));
  }

  /** The same with a value as Terraform holds it. */
  public Configuration withRaw(Attribute<?> attribute, Value value) {
    return with(attribute.name(), new Part.Plain(value));
  }

  /** The same with a limit in {@code timeouts}. */
  public Configuration withTimeout(Timeouts.Operation operation, Duration limit) {
    var timeouts = new TreeMap<String, Value>();
    if (parts.get("timeouts") instanceof Part.Plain(var before)) {
      timeouts.putAll(before.entries());
    }
    timeouts.put(operation.name().toLowerCase(Locale.ROOT), Kind.DURATION.encode(limit));
    return with("timeouts", new Part.Plain(Value.object(timeouts)));
  }

  /** The same without this attribute. */
  public Configuration without(Attribute<?> attribute) {
    var fewer = new LinkedHashMap<>(parts);
    fewer.remove(attribute.name());
    return new Configuration(Collections.unmodifiableMap(fewer));
  }

  private Configuration with(String name, Part part) {
    var more = new LinkedHashMap<>(parts);
    more.put(name, part);
    return new Configuration(Collections.unmodifiableMap(more));
  }

  /** What is given of an object. */
  static Configuration of(Value.ObjectOf object) {
    var parts = new LinkedHashMap<String, Part>();
    object
        .attributes()
        .forEach((name, value) -> {
          if (!value.isNull()) {
            parts.put(name, new Part.Plain(value));
          }
        });
    return new Configuration(Collections.unmodifiableMap(parts));
  }

  /**
   * As an object of a shape.
   *
   * @param what whose configuration it is, for messages
   * @throws IllegalArgumentException the shape has no such attribute, or one of another type
   */
  Value.ObjectOf in(Shape<?> shape, String what) {
    var object = object(shape, what);
    shape
        .type()
        .mismatch(object)
        .ifPresent(mismatch -> {
          throw new IllegalArgumentException(
              "This is no configuration of %s: %s".formatted(what, mismatch));
        });
    return object;
  }

  private Value.ObjectOf object(Shape<?> shape, String what) {
    var object = shape.blank().object();
    for (var part : parts.entrySet()) {
      var name = part.getKey();
      var attribute =
          shape.attributes().stream()
              .filter(each -> each.name().equals(name))
              .findFirst()
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "%s has no attribute \"%s\", only %s"
                          .formatted(what, name, shape.attributes())));
      object = object.with(name, value(attribute, part.getValue(), what + "." + name));
    }
    return object;
  }

  private static Value value(Attribute<?> attribute, Part part, String what) {
    return switch (part) {
      case Part.Plain(var value) -> complete(attribute.kind(), value);
      case Part.Objects(var objects) -> nested(attribute.kind(), objects, what);
      case Part.Entries(var entries) -> {
        if (!(attribute.kind() instanceof Kind.MapOf<?>(Shape<?> shape))) {
          throw new IllegalArgumentException(what + " is no map of objects");
        }
        var values = new TreeMap<String, Value>();
        entries.forEach((key, each) -> values.put(key, each.object(shape, what)));
        yield Value.map(values);
      }
    };
  }

  /** An object may be given in part. */
  private static Value complete(Kind<?> kind, Value value) {
    if (!(kind instanceof Shape<?> shape) || !(value instanceof Value.ObjectOf(var given))) {
      return value;
    }
    var object = shape.blank().object();
    for (var part : given.entrySet()) {
      object = object.with(part.getKey(), part.getValue());
    }
    return object;
  }

  private static Value nested(Kind<?> kind, List<Configuration> objects, String what) {
    return switch (kind) {
      case Shape<?> shape when objects.size() == 1 -> objects.getFirst().object(shape, what);
      case Kind.ListOf<?>(Shape<?> shape) ->
          Value.list(objects.stream().map(each -> each.object(shape, what)).toList());
      case Kind.SetOf<?>(Shape<?> shape) ->
          Value.set(objects.stream().map(each -> each.object(shape, what)).toList());
      case Kind<?> _ ->
          throw new IllegalArgumentException(
              "%s does not take %d objects".formatted(what, objects.size()));
    };
  }

  /** Names only: values may be secret. */
  @Override
  public String toString() {
    return "Configuration" + parts.keySet();
  }
}
