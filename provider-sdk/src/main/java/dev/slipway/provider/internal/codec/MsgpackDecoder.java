package dev.slipway.provider.internal.codec;

import dev.slipway.provider.value.Path;
import dev.slipway.provider.value.Type;
import dev.slipway.provider.value.Value;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** Reads values of a given type. */
final class MsgpackDecoder {

  private final MsgpackReader in;
  private final Trail trail;

  MsgpackDecoder(MsgpackReader in, Trail trail) {
    this.in = in;
    this.trail = trail;
  }

  Value value(Type type) {
    return switch (in.next()) {
      case MsgpackToken.Nil _ -> Value.ofNull();
      case MsgpackToken.Extension(var code, var body) -> unknown(code, body, type);
      case MsgpackToken token -> known(token, type);
    };
  }

  private Value unknown(byte code, ByteBuffer body, Type type) {
    var unknown = MsgpackUnknown.read(code, body, trail);
    type.mismatch(unknown)
        .ifPresent(found -> {
          throw trail.error(found.reason());
        });
    return unknown;
  }

  private Value known(MsgpackToken token, Type type) {
    return switch (type) {
      case Type.Simple simple -> simple(token, simple);
      case Type.ListOf(var element) ->
          Value.list(
              elements(
                  as(MsgpackToken.Array.class, token, type).size(),
                  _ -> element,
                  Path.Step.Index::new));
      // An element of a set is named by what it is, which is not known before it is read.
      case Type.SetOf(var element) ->
          Value.set(
              elements(
                  as(MsgpackToken.Array.class, token, type).size(),
                  _ -> element,
                  _ -> new Path.Step.Element(Value.unknown())));
      case Type.TupleOf(var types) ->
          tuple(as(MsgpackToken.Array.class, token, type).size(), types);
      case Type.MapOf(var element) -> map(as(MsgpackToken.Map.class, token, type).size(), element);
      case Type.ObjectOf(var types, _) ->
          object(as(MsgpackToken.Map.class, token, type).size(), types);
    };
  }

  private Value simple(MsgpackToken token, Type.Simple type) {
    return switch (type) {
      case STRING -> Value.text(as(MsgpackToken.Text.class, token, type).text());
      case NUMBER -> number(token, trail);
      case BOOL -> Value.bool(as(MsgpackToken.Bool.class, token, type).value());
      case DYNAMIC -> dynamic(as(MsgpackToken.Array.class, token, type).size());
    };
  }

  /** A number in any form: integer, float, or string of decimal digits. */
  static Value.Num number(MsgpackToken token, Trail trail) {
    if (token instanceof MsgpackToken.Num(var number)) {
      return number;
    }
    if (token instanceof MsgpackToken.Text(var text)) {
      return trail.checked(() -> Value.number(text));
    }
    throw wrong(Type.number(), token, trail);
  }

  private Value dynamic(int size) {
    if (size != 2) {
      throw trail.error("a dynamic value is a type and a value, not %d items".formatted(size));
    }
    if (!(in.next() instanceof MsgpackToken.Binary(var json))) {
      throw trail.error("the type of a dynamic value is not binary");
    }
    var type = TypeJson.decode(json, trail);
    if (type == Type.Simple.DYNAMIC) {
      throw trail.error("a dynamic value needs a concrete type");
    }
    return Value.dynamic(type, value(type));
  }

  private Value tuple(int size, List<Type> types) {
    if (size != types.size()) {
      throw trail.error("%d elements required, %d given".formatted(types.size(), size));
    }
    return Value.tuple(elements(size, types::get, Path.Step.Index::new));
  }

  private List<Value> elements(int size, IntFunction<Type> types, IntFunction<Path.Step> steps) {
    var elements = new ArrayList<Value>();
    for (int i = 0; i < size; i++) {
      var type = types.apply(i);
      elements.add(trail.in(steps.apply(i), () -> value(type)));
    }
    return elements;
  }

  private Value map(int size, Type type) {
    var entries = new TreeMap<String, Value>();
    for (int i = 0; i < size; i++) {
      var step = new Path.Step.Key(key());
      if (entries.put(step.key(), trail.in(step, () -> value(type))) != null) {
        throw trail.error("a key occurs twice");
      }
    }
    return new Value.MapOf(entries);
  }

  private Value object(int size, SortedMap<String, Type> types) {
    var attributes = new TreeMap<String, Value>();
    for (int i = 0; i < size; i++) {
      var step = new Path.Step.Attribute(key());
      var type = types.get(step.name());
      if (type == null) {
        throw trail.in(step, () -> trail.error("no such attribute in the type"));
      }
      if (attributes.put(step.name(), trail.in(step, () -> value(type))) != null) {
        throw trail.error("an attribute occurs twice");
      }
    }
    for (var name : types.keySet()) {
      if (!attributes.containsKey(name)) {
        throw trail.in(new Path.Step.Attribute(name), () -> trail.error("attribute is missing"));
      }
    }
    return new Value.ObjectOf(attributes);
  }

  private String key() {
    if (in.next() instanceof MsgpackToken.Text(var text)) {
      return text;
    }
    throw trail.error("a key is not a string");
  }

  private <T extends MsgpackToken> T as(Class<T> wanted, MsgpackToken token, Type type) {
    if (wanted.isInstance(token)) {
      return wanted.cast(token);
    }
    throw wrong(type, token, trail);
  }

  private static CodecException wrong(Type type, MsgpackToken token, Trail trail) {
    return trail.error("%s required, %s given".formatted(type, token.kind()));
  }
}
