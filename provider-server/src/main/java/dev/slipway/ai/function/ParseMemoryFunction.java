package dev.slipway.ai.function;

import static dev.slipway.provider.schema.Checks.matches;
import static dev.slipway.provider.schema.Kind.INT64;
import static dev.slipway.provider.schema.Kind.STRING;

import dev.slipway.provider.ProviderFunction;
import dev.slipway.provider.function.Arguments;
import dev.slipway.provider.function.Parameter;
import dev.slipway.provider.function.Signature;

/** {@code provider::ai::parse_memory(amount)}. */
public final class ParseMemoryFunction implements ProviderFunction<Long> {
  static final Parameter<String> AMOUNT =
      Parameter.of("amount", STRING)
          .check(matches("\\d{1,9} [GM]iB", "a whole amount such as \"4 GiB\" or \"512 MiB\""))
          .doc("As in a catalog: `4 GiB` or `512 MiB`.");

  private static final Signature<Long> SIGNATURE =
      Signature.of("An amount of memory or disk in bytes.", INT64, AMOUNT)
          .doc("To compare with `memory_bytes` and its like in `ai_flavors`.");

  @Override
  public String name() {
    return "parse_memory";
  }

  @Override
  public Signature<Long> signature() {
    return SIGNATURE;
  }

  @Override
  public Long call(Arguments arguments) {
    var amount = arguments.get(AMOUNT);
    int space = amount.indexOf(' ');
    return Long.parseLong(amount.substring(0, space))
        << (amount.charAt(space + 1) == 'G' ? 30 : 20);
  }
}
