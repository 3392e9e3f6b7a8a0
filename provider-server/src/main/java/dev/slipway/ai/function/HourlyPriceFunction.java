package dev.slipway.ai.function;

import static dev.slipway.provider.schema.Checks.atLeast;
import static dev.slipway.provider.schema.Kind.INT32;
import static dev.slipway.provider.schema.Kind.NUMBER;

import dev.slipway.provider.ProviderFunction;
import dev.slipway.provider.function.Arguments;
import dev.slipway.provider.function.Parameter;
import dev.slipway.provider.function.Signature;
import java.math.BigDecimal;

/** {@code provider::ai::hourly_price(price_per_minute, units, replicas)}. */
public final class HourlyPriceFunction implements ProviderFunction<BigDecimal> {
  private static final Parameter<BigDecimal> PRICE_PER_MINUTE =
      Parameter.of("price_per_minute", NUMBER)
          .check(atLeast(BigDecimal.ZERO))
          .doc("Of one unit, as `ai_flavors` has it.");
  private static final Parameter<Integer> UNITS =
      Parameter.of("units", INT32).check(atLeast(1)).doc("Of one replica: its `cpu` or `gpu`.");
  private static final Parameter<Integer> REPLICAS =
      Parameter.of("replicas", INT32).check(atLeast(0)).doc("How many run.");

  private static final BigDecimal MINUTES_PER_HOUR = BigDecimal.valueOf(60);
  private static final Signature<BigDecimal> SIGNATURE =
      Signature.of("What replicas cost in an hour.", NUMBER, PRICE_PER_MINUTE, UNITS, REPLICAS)
          .doc(
              "In the currency of the price, exact to the last decimal: what `hourly_price` of an"
                  + " `ai_app` of that size is.");

  @Override
  public String name() {
    return "hourly_price";
  }

  @Override
  public Signature<BigDecimal> signature() {
    return SIGNATURE;
  }

  @Override
  public BigDecimal call(Arguments arguments) {
    return arguments
        .get(PRICE_PER_MINUTE)
        .multiply(MINUTES_PER_HOUR)
        .multiply(BigDecimal.valueOf(arguments.get(UNITS)))
        .multiply(BigDecimal.valueOf(arguments.get(REPLICAS)));
  }
}
