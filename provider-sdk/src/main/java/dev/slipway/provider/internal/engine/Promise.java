package dev.slipway.provider.internal.engine;

import dev.slipway.provider.value.Refinements;
import dev.slipway.provider.value.Value;

/** Whether a value keeps what was promised of it while it was unknown. */
public final class Promise {

  private Promise() {}

  public static boolean isKept(Refinements promise, Value value) {
    if (value.isNull()) {
      return promise.isNone();
    }
    return switch (value.concrete()) {
      case Value.Text(var text) -> text.startsWith(promise.prefix());
      case Value.Num number -> within(promise, number);
      case Value.ListOf(var elements) -> lasts(promise, elements.size());
      case Value.SetOf(var elements) -> lasts(promise, elements.size());
      case Value.MapOf(var elements) -> lasts(promise, elements.size());
      case Value.Null _,
          Value.Unknown _,
          Value.Bool _,
          Value.TupleOf _,
          Value.ObjectOf _,
          Value.Dynamic _ ->
          true;
    };
  }

  private static boolean within(Refinements promise, Value.Num number) {
    var min = promise.min();
    var max = promise.max();
    return (min == null || holds(number.compareTo(min.number()), min.inclusive()))
        && (max == null || holds(max.number().compareTo(number), max.inclusive()));
  }

  private static boolean holds(int order, boolean inclusive) {
    return order > 0 || (order == 0 && inclusive);
  }

  private static boolean lasts(Refinements promise, long length) {
    return length >= promise.minLength() && length <= promise.maxLength();
  }
}
