package dev.slipway.provider.internal.protocol6;

import com.google.protobuf.ByteString;
import dev.slipway.proto.tfplugin6.AttributePath;
import dev.slipway.proto.tfplugin6.Diagnostic;
import dev.slipway.proto.tfplugin6.DynamicValue;
import dev.slipway.provider.diag.Diagnostics;
import dev.slipway.provider.diag.Severity;
import dev.slipway.provider.internal.codec.CodecException;
import dev.slipway.provider.internal.codec.Json;
import dev.slipway.provider.internal.codec.Msgpack;
import dev.slipway.provider.plan.PrivateData;
import dev.slipway.provider.value.Path;
import dev.slipway.provider.value.Type;
import dev.slipway.provider.value.Value;
import java.util.List;
import java.util.TreeMap;

/** Values, paths and diagnostics as messages. */
public final class Messages {

  private static final Type PRIVATE = Type.map(Type.string());

  private Messages() {}

  /** Null where the message is empty. */
  public static Value value(DynamicValue message, Type type) {
    if (!message.getMsgpack().isEmpty()) {
      return Msgpack.decode(message.getMsgpack().toByteArray(), type);
    }
    return message.getJson().isEmpty()
        ? Value.ofNull()
        : Json.decode(message.getJson().toByteArray(), type);
  }

  /**
   * As above, where something has to be.
   *
   * @throws CodecException it is null, or unknown as a whole
   */
  static Value object(DynamicValue message, Type type) {
    var value = value(message, type);
    if (!value.isKnown() || value.isNull()) {
      throw new CodecException(Path.ROOT, "an object is required, nothing given");
    }
    return value;
  }

  public static DynamicValue message(Value value, Type type) {
    return DynamicValue.newBuilder()
        .setMsgpack(ByteString.copyFrom(Msgpack.encode(value, type)))
        .build();
  }

  public static PrivateData privateData(ByteString bytes) {
    if (bytes.isEmpty()) {
      return PrivateData.NONE;
    }
    var entries = new TreeMap<String, String>();
    Msgpack.decode(bytes.toByteArray(), PRIVATE)
        .entries()
        .forEach((key, text) -> entries.put(key, text.asText()));
    return new PrivateData(entries);
  }

  public static ByteString message(PrivateData data) {
    if (data.entries().isEmpty()) {
      return ByteString.EMPTY;
    }
    var entries = new TreeMap<String, Value>();
    data.entries().forEach((key, text) -> entries.put(key, Value.text(text)));
    return ByteString.copyFrom(Msgpack.encode(Value.map(entries), PRIVATE));
  }

  static List<Diagnostic> messages(Diagnostics diagnostics) {
    return diagnostics.all().stream().map(Messages::message).toList();
  }

  private static Diagnostic message(dev.slipway.provider.diag.Diagnostic diagnostic) {
    var message =
        Diagnostic.newBuilder()
            .setSeverity(severity(diagnostic.severity()))
            .setSummary(diagnostic.summary())
            .setDetail(diagnostic.detail());
    var path = diagnostic.path().untilSet();
    if (!path.isRoot()) {
      message.setAttribute(message(path));
    }
    return message.build();
  }

  private static Diagnostic.Severity severity(Severity severity) {
    return switch (severity) {
      case ERROR -> Diagnostic.Severity.ERROR;
      case WARNING -> Diagnostic.Severity.WARNING;
    };
  }

  /** As far as a path can be named: up to the first set. */
  static AttributePath message(Path path) {
    var message = AttributePath.newBuilder();
    for (var step : path.untilSet().steps()) {
      var builder = AttributePath.Step.newBuilder();
      switch (step) {
        case Path.Step.Attribute(var name) -> builder.setAttributeName(name);
        case Path.Step.Index(var index) -> builder.setElementKeyInt(index);
        case Path.Step.Key(var key) -> builder.setElementKeyString(key);
        case Path.Step.Element _ -> throw new IllegalStateException("beyond a set: " + path);
      }
      message.addSteps(builder);
    }
    return message.build();
  }
}
