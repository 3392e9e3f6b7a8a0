package dev.slipway.provider.function;

import dev.slipway.provider.diag.Located;
import dev.slipway.provider.schema.Check;
import dev.slipway.provider.schema.Checks;
import dev.slipway.provider.schema.Kind;
import dev.slipway.provider.value.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A typed handle on a parameter of a function: what it is called and what may be given for it.
 * {@link Arguments} are read through it, and a {@code Failure} that names it is shown at its
 * argument. Immutable.
 *
 * <pre>{@code
 * static final Parameter<String> TITLE = Parameter.of("title", STRING).check(length(1, 80));
 * static final Variadic<String> TAGS = Parameter.of("tags", STRING).variadic();
 * }</pre>
 *
 * @param <T> its values in Java
 */
public final class Parameter<T> implements Located {

  private final String name;
  private final Kind<T> kind;
  private final String doc;
  private final List<Check<? super T>> checks;
  private final boolean allowsNull;
  private final boolean allowsUnknown;

  private Parameter(
      String name,
      Kind<T> kind,
      String doc,
      List<Check<? super T>> checks,
      boolean allowsNull,
      boolean allowsUnknown) {
    this.name = name;
    this.kind = kind;
    this.doc = doc;
    this.checks = checks;
    this.allowsNull = allowsNull;
    this.allowsUnknown = allowsUnknown;
  }

  /**
   * A parameter whose argument is neither null nor unknown.
   *
   * @param name lower-case letters, digits and underscores, no digit first
   */
  public static <T> Parameter<T> of(String name, Kind<T> kind) {
    return new Parameter<>(name, kind, "", List.of(), false, false);
  }

  /** What it is for, in Markdown. */
  public Parameter<T> doc(String markdown) {
    return new Parameter<>(name, kind, markdown, checks, allowsNull, allowsUnknown);
  }

  /** Refuses other arguments before the function is called; see {@link Checks}. All are run. */
  public Parameter<T> check(Check<? super T> check) {
    var more = new ArrayList<Check<? super T>>(checks);
    more.add(check);
    return new Parameter<>(name, kind, doc, List.copyOf(more), allowsNull, allowsUnknown);
  }

  /** Null may be given: read it with {@link Arguments#find}. */
  public Parameter<T> allowNull() {
    return new Parameter<>(name, kind, doc, checks, true, allowsUnknown);
  }

  /**
   * The function is called although the argument, or a part of it, is not known yet: ask with
   * {@link Arguments#value}. Reading what is unknown as if it were known makes the result unknown.
   */
  public Parameter<T> allowUnknown() {
    return new Parameter<>(name, kind, doc, checks, allowsNull, true);
  }

  /** As the last parameter, for which any number of arguments is given. */
  public Variadic<T> variadic() {
    return new Variadic<>(this);
  }

  public String name() {
    return name;
  }

  public Kind<T> kind() {
    return kind;
  }

  /** Markdown; empty when there is none. */
  public String doc() {
    return doc;
  }

  public List<Check<? super T>> checks() {
    return checks;
  }

  public boolean allowsNull() {
    return allowsNull;
  }

  public boolean allowsUnknown() {
    return allowsUnknown;
  }

  boolean isLike(Parameter<?> other) {
    return name.equals(other.name) && kind.type().equals(other.kind.type());
  }

  @Override
  public Path path() {
    return Path.of(name);
  }

  @Override
  public String toString() {
    return name;
  }
}
