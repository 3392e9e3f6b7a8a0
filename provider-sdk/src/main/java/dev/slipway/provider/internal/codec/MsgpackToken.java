package dev.slipway.provider.internal.codec;

import dev.slipway.provider.value.Value;
import java.nio.ByteBuffer;

/** One item of MessagePack: a scalar, or the head of a collection whose parts follow. */
sealed interface MsgpackToken {

  record Nil() implements MsgpackToken {}

  record Bool(boolean value) implements MsgpackToken {}

  /** An integer or float of any width. */
  record Num(Value.Num number) implements MsgpackToken {}

  record Text(String text) implements MsgpackToken {}

  record Binary(ByteBuffer bytes) implements MsgpackToken {}

  record Array(int size) implements MsgpackToken {}

  /** As many keys as values follow, by turns. */
  record Map(int size) implements MsgpackToken {}

  record Extension(byte code, ByteBuffer body) implements MsgpackToken {}

  default String kind() {
    return switch (this) {
      case Nil _ -> "nil";
      case Bool _ -> "boolean";
      case Num _ -> "number";
      case Text _ -> "string";
      case Binary _ -> "binary";
      case Array _ -> "array";
      case Map _ -> "map";
      case Extension _ -> "extension";
    };
  }
}
