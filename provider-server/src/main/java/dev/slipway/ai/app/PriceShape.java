package dev.slipway.ai.app;

import static dev.slipway.provider.schema.Attributes.number;
import static dev.slipway.provider.schema.Attributes.string;

import dev.slipway.proto.v1.Price;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Nested;
import dev.slipway.provider.schema.Shape;
import java.math.BigDecimal;

/** {@code hourly_price}. */
final class PriceShape {
  private static final Attribute<BigDecimal> MIN =
      number("min").computed().doc("At the fewest replicas.");
  private static final Attribute<BigDecimal> MAX =
      number("max").computed().doc("At the most replicas.");
  private static final Attribute<String> CURRENCY =
      string("currency").computed().doc("ISO 4217 code.");

  static final Shape<Price> SHAPE =
      Shape.of(MIN, MAX, CURRENCY).as(PriceShape::read, PriceShape::write);

  private PriceShape() {}

  private static Price read(Nested object) {
    return Price.newBuilder()
        .setMinPerHour(object.get(MIN).toPlainString())
        .setMaxPerHour(object.get(MAX).toPlainString())
        .setCurrency(object.get(CURRENCY))
        .build();
  }

  private static Nested write(Price price, Nested object) {
    return object
        .with(MIN, new BigDecimal(price.getMinPerHour()))
        .with(MAX, new BigDecimal(price.getMaxPerHour()))
        .with(CURRENCY, price.getCurrency());
  }
}
