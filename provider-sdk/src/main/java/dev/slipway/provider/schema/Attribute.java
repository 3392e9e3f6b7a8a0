package dev.slipway.provider.schema;

import dev.slipway.provider.diag.Located;
import dev.slipway.provider.value.Path;
import dev.slipway.provider.value.Value;
import java.util.List;
import java.util.Optional;

/**
 * A typed handle on an attribute, or on a {@link Block}: what it is called, what may stand there,
 * who sets it. {@link Attributes} makes them; objects are read and written through them.
 *
 * @param <T> its values in Java
 */
public abstract sealed class Attribute<T> implements Located permits Described {

  private final String name;
  private final Kind<T> kind;
  final Traits<T> traits;

  Attribute(String name, Kind<T> kind, Traits<T> traits) {
    this.name = name;
    this.kind = kind;
    this.traits = traits;
  }

  public final String name() {
    return name;
  }

  public final Kind<T> kind() {
    return kind;
  }

  /** Where it stands at the root of the object. */
  @Override
  public final Path path() {
    return in(Path.ROOT);
  }

  /** Where it stands within the object at a path, as in {@code MOUNT_PATH.in(VOLUMES.at(0))}. */
  public final Path in(Path parent) {
    return parent.attribute(name);
  }

  /** Where it stands within a nested object at the root. */
  public final Path in(Located parent) {
    return in(parent.path());
  }

  /** Where one element of this list stands, from zero. */
  public final Path at(int index) {
    return path().index(index);
  }

  /** Where one element of this map stands. */
  public final Path at(String key) {
    return path().key(key);
  }

  /**
   * A handle on an attribute of the same name and kind that only the provider sets: what a resource
   * takes, a data source gives. Objects of either schema are read through either handle.
   */
  public final ComputedAttribute<T> asComputed() {
    var copy = new Traits<T>();
    copy.computed = true;
    copy.doc = traits.doc;
    copy.sensitive = traits.sensitive;
    copy.deprecation = traits.deprecation;
    return new ComputedAttribute<>(name, kind, copy);
  }

  public final boolean isRequired() {
    return traits.required;
  }

  /** Whether a user may leave it out. */
  public final boolean isOptional() {
    return traits.optional;
  }

  /** Whether the provider may set it. */
  public final boolean isComputed() {
    return traits.computed;
  }

  /** Whether a computed value, once set, outlives updates. */
  public final boolean isStable() {
    return traits.stable;
  }

  public final boolean isSensitive() {
    return traits.sensitive;
  }

  /** Whether it stands in the configuration only, never in plan or state. */
  public final boolean isWriteOnly() {
    return traits.writeOnly;
  }

  /** Markdown; empty when there is none. */
  public final String doc() {
    return traits.doc;
  }

  /** What to use instead; empty when it is not deprecated. */
  public final String deprecation() {
    return traits.deprecation;
  }

  public final List<Check<? super T>> checks() {
    return traits.checks;
  }

  /** What it is when the user leaves it out. */
  public final Optional<T> fallback() {
    return Optional.ofNullable(traits.fallback);
  }

  /** What stands there where there is nothing: null, but for most blocks. */
  public Value absent() {
    return Value.ofNull();
  }

  /** Whether there is nothing in it, however that is written. */
  public final boolean isAbsent(Value value) {
    return value.isNull() || value.equals(absent());
  }

  public final Optional<ReplaceRule<T>> replaceRule() {
    return Optional.ofNullable(traits.replaceRule);
  }

  /** Whether {@link Configurable#sameIf} says when two values are the same. */
  final boolean hasSpellings() {
    return traits.sameness != null;
  }

  /**
   * Whether two known values that differ mean the same: two spellings of a duration, or what {@link
   * Configurable#sameIf} says.
   */
  public final boolean meansTheSame(Value one, Value other) {
    if (one.equals(other)) {
      return true;
    }
    if (one.isNull() || other.isNull() || !one.isWhollyKnown() || !other.isWhollyKnown()) {
      return false;
    }
    try {
      T mine = kind.decode(one, path());
      T its = kind.decode(other, path());
      return mine.equals(its) || (traits.sameness != null && traits.sameness.test(mine, its));
    } catch (UnfitValueException | NullValueException _) {
      return false;
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
