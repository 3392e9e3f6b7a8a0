package dev.slipway.provider.schema;

import dev.slipway.provider.value.Path;
import dev.slipway.provider.value.Type;
import dev.slipway.provider.value.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The kind of an object: its attributes and the rules between them. Read as {@link Nested}, or as a
 * record of the author's once {@link #as} says how:
 *
 * <pre>{@code
 * record Probe(String path, Duration period) {
 *   static final Attribute<String> PATH = string("path").required();
 *   static final Attribute<Duration> PERIOD = duration("period").optional().defaultsTo(ofSeconds(10));
 *
 *   static final Shape<Probe> SHAPE =
 *       Shape.of(PATH, PERIOD)
 *           .as(
 *               object -> new Probe(object.get(PATH), object.get(PERIOD)),
 *               (probe, object) -> object.with(PATH, probe.path()).with(PERIOD, probe.period()));
 * }
 * }</pre>
 *
 * @param <T> what an object of this shape is in Java
 */
public final class Shape<T> implements Kind<T> {

  private final Map<String, Attribute<?>> attributes;
  private final List<Rule> rules;
  private final Function<Nested, T> reader;
  private final BiFunction<T, Nested, Nested> writer;
  private final Type type;

  private Shape(
      Map<String, Attribute<?>> attributes,
      List<Rule> rules,
      Function<Nested, T> reader,
      BiFunction<T, Nested, Nested> writer) {
    this.attributes = attributes;
    this.rules = rules;
    this.reader = reader;
    this.writer = writer;
    var types = new TreeMap<String, Type>();
    attributes.forEach((name, attribute) -> types.put(name, attribute.kind().type()));
    this.type = Type.object(types);
  }

  /**
   * An object with these attributes, read as {@link Nested}.
   *
   * @throws IllegalArgumentException two attributes of one name
   */
  public static Shape<Nested> of(Attribute<?>... attributes) {
    return of(List.of(attributes));
  }

  static Shape<Nested> of(List<? extends Attribute<?>> attributes) {
    var byName = new LinkedHashMap<String, Attribute<?>>();
    for (var attribute : attributes) {
      if (byName.putIfAbsent(attribute.name(), attribute) != null) {
        throw new IllegalArgumentException(
            "two attributes are named \"%s\"".formatted(attribute.name()));
      }
    }
    return new Shape<>(
        Collections.unmodifiableMap(byName), List.of(), Function.identity(), (nested, _) -> nested);
  }

  /**
   * The same attributes, read into and written from a type of the author's.
   *
   * @param read makes the value; may throw what {@link Fields#get} throws
   * @param write fills a blank object from the value
   */
  public <R> Shape<R> as(Function<Nested, R> read, BiFunction<R, Nested, Nested> write) {
    return new Shape<>(attributes, rules, read, write);
  }

  /** The same shape with these rules between its attributes, after those it has. */
  public Shape<T> rules(Rule... more) {
    var all = new ArrayList<>(rules);
    for (var rule : more) {
      rule.attributes().forEach(this::require);
      all.add(rule);
    }
    return new Shape<>(attributes, List.copyOf(all), reader, writer);
  }

  /** An object of this shape in which there is nothing: attributes are null, blocks absent. */
  public Nested blank() {
    var nothing = new TreeMap<String, Value>();
    attributes.forEach((name, attribute) -> nothing.put(name, attribute.absent()));
    return Nested.of(this, Value.object(nothing), Path.ROOT);
  }

  /** In the order they were given. */
  public Collection<Attribute<?>> attributes() {
    return attributes.values();
  }

  public List<Rule> rules() {
    return rules;
  }

  @Override
  public Type type() {
    return type;
  }

  @Override
  public Value encode(T value) {
    return writer.apply(value, blank()).object();
  }

  @Override
  public T decode(Value value, Path path) {
    return reader.apply(view(value, path));
  }

  /** The object as it is, whatever {@link #as} says. */
  public Nested view(Value value, Path path) {
    if (!value.isKnown()) {
      throw new UnknownValueException(path);
    }
    if (value.isNull()) {
      throw new NullValueException(path);
    }
    return Nested.of(this, (Value.ObjectOf) value, path);
  }

  /** Refuses handles of other shapes, which would read or write something else. */
  void require(Attribute<?> attribute) {
    var own = attributes.get(attribute.name());
    if (own == null) {
      throw new IllegalArgumentException(
          "no attribute \"%s\" here, only %s".formatted(attribute.name(), attributes.keySet()));
    }
    if (own != attribute && !own.kind().type().equals(attribute.kind().type())) {
      throw new IllegalArgumentException(
          "attribute \"%s\" is %s here, not %s"
              .formatted(attribute.name(), own.kind().type(), attribute.kind().type()));
    }
  }
}
