package dev.slipway.provider.schema;

import dev.slipway.provider.value.Path;
import dev.slipway.provider.value.Value;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An object within an object, read and written through the handles of its {@link Shape}. Immutable;
 * equal to another of the same content.
 */
public final class Nested implements Fields {

  private final Shape<?> shape;
  private final Value.ObjectOf object;
  private final Path path;

  private Nested(Shape<?> shape, Value.ObjectOf object, Path path) {
    this.shape = shape;
    this.object = object;
    this.path = path;
  }

  /**
   * A view on an object of this shape.
   *
   * @param path where it stands, for messages
   */
  public static Nested of(Shape<?> shape, Value.ObjectOf object, Path path) {
    return new Nested(shape, object, path);
  }

  /** The same object with this value. */
  public <T> Nested with(Attribute<T> attribute, T value) {
    return withRaw(attribute, attribute.kind().encode(value));
  }

  /** The same object with this value, or null where it is empty; of a block, nothing. */
  public <T> Nested with(Attribute<T> attribute, Optional<? extends T> value) {
    return withRaw(
        attribute, value.<Value>map(attribute.kind()::encode).orElseGet(attribute::absent));
  }

  /** The same object with null in this place; of a block, with nothing. */
  public Nested withNull(Attribute<?> attribute) {
    return withRaw(attribute, attribute.absent());
  }

  /**
   * The same object with a value as Terraform holds it.
   *
   * @throws IllegalArgumentException not of the attribute's type, or the attribute is write-only
   *     and the value not null, or null for a block that cannot be
   */
  public Nested withRaw(Attribute<?> attribute, Value value) {
    shape.require(attribute);
    if (attribute.isWriteOnly() && !value.isNull()) {
      throw new IllegalArgumentException(
          "%s is write-only: it is never stored".formatted(pathOf(attribute)));
    }
    if (value.isNull() && !attribute.absent().isNull()) {
      throw new IllegalArgumentException(
          "%s is a block, which is never null; without content it is %s"
              .formatted(pathOf(attribute), attribute.absent()));
    }
    attribute
        .kind()
        .type()
        .mismatch(value)
        .ifPresent(mismatch -> {
          throw new IllegalArgumentException(
              "%s does not fit: %s".formatted(pathOf(attribute), mismatch));
        });
    return new Nested(shape, object.with(attribute.name(), value), path);
  }

  @Override
  public Value raw(Attribute<?> attribute) {
    shape.require(attribute);
    return object.attribute(attribute.name());
  }

  @Override
  public Path pathOf(Attribute<?> attribute) {
    return attribute.in(path);
  }

  /** The whole object as Terraform holds it. */
  public Value.ObjectOf object() {
    return object;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Nested that && object.equals(that.object);
  }

  @Override
  public int hashCode() {
    return object.hashCode();
  }

  /** Names only: values may be secret. */
  @Override
  public String toString() {
    return path + object.attributes().keySet().toString();
  }
}
