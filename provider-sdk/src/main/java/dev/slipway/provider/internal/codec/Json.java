package dev.slipway.provider.internal.codec;

import dev.slipway.provider.value.Type;
import dev.slipway.provider.value.Value;
import java.nio.ByteBuffer;
import java.util.TreeMap;

/** Values in plain JSON: what Terraform stores as state, and may send instead of MessagePack. */
public final class Json {

  private Json() {}

  /**
   * Reads one value. An attribute that is left out is null.
   *
   * @throws CodecException the bytes are no JSON, or JSON that is no value of this type
   */
  public static Value decode(byte[] json, Type type) {
    return decode(json, type, false);
  }

  /**
   * Reads a stored object, likewise, and drops the attributes that its type no longer has.
   *
   * @throws CodecException the bytes are no JSON, or JSON that is no value of this type
   */
  public static Value decodeState(byte[] json, Type type) {
    return decode(json, type, true);
  }

  /**
   * Reads one value whose type nobody knows: an object for an object, a tuple for an array.
   *
   * @throws CodecException the bytes are no JSON
   */
  public static Value decodeUntyped(byte[] json) {
    var trail = new Trail();
    var tree = JsonReader.read(ByteBuffer.wrap(json), trail);
    return trail.checked(() -> untyped(tree));
  }

  private static Value untyped(JsonTree tree) {
    return switch (tree) {
      case JsonTree.Null _ -> Value.ofNull();
      case JsonTree.Bool(var value) -> Value.bool(value);
      case JsonTree.Num(var number) -> number;
      case JsonTree.Text(var text) -> Value.text(text);
      case JsonTree.Array(var elements) ->
          Value.tuple(elements.stream().map(Json::untyped).toList());
      case JsonTree.Members(var members) -> {
        var attributes = new TreeMap<String, Value>();
        members.forEach((name, value) -> attributes.put(name, untyped(value)));
        yield Value.object(attributes);
      }
    };
  }

  private static Value decode(byte[] json, Type type, boolean dropUnknownAttributes) {
    var trail = new Trail();
    var tree = JsonReader.read(ByteBuffer.wrap(json), trail);
    return new JsonDecoder(trail, dropUnknownAttributes).value(tree, type);
  }

  /**
   * Writes one value.
   *
   * @throws CodecException the value is not of this type, or holds an unknown or infinity, which
   *     JSON cannot say
   */
  public static byte[] encode(Value value, Type type) {
    type.mismatch(value)
        .ifPresent(found -> {
          throw new CodecException(found.path(), found.reason());
        });
    return JsonWriter.write(new JsonEncoder(new Trail()).tree(value));
  }
}
