package dev.slipway.provider.function;

import dev.slipway.provider.schema.Kind;
import dev.slipway.provider.value.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a function takes and gives, and what is said about it. Immutable.
 *
 * @param <R> its results in Java
 */
public final class Signature<R> {

  private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]*");

  private final String summary;
  private final String doc;
  private final String deprecation;
  private final Kind<R> result;
  private final List<Parameter<?>> parameters;
  private final @Nullable Variadic<?> variadic;

  private Signature(
      String summary,
      String doc,
      String deprecation,
      Kind<R> result,
      List<Parameter<?>> parameters,
      @Nullable Variadic<?> variadic) {
    this.summary = summary;
    this.doc = doc;
    this.deprecation = deprecation;
    this.result = result;
    this.parameters = parameters;
    this.variadic = variadic;
    requireNames();
  }

  /**
   * A signature of these parameters, in this order.
   *
   * @param summary what the function does, in one line
   * @throws IllegalArgumentException two parameters of one name, or a name that is no identifier
   */
  public static <R> Signature<R> of(String summary, Kind<R> result, Parameter<?>... parameters) {
    return new Signature<>(summary, "", "", result, List.of(parameters), null);
  }

  /** The same with any number of arguments after those for the other parameters. */
  public Signature<R> variadic(Variadic<?> last) {
    return new Signature<>(summary, doc, deprecation, result, parameters, last);
  }

  /** What the function does, in full, in Markdown. */
  public Signature<R> doc(String markdown) {
    return new Signature<>(summary, markdown, deprecation, result, parameters, variadic);
  }

  /** Still works, with a warning that says what to use instead. */
  public Signature<R> deprecated(String instead) {
    return new Signature<>(summary, doc, instead, result, parameters, variadic);
  }

  public String summary() {
    return summary;
  }

  /** Markdown; empty when there is none. */
  public String doc() {
    return doc;
  }

  /** What to use instead; empty when it is not deprecated. */
  public String deprecation() {
    return deprecation;
  }

  public Kind<R> result() {
    return result;
  }

  /** Those that take one argument each. */
  public List<Parameter<?>> parameters() {
    return parameters;
  }

  public Optional<Variadic<?>> variadic() {
    return Optional.ofNullable(variadic);
  }

  /** Whether a call may have this many arguments. */
  public boolean takes(int arguments) {
    return variadic == null ? arguments == parameters.size() : arguments >= parameters.size();
  }

  /**
   * The parameter that an argument is for.
   *
   * @param argument from zero; one that {@link #takes} allows for
   */
  public Parameter<?> parameter(int argument) {
    return variadic == null || argument < parameters.size()
        ? parameters.get(argument)
        : variadic.each();
  }

  /** Where an argument stands: its parameter, and which of several it is for a variadic one. */
  public Path path(int argument) {
    return variadic == null || argument < parameters.size()
        ? parameters.get(argument).path()
        : variadic.at(argument - parameters.size());
  }

  /** Refuses handles of other signatures, which would read something else. */
  int argument(Parameter<?> handle) {
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.get(i).isLike(handle)) {
        return i;
      }
    }
    throw none(handle);
  }

  /** As above; the first argument of several. */
  int argument(Variadic<?> handle) {
    if (variadic == null || !variadic.each().isLike(handle.each())) {
      throw none(handle);
    }
    return parameters.size();
  }

  private IllegalArgumentException none(Object handle) {
    return new IllegalArgumentException(
        "no such parameter %s here, only %s".formatted(handle, names()));
  }

  /** Of all parameters, in order. */
  public List<String> names() {
    return Stream.concat(parameters.stream(), variadic().map(Variadic::each).stream())
        .map(Parameter::name)
        .toList();
  }

  private void requireNames() {
    var seen = new HashSet<String>();
    for (var name : names()) {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "parameter %s: a name is lower-case letters, digits and underscores, no digit first"
                .formatted(name));
      }
      if (!seen.add(name)) {
        throw new IllegalArgumentException("two parameters are named \"%s\"".formatted(name));
      }
    }
  }
}
