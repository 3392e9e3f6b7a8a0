package dev.slipway.provider.test.zerodiff;

import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Kind;
import dev.slipway.provider.schema.Scalar;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.value.Path;
import dev.slipway.provider.value.Value;
import java.math.BigDecimal;
import java.util.TreeMap;

/** Spells what can be spelled in several ways otherwise. */
final class Spellings {

  private final Samples samples;

  Spellings(Samples samples) {
    this.samples = samples;
  }

  /** An object that means the same; itself, if there is but one way to spell it. */
  Value otherwise(Shape<?> shape, Value object) {
    var respelled = new TreeMap<>(object.entries());
    for (var attribute : shape.attributes()) {
      respelled.computeIfPresent(attribute.name(), (_, value) -> attribute(attribute, value));
    }
    return Value.object(respelled);
  }

  private Value attribute(Attribute<?> attribute, Value value) {
    return samples
        .spelling(attribute)
        .filter(_ -> value.equals(samples.of(attribute).getFirst()))
        .orElseGet(() -> part(attribute.kind(), value));
  }

  private Value part(Kind<?> kind, Value value) {
    if (value.isNull()) {
      return value;
    }
    return switch (kind) {
      case Shape<?> shape -> otherwise(shape, value);
      case Kind.ListOf<?>(var element) ->
          Value.list(value.elements().stream().map(each -> part(element, each)).toList());
      case Kind.SetOf<?>(var element) ->
          Value.set(value.elements().stream().map(each -> part(element, each)).toList());
      case Kind.MapOf<?>(var element) -> {
        var entries = new TreeMap<>(value.entries());
        entries.replaceAll((_, each) -> part(element, each));
        yield Value.map(entries);
      }
      case Scalar<?> scalar -> scalar.equals(Kind.DURATION) ? lengthOfTime(value) : value;
    };
  }

  private static Value lengthOfTime(Value value) {
    var length = Kind.DURATION.decode(value, Path.ROOT);
    var seconds =
        BigDecimal.valueOf(length.toSeconds())
            .add(BigDecimal.valueOf(length.toNanosPart(), 9))
            .stripTrailingZeros();
    var inSeconds = Value.text(seconds.toPlainString() + "s");
    return inSeconds.equals(value)
        ? Value.text(seconds.movePointRight(3).toPlainString() + "ms")
        : inSeconds;
  }
}
