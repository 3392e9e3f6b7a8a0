package dev.slipway.controlplane.gateway.xds;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One named piece of configuration.
 *
 * @param version a hash of the content: equal content has an equal version in every process, so a
 *     gateway that reconnects gets nothing it has already
 */
record Resource(ResourceType type, String name, String version, Any body) {
  private static final int VERSION_BYTES = 16;

  static Resource of(ResourceType type, String name, Message message) {
    var bytes = deterministic(message);
    var body = Any.newBuilder().setTypeUrl(type.url()).setValue(ByteString.copyFrom(bytes)).build();
    return new Resource(type, name, hash(bytes), body);
  }

  private static byte[] deterministic(Message message) {
    var bytes = new byte[message.getSerializedSize()];
    var out = CodedOutputStream.newInstance(bytes);
    out.useDeterministicSerialization();
    try {
      message.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException("an array of the right size cannot overflow", e);
    }
    return bytes;
  }

  private static String hash(byte[] bytes) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, VERSION_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
