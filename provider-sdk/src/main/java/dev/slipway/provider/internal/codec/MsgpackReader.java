package dev.slipway.provider.internal.codec;

import dev.slipway.provider.value.Value;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Splits bytes into MessagePack items. A length is believed only as far as bytes are left, so no
 * header makes it allocate more than the input's own size.
 */
final class MsgpackReader {

  private final ByteBuffer in;
  private final Trail trail;

  MsgpackReader(ByteBuffer in, Trail trail) {
    this.in = in;
    this.trail = trail;
  }

  MsgpackToken next() {
    int head = unsigned(1);
    return switch (head) {
      case 0xc0 -> new MsgpackToken.Nil();
      case 0xc2 -> new MsgpackToken.Bool(false);
      case 0xc3 -> new MsgpackToken.Bool(true);
      case 0xc4 -> new MsgpackToken.Binary(slice(length(1)));
      case 0xc5 -> new MsgpackToken.Binary(slice(length(2)));
      case 0xc6 -> new MsgpackToken.Binary(slice(length(4)));
      case 0xc7 -> extension(length(1));
      case 0xc8 -> extension(length(2));
      case 0xc9 -> extension(length(4));
      case 0xca -> floating(bytes(4).getFloat());
      case 0xcb -> floating(bytes(8).getDouble());
      case 0xcc -> whole(unsigned(1));
      case 0xcd -> whole(unsigned(2));
      case 0xce -> whole(Integer.toUnsignedLong(bytes(4).getInt()));
      case 0xcf -> unsignedLong(bytes(8).getLong());
      case 0xd0 -> whole(bytes(1).get());
      case 0xd1 -> whole(bytes(2).getShort());
      case 0xd2 -> whole(bytes(4).getInt());
      case 0xd3 -> whole(bytes(8).getLong());
      case 0xd4 -> extension(1);
      case 0xd5 -> extension(2);
      case 0xd6 -> extension(4);
      case 0xd7 -> extension(8);
      case 0xd8 -> extension(16);
      case 0xd9 -> text(length(1));
      case 0xda -> text(length(2));
      case 0xdb -> text(length(4));
      case 0xdc -> array(length(2));
      case 0xdd -> array(length(4));
      case 0xde -> map(length(2));
      case 0xdf -> map(length(4));
      default -> fixed(head);
    };
  }

  /** Passes over one item and all its parts. */
  void skip() {
    for (long pending = 1; pending > 0; pending--) {
      switch (next()) {
        case MsgpackToken.Array(var size) -> pending += size;
        case MsgpackToken.Map(var size) -> pending += 2L * size;
        case MsgpackToken.Nil _,
            MsgpackToken.Bool _,
            MsgpackToken.Num _,
            MsgpackToken.Text _,
            MsgpackToken.Binary _,
            MsgpackToken.Extension _ -> {}
      }
    }
  }

  void end() {
    if (in.hasRemaining()) {
      throw trail.error("%d bytes follow the value".formatted(in.remaining()));
    }
  }

  private MsgpackToken fixed(int head) {
    if (head < 0x80) {
      return whole(head);
    }
    if (head < 0x90) {
      return map(head & 0x0f);
    }
    if (head < 0xa0) {
      return array(head & 0x0f);
    }
    if (head < 0xc0) {
      return text(head & 0x1f);
    }
    if (head >= 0xe0) {
      return whole((byte) head);
    }
    throw trail.error("byte 0x%02x begins nothing in MessagePack".formatted(head));
  }

  private static MsgpackToken whole(long number) {
    return new MsgpackToken.Num(Value.number(number));
  }

  private static MsgpackToken unsignedLong(long bits) {
    return new MsgpackToken.Num(Value.number(new BigDecimal(Long.toUnsignedString(bits))));
  }

  private MsgpackToken floating(double number) {
    if (Double.isNaN(number)) {
      throw trail.error("NaN is no number");
    }
    return new MsgpackToken.Num(
        Double.isInfinite(number)
            ? Value.infinity(number > 0)
            : Value.number(new BigDecimal(number)));
  }

  private MsgpackToken text(long length) {
    try {
      var decoder = StandardCharsets.UTF_8.newDecoder();
      return new MsgpackToken.Text(decoder.decode(slice(length)).toString());
    } catch (CharacterCodingException e) {
      throw trail.error("string is not UTF-8");
    }
  }

  private MsgpackToken extension(long length) {
    byte code = bytes(1).get();
    return new MsgpackToken.Extension(code, slice(length));
  }

  private MsgpackToken array(long size) {
    return new MsgpackToken.Array(count(size, 1));
  }

  private MsgpackToken map(long size) {
    return new MsgpackToken.Map(count(size, 2));
  }

  /** Every part takes a byte at least. */
  private int count(long size, int parts) {
    if (size * parts > in.remaining()) {
      throw trail.error("%d entries announced, only %d bytes left".formatted(size, in.remaining()));
    }
    return (int) size;
  }

  private ByteBuffer slice(long length) {
    var slice = bytes(length).slice(in.position(), (int) length);
    in.position(in.position() + (int) length);
    return slice;
  }

  private int unsigned(int width) {
    return width == 1
        ? Byte.toUnsignedInt(bytes(1).get())
        : Short.toUnsignedInt(bytes(2).getShort());
  }

  private long length(int width) {
    return width == 4 ? Integer.toUnsignedLong(bytes(4).getInt()) : unsigned(width);
  }

  /** The input, sure to hold that many more bytes. */
  private ByteBuffer bytes(long wanted) {
    if (wanted > in.remaining()) {
      throw trail.error("%d bytes wanted, only %d left".formatted(wanted, in.remaining()));
    }
    return in;
  }
}
