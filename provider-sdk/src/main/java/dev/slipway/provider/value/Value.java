package dev.slipway.provider.value;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A Terraform value: immutable, compared by content. Null and unknown have no type of their own;
 * the place they stand in gives it.
 *
 * <p>{@code toString} shows the content, cut after a few hundred characters. It knows nothing of
 * sensitive attributes: messages for users name a {@link Path} or a {@link #kind} instead.
 */
public sealed interface Value {

  // Factories, no constants: a constant of a subtype could deadlock two threads that load them.

  static Value ofNull() {
    return new Null();
  }

  /** Not known yet, with no promise of what it will be. */
  static Value unknown() {
    return new Unknown(Refinements.NONE);
  }

  static Value unknown(Refinements refinements) {
    return new Unknown(refinements);
  }

  static Value bool(boolean value) {
    return new Bool(value);
  }

  static Value text(String text) {
    return new Text(text);
  }

  static Num.Finite number(long number) {
    return new Num.Finite(BigDecimal.valueOf(number));
  }

  static Num.Finite number(BigDecimal number) {
    return new Num.Finite(number);
  }

  /**
   * The number that prints like the double: {@code number(0.1)} is one tenth, as {@code 0.1} is in
   * a configuration.
   *
   * @throws IllegalArgumentException not a number
   */
  static Num number(double number) {
    if (Double.isInfinite(number)) {
      return infinity(number > 0);
    }
    if (Double.isNaN(number)) {
      throw new IllegalArgumentException("not a number");
    }
    return new Num.Finite(BigDecimal.valueOf(number));
  }

  static Num infinity(boolean positive) {
    return new Num.Infinite(positive);
  }

  /**
   * Reads a decimal number such as {@code -12}, {@code 0.1} or {@code 1e400}.
   *
   * @throws IllegalArgumentException not such a number, or one of more than 10,000 characters
   */
  static Num.Finite number(String decimal) {
    return Decimal.parse(decimal);
  }

  static Value list(Value... elements) {
    return new ListOf(List.of(elements));
  }

  static Value list(List<? extends Value> elements) {
    return new ListOf(List.copyOf(elements));
  }

  static Value set(Value... elements) {
    return new SetOf(List.of(elements));
  }

  static Value set(List<? extends Value> elements) {
    return new SetOf(List.copyOf(elements));
  }

  static Value map(Map<String, ? extends Value> elements) {
    return new MapOf(new TreeMap<>(elements));
  }

  static Value tuple(Value... elements) {
    return new TupleOf(List.of(elements));
  }

  static Value tuple(List<? extends Value> elements) {
    return new TupleOf(List.copyOf(elements));
  }

  static ObjectOf object(Map<String, ? extends Value> attributes) {
    return new ObjectOf(new TreeMap<>(attributes));
  }

  /** A value for a place of type {@link Type#dynamic}. */
  static Dynamic dynamic(Type type, Value value) {
    return new Dynamic(type, value);
  }

  /**
   * A value for a place of type {@link Type#dynamic}, of the type that its content has.
   *
   * @throws IllegalArgumentException the content does not tell: it is null or unknown as a whole,
   *     or elements of one collection are of several types
   */
  static Dynamic dynamic(Value value) {
    return value instanceof Dynamic dynamic ? dynamic : new Dynamic(Type.of(value), value);
  }

  /** No value: absent from the configuration, or nothing there. */
  record Null() implements Value {
    @Override
    public String toString() {
      return Rendering.of(this);
    }
  }

  /** A value that only a later phase will know. */
  record Unknown(Refinements refinements) implements Value {
    @Override
    public String toString() {
      return Rendering.of(this);
    }
  }

  record Bool(boolean value) implements Value {
    @Override
    public String toString() {
      return Rendering.of(this);
    }
  }

  /** A string, normalized to Unicode form C as Terraform does. */
  record Text(String text) implements Value {
    public Text {
      text = Unicode.normalized(text);
    }

    @Override
    public String toString() {
      return Rendering.of(this);
    }
  }

  /** A number: exact, of any size. */
  sealed interface Num extends Value, Comparable<Num> {
    @Override
    default int compareTo(Num other) {
      if (this instanceof Finite(var mine) && other instanceof Finite(var its)) {
        return mine.compareTo(its);
      }
      return Integer.compare(rank(), other.rank());
    }

    private int rank() {
      return switch (this) {
        case Finite _ -> 0;
        case Infinite(var positive) -> positive ? 1 : -1;
      };
    }

    /**
     * Any number but infinity.
     *
     * @param number without trailing zeros, so that 1.0 equals 1
     */
    record Finite(BigDecimal number) implements Num {
      // Terraform counts with a binary exponent of 32 bits, which ends here in decimal.
      private static final int MAX_EXPONENT = 646_456_993;

      /**
       * Drops trailing zeros.
       *
       * @throws IllegalArgumentException beyond 10^±646456993, where Terraform's numbers end
       */
      public Finite {
        if (Math.abs((long) number.precision() - number.scale()) > MAX_EXPONENT) {
          throw new IllegalArgumentException("number too large or too close to zero");
        }
        number = number.stripTrailingZeros();
      }

      /**
       * Digits that read back as the same number: plain if whole and short, else {@code 1E+400}.
       */
      public String toDecimal() {
        boolean plain = number.scale() <= 0 && number.precision() - number.scale() <= 40;
        return plain ? number.toPlainString() : number.toString();
      }

      @Override
      public String toString() {
        return Rendering.of(this);
      }
    }

    record Infinite(boolean positive) implements Num {
      @Override
      public String toString() {
        return Rendering.of(this);
      }
    }
  }

  record ListOf(List<Value> elements) implements Value {
    public ListOf {
      elements = List.copyOf(elements);
    }

    @Override
    public String toString() {
      return Rendering.of(this);
    }
  }

  /**
   * A set. Elements that are wholly known occur once; elements with unknown parts may still turn
   * out different and all count. Order is kept but means nothing.
   */
  record SetOf(List<Value> elements) implements Value {
    public SetOf {
      var seen = new LinkedHashSet<Value>();
      var unique = new ArrayList<Value>(elements.size());
      for (var element : elements) {
        if (seen.add(element) || !element.isWhollyKnown()) {
          unique.add(element);
        }
      }
      elements = List.copyOf(unique);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof SetOf(var its)
          && elements.size() == its.size()
          && counted(elements).equals(counted(its));
    }

    @Override
    public int hashCode() {
      int sum = 0;
      for (var element : elements) {
        sum += element.hashCode();
      }
      return sum;
    }

    private static Map<Value, Integer> counted(List<Value> elements) {
      var counts = new HashMap<Value, Integer>();
      elements.forEach(element -> counts.merge(element, 1, Integer::sum));
      return counts;
    }

    @Override
    public String toString() {
      return Rendering.of(this);
    }
  }

  /**
   * A map.
   *
   * @param entries by key, in alphabetical order
   */
  record MapOf(SortedMap<String, Value> entries) implements Value {
    public MapOf {
      entries = Unicode.normalizedKeys(entries);
    }

    @Override
    public String toString() {
      return Rendering.of(this);
    }
  }

  record TupleOf(List<Value> elements) implements Value {
    public TupleOf {
      elements = List.copyOf(elements);
    }

    @Override
    public String toString() {
      return Rendering.of(this);
    }
  }

  /**
   * An object or block.
   *
   * @param attributes by name, in alphabetical order; an absent attribute is a {@link Null} here,
   *     never left out
   */
  record ObjectOf(SortedMap<String, Value> attributes) implements Value {
    public ObjectOf {
      attributes = Unicode.normalizedKeys(attributes);
    }

    /** The same object with one attribute added or replaced. */
    public ObjectOf with(String name, Value value) {
      var changed = new TreeMap<>(attributes);
      changed.put(name, value);
      return new ObjectOf(changed);
    }

    @Override
    public String toString() {
      return Rendering.of(this);
    }
  }

  /**
   * A value in a place of type {@link Type#dynamic}, with its concrete type. A null or unknown of
   * no type stands there bare.
   */
  record Dynamic(Type type, Value value) implements Value {
    /**
     * Pairs a value with its type, unchecked: {@link Type#mismatch} looks inside.
     *
     * @throws IllegalArgumentException the type is itself dynamic
     */
    public Dynamic {
      if (type == Type.Simple.DYNAMIC) {
        throw new IllegalArgumentException("a dynamic value needs a concrete type");
      }
    }

    @Override
    public String toString() {
      return Rendering.of(this);
    }
  }

  /** What this is, in Terraform's words: {@code string}, {@code list}, {@code null} and so on. */
  default String kind() {
    return switch (this) {
      case Null _ -> "null";
      case Unknown _ -> "unknown";
      case Bool _ -> "bool";
      case Text _ -> "string";
      case Num _ -> "number";
      case ListOf _ -> "list";
      case SetOf _ -> "set";
      case MapOf _ -> "map";
      case TupleOf _ -> "tuple";
      case ObjectOf _ -> "object";
      case Dynamic _ -> "dynamic";
    };
  }

  /** This, or what a {@link Dynamic} holds. */
  default Value concrete() {
    return this instanceof Dynamic(_, var value) ? value : this;
  }

  /** Whether this is null, typed or not. */
  default boolean isNull() {
    return concrete() instanceof Null;
  }

  /** Whether this is known itself; its parts may not be. */
  default boolean isKnown() {
    return !(concrete() instanceof Unknown);
  }

  /** Whether this and all its parts are known. */
  default boolean isWhollyKnown() {
    return Traversal.isWhollyKnown(this);
  }

  /**
   * The content of a string.
   *
   * @throws IllegalStateException null, unknown or of another kind; likewise all readers below
   */
  default String asText() {
    if (concrete() instanceof Text(var text)) {
      return text;
    }
    throw isNot("string");
  }

  default boolean asBool() {
    if (concrete() instanceof Bool(var value)) {
      return value;
    }
    throw isNot("bool");
  }

  /** The content of a finite number; match on {@link Num} where infinity may occur. */
  default BigDecimal asNumber() {
    if (concrete() instanceof Num.Finite(var number)) {
      return number;
    }
    throw isNot("finite number");
  }

  /**
   * The content of a whole number.
   *
   * @throws ArithmeticException not whole, or beyond 64 bits
   */
  default long asLong() {
    return asNumber().longValueExact();
  }

  /**
   * The content of a whole number.
   *
   * @throws ArithmeticException not whole, or beyond 32 bits
   */
  default int asInt() {
    return asNumber().intValueExact();
  }

  /** Elements of a list, set or tuple. */
  default List<Value> elements() {
    return switch (concrete()) {
      case ListOf(var elements) -> elements;
      case SetOf(var elements) -> elements;
      case TupleOf(var elements) -> elements;
      case Value _ -> throw isNot("list, set or tuple");
    };
  }

  /** Elements of a map, or attributes of an object. */
  default SortedMap<String, Value> entries() {
    return switch (concrete()) {
      case MapOf(var entries) -> entries;
      case ObjectOf(var attributes) -> attributes;
      case Value _ -> throw isNot("map or object");
    };
  }

  /**
   * An attribute of an object.
   *
   * @throws IllegalStateException not an object, or one without this attribute
   */
  default Value attribute(String name) {
    if (!(concrete() instanceof ObjectOf(var attributes))) {
      throw isNot("object");
    }
    var value = attributes.get(name);
    if (value == null) {
      throw new IllegalStateException(
          "no attribute \"%s\" in %s".formatted(name, attributes.keySet()));
    }
    return value;
  }

  /** The part at a path; empty where the path leads nowhere. */
  default Optional<Value> find(Path path) {
    return Traversal.find(this, path);
  }

  /** Shows this and then its parts, depth first, to the visitor. */
  default void walk(Visitor visitor) {
    Traversal.walk(this, Path.ROOT, visitor);
  }

  /**
   * Rebuilds this from the inside out: parts first, then the whole made of the changed parts. A
   * {@link Dynamic} and the value within share a path; elements of sets are named by their content
   * before the change.
   */
  default Value transform(BiFunction<? super Path, ? super Value, ? extends Value> change) {
    return Traversal.transform(this, Path.ROOT, change);
  }

  /** Is shown every part of a value. */
  @FunctionalInterface
  interface Visitor {
    /**
     * Is shown one part.
     *
     * @return whether to go into the parts of this value
     */
    boolean enter(Path path, Value value);
  }

  private IllegalStateException isNot(String wanted) {
    return new IllegalStateException("%s wanted, this is %s".formatted(wanted, concrete().kind()));
  }
}
