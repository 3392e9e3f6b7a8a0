package dev.slipway.provider.schema;

/**
 * What there is to know about an attribute: its value, that it has none, or nothing yet.
 *
 * <pre>{@code
 * switch (plan.value(IMAGE)) {
 *   case Reading.Known(var image) -> checkExists(image);
 *   case Reading.Null() -> {}
 *   case Reading.Unknown() -> {} // checked when it is known
 * }
 * }</pre>
 */
public sealed interface Reading<T> {

  record Known<T>(T value) implements Reading<T> {}

  record Null<T>() implements Reading<T> {}

  /** The value, or a part of it, will be known only after apply. */
  record Unknown<T>() implements Reading<T> {}
}
