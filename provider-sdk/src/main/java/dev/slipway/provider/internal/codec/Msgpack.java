package dev.slipway.provider.internal.codec;

import dev.slipway.provider.value.Type;
import dev.slipway.provider.value.Value;
import java.nio.ByteBuffer;

/** Values in MessagePack, the format that Terraform sends and wants. */
public final class Msgpack {

  private Msgpack() {}

  /**
   * Reads one value.
   *
   * @throws CodecException the bytes are not, or not only, a value of this type
   */
  public static Value decode(byte[] bytes, Type type) {
    var trail = new Trail();
    var in = new MsgpackReader(ByteBuffer.wrap(bytes), trail);
    var value = new MsgpackDecoder(in, trail).value(type);
    in.end();
    return value;
  }

  /**
   * Writes one value.
   *
   * @throws CodecException the value is not of this type
   */
  public static byte[] encode(Value value, Type type) {
    type.mismatch(value)
        .ifPresent(found -> {
          throw new CodecException(found.path(), found.reason());
        });
    var out = new MsgpackWriter();
    new MsgpackEncoder(out).value(value, type);
    return out.bytes();
  }
}
