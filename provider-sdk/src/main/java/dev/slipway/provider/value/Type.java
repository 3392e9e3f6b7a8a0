package dev.slipway.provider.value;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A Terraform type: what a {@link Value} at some place may be. Null and unknown fit every type.
 *
 * <p>{@code toString} prints Terraform's own notation, {@code list(object({name = string}))}, cut
 * where it grows long.
 *
 * <p>Switch over the subtypes first and over the constants of {@link Simple} within: a switch that
 * mixes constants with patterns takes tens of milliseconds to link when a provider starts.
 */
public sealed interface Type {

  static Type string() {
    return Simple.STRING;
  }

  static Type number() {
    return Simple.NUMBER;
  }

  static Type bool() {
    return Simple.BOOL;
  }

  /** Any type; the value brings its own, as {@link Value.Dynamic}. */
  static Type dynamic() {
    return Simple.DYNAMIC;
  }

  static Type list(Type element) {
    return new ListOf(element);
  }

  static Type set(Type element) {
    return new SetOf(element);
  }

  static Type map(Type element) {
    return new MapOf(element);
  }

  static Type tuple(Type... elements) {
    return new TupleOf(List.of(elements));
  }

  static Type tuple(List<Type> elements) {
    return new TupleOf(elements);
  }

  static Type object(Map<String, Type> attributes) {
    return new ObjectOf(new TreeMap<>(attributes), Collections.emptySortedSet());
  }

  /**
   * An object type some of whose attributes a caller may leave out. Values still hold all of them.
   *
   * @throws IllegalArgumentException an optional name is no attribute
   */
  static Type object(Map<String, Type> attributes, Set<String> optional) {
    return new ObjectOf(new TreeMap<>(attributes), new TreeSet<>(optional));
  }

  /**
   * The type of a value. What is null, unknown or empty does not tell its own: there it is any
   * type.
   *
   * @throws IllegalArgumentException elements of one collection are of several types
   */
  static Type of(Value value) {
    return Inference.typeOf(value);
  }

  /** Whether the value, in all its parts, is of this type. */
  default boolean accepts(Value value) {
    return mismatch(value).isEmpty();
  }

  /** The first part of the value, in order, that is not of this type; empty if all fits. */
  default Optional<Mismatch> mismatch(Value value) {
    return Conformance.check(this, value);
  }

  /**
   * Whether a value of this type may stand where the other is wanted, any type for a dynamic one.
   */
  default boolean conformsTo(Type wanted) {
    return Conformance.check(this, wanted);
  }

  /** A type without parts. {@code DYNAMIC} stands for any type. */
  enum Simple implements Type {
    STRING("string"),
    NUMBER("number"),
    BOOL("bool"),
    DYNAMIC("dynamic");

    private final String word;

    Simple(String word) {
      this.word = word;
    }

    /** Terraform's word for it, in type JSON and in messages. */
    @Override
    public String toString() {
      return word;
    }
  }

  record ListOf(Type element) implements Type {
    @Override
    public String toString() {
      return Rendering.of(this);
    }
  }

  record SetOf(Type element) implements Type {
    @Override
    public String toString() {
      return Rendering.of(this);
    }
  }

  record MapOf(Type element) implements Type {
    @Override
    public String toString() {
      return Rendering.of(this);
    }
  }

  record TupleOf(List<Type> elements) implements Type {
    public TupleOf {
      elements = List.copyOf(elements);
    }

    @Override
    public String toString() {
      return Rendering.of(this);
    }
  }

  /**
   * Type of an object or block.
   *
   * @param attributes by name, in alphabetical order
   * @param optional those a caller may leave out
   */
  record ObjectOf(SortedMap<String, Type> attributes, SortedSet<String> optional) implements Type {
    public ObjectOf {
      attributes = Unicode.normalizedKeys(attributes);
      var names = new TreeSet<String>();
      for (var name : optional) {
        names.add(Unicode.normalized(name));
      }
      for (var name : names) {
        if (!attributes.containsKey(name)) {
          throw new IllegalArgumentException("optional \"" + name + "\" is not an attribute");
        }
      }
      optional = Collections.unmodifiableSortedSet(names);
    }

    @Override
    public String toString() {
      return Rendering.of(this);
    }
  }
}
