package dev.slipway.provider.test;

import dev.slipway.provider.diag.Diagnostic;
import dev.slipway.provider.function.Signature;
import dev.slipway.provider.schema.Kind;
import dev.slipway.provider.schema.Reading;
import dev.slipway.provider.schema.UnknownValueException;
import dev.slipway.provider.test.internal.protocol6.FunctionCalls;
import dev.slipway.provider.test.internal.protocol6.FunctionCalls.Outcome;
import dev.slipway.provider.test.rules.BrokenRule;
import dev.slipway.provider.test.rules.TerraformRule;
import dev.slipway.provider.value.Path;
import dev.slipway.provider.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A function under test. Arguments are given as the function reads them, in Java; {@link #UNKNOWN}
 * stands for one that only the apply will tell. Each call is made twice, as Terraform may, and has
 * to come to the same.
 *
 * <pre>{@code
 * assertThat(notes.function(new HashtagsFunction()).call("Buy #milk")).containsExactly("milk");
 * }</pre>
 *
 * @param <R> its results in Java
 */
public final class TestedFunction<R> {

  /** An argument that is not known yet. */
  public static final Object UNKNOWN = Value.unknown();

  private final Signature<R> signature;
  private final FunctionCalls calls;

  TestedFunction(Signature<R> signature, FunctionCalls calls) {
    this.signature = signature;
    this.calls = calls;
  }

  /**
   * Calls it for a result that is known and not null.
   *
   * @param arguments as many as there are parameters, or more for a variadic one
   */
  public R call(@Nullable Object... arguments) {
    var result = answer(arguments);
    try {
      return signature.result().decode(result, Path.ROOT);
    } catch (UnknownValueException e) {
      throw new AssertionError("%s: the result is not known: %s".formatted(doing(), result), e);
    }
  }

  /** Calls it for whatever is known of its result. */
  public Reading<R> value(@Nullable Object... arguments) {
    var result = answer(arguments);
    if (result.isNull()) {
      return new Reading.Null<>();
    }
    return result.isWhollyKnown()
        ? new Reading.Known<>(signature.result().decode(result, Path.ROOT))
        : new Reading.Unknown<>();
  }

  private Value answer(@Nullable Object... arguments) {
    var values = new ArrayList<Value>();
    for (var argument : arguments) {
      values.add(value(values.size(), argument));
    }
    var first = called(values);
    var again = called(values);
    if (!first.equals(again)) {
      refuse(TerraformRule.C2, "it came to %s, then to %s".formatted(first, again));
    }
    return switch (first) {
      case Outcome.Result(var value) -> value;
      case Outcome.Problem(var text, var argument) -> throw failed(text, argument, values.size());
      case Outcome.Nonsense() -> {
        refuse(TerraformRule.C1, "neither a result nor an error came back, or both");
        yield Value.ofNull();
      }
    };
  }

  private Outcome called(List<Value> arguments) {
    return RefusedAnswer.orElse(doing(), TerraformRule.C1, () -> calls.call(arguments));
  }

  private FailedCall failed(String text, OptionalLong argument, int given) {
    var where = Path.ROOT;
    if (argument.isPresent()) {
      long index = argument.getAsLong();
      if (index < 0 || index >= given) {
        refuse(TerraformRule.C3, "the error is about argument %d of %d".formatted(index, given));
      }
      where = signature.path((int) index);
    }
    return new FailedCall(
        new Failed(
            doing(), new Diagnosis(List.of(Diagnostic.error(where, text, ""))), Optional.empty()));
  }

  private void refuse(TerraformRule rule, String reason) {
    RefusedAnswer.unlessSound(doing(), List.of(new BrokenRule(rule, Path.ROOT, reason)));
  }

  private Value value(int index, @Nullable Object argument) {
    if (argument == null) {
      return Value.ofNull();
    }
    if (argument instanceof Value value) {
      return value;
    }
    boolean taken = index < signature.parameters().size() || signature.variadic().isPresent();
    return taken
        ? encoded(signature.parameter(index).kind(), argument)
        : Value.text(argument.toString());
  }

  /** Java knows no better type for arguments in a row. */
  @SuppressWarnings("unchecked")
  private <T> Value encoded(Kind<T> kind, Object argument) {
    try {
      return kind.encode((T) argument);
    } catch (ClassCastException e) {
      throw new IllegalArgumentException(
          "%s: %s does not take a %s".formatted(doing(), kind.type(), argument.getClass()), e);
    }
  }

  private String doing() {
    return "function " + calls.name();
  }
}
