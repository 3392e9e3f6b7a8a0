package dev.slipway.provider.internal.codec;

import dev.slipway.provider.value.Value;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes MessagePack items, each in its shortest form. */
final class MsgpackWriter {

  private static final BigDecimal MIN_LONG = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal MAX_LONG = BigDecimal.valueOf(Long.MAX_VALUE);

  private ByteBuffer out = ByteBuffer.allocate(256);

  byte[] bytes() {
    return Arrays.copyOf(out.array(), out.position());
  }

  void nil() {
    room(1).put((byte) 0xc0);
  }

  void bool(boolean value) {
    room(1).put((byte) (value ? 0xc3 : 0xc2));
  }

  /** As Terraform wants numbers: int64 if exact, float64 if exact and not whole, else decimal. */
  void number(Value.Num number) {
    switch (number) {
      case Value.Num.Infinite(var positive) ->
          floating(positive ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY);
      case Value.Num.Finite finite -> finite(finite);
    }
  }

  private void finite(Value.Num.Finite finite) {
    var number = finite.number();
    boolean whole = number.scale() <= 0;
    if (whole && number.compareTo(MIN_LONG) >= 0 && number.compareTo(MAX_LONG) <= 0) {
      whole(number.longValue());
    } else if (!whole && isDouble(number)) {
      floating(number.doubleValue());
    } else {
      text(finite.toDecimal());
    }
  }

  private static boolean isDouble(BigDecimal number) {
    double nearest = number.doubleValue();
    return Double.isFinite(nearest) && new BigDecimal(nearest).compareTo(number) == 0;
  }

  void whole(long number) {
    if (number >= 0) {
      if (number < 0x80) {
        room(1).put((byte) number);
      } else {
        sized(number, 0xcc, 0xcd, 0xce, 0xcf);
      }
    } else if (number >= -0x20) {
      room(1).put((byte) number);
    } else if (number >= Byte.MIN_VALUE) {
      room(2).put((byte) 0xd0).put((byte) number);
    } else if (number >= Short.MIN_VALUE) {
      room(3).put((byte) 0xd1).putShort((short) number);
    } else if (number >= Integer.MIN_VALUE) {
      room(5).put((byte) 0xd2).putInt((int) number);
    } else {
      room(9).put((byte) 0xd3).putLong(number);
    }
  }

  void floating(double number) {
    room(9).put((byte) 0xcb).putDouble(number);
  }

  void text(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length < 0x20) {
      room(1).put((byte) (0xa0 | bytes.length));
    } else {
      sized(bytes.length, 0xd9, 0xda, 0xdb, 0xdb);
    }
    room(bytes.length).put(bytes);
  }

  void binary(byte[] bytes) {
    sized(bytes.length, 0xc4, 0xc5, 0xc6, 0xc6);
    room(bytes.length).put(bytes);
  }

  void array(int size) {
    if (size < 0x10) {
      room(1).put((byte) (0x90 | size));
    } else {
      sized16(size, 0xdc, 0xdd);
    }
  }

  void map(int size) {
    if (size < 0x10) {
      room(1).put((byte) (0x80 | size));
    } else {
      sized16(size, 0xde, 0xdf);
    }
  }

  void extension(int code, byte[] body) {
    switch (body.length) {
      case 1 -> room(1).put((byte) 0xd4);
      case 2 -> room(1).put((byte) 0xd5);
      case 4 -> room(1).put((byte) 0xd6);
      case 8 -> room(1).put((byte) 0xd7);
      case 16 -> room(1).put((byte) 0xd8);
      default -> sized(body.length, 0xc7, 0xc8, 0xc9, 0xc9);
    }
    room(1 + body.length).put((byte) code).put(body);
  }

  void append(MsgpackWriter items) {
    room(items.out.position()).put(items.out.array(), 0, items.out.position());
  }

  /** A head and an unsigned number after it, in 1, 2, 4 or 8 bytes. */
  private void sized(long number, int one, int two, int four, int eight) {
    if (number < 1 << 8) {
      room(2).put((byte) one).put((byte) number);
    } else if (number < 1 << 16) {
      room(3).put((byte) two).putShort((short) number);
    } else if (number < 1L << 32) {
      room(5).put((byte) four).putInt((int) number);
    } else {
      room(9).put((byte) eight).putLong(number);
    }
  }

  private void sized16(int number, int two, int four) {
    if (number < 1 << 16) {
      room(3).put((byte) two).putShort((short) number);
    } else {
      room(5).put((byte) four).putInt(number);
    }
  }

  private ByteBuffer room(int wanted) {
    if (out.remaining() < wanted) {
      int used = out.position();
      int size =
          Math.max(Math.addExact(used, wanted), (int) Math.min(2L * used, Integer.MAX_VALUE - 8));
      out = ByteBuffer.wrap(Arrays.copyOf(out.array(), size)).position(used);
    }
    return out;
  }
}
