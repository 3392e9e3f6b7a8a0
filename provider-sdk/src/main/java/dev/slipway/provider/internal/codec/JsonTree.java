package dev.slipway.provider.internal.codec;

import dev.slipway.provider.value.Value;
import java.util.List;
import java.util.SequencedMap;

/** A JSON document. */
sealed interface JsonTree {

  record Null() implements JsonTree {}

  record Bool(boolean value) implements JsonTree {}

  record Num(Value.Num.Finite number) implements JsonTree {}

  record Text(String text) implements JsonTree {}

  record Array(List<JsonTree> elements) implements JsonTree {}

  record Members(SequencedMap<String, JsonTree> members) implements JsonTree {}

  default String kind() {
    return switch (this) {
      case Null _ -> "null";
      case Bool _ -> "boolean";
      case Num _ -> "number";
      case Text _ -> "string";
      case Array _ -> "array";
      case Members _ -> "object";
    };
  }
}
