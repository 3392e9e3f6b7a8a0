package dev.slipway.provider.internal.codec;

import dev.slipway.provider.value.Type;
import dev.slipway.provider.value.Value;
import java.util.List;

/** Writes values that are known to fit their type. */
final class MsgpackEncoder {

  private final MsgpackWriter out;

  MsgpackEncoder(MsgpackWriter out) {
    this.out = out;
  }

  void value(Value value, Type type) {
    switch (value) {
      case Value.Null _ -> out.nil();
      case Value.Unknown(var refinements) -> MsgpackUnknown.write(refinements, out);
      case Value.Bool(var bool) -> out.bool(bool);
      case Value.Text(var text) -> out.text(text);
      case Value.Num number -> out.number(number);
      case Value.ListOf(var elements) -> array(elements, ((Type.ListOf) type).element());
      case Value.SetOf(var elements) -> array(elements, ((Type.SetOf) type).element());
      case Value.TupleOf(var elements) -> {
        var types = ((Type.TupleOf) type).elements();
        out.array(elements.size());
        for (int i = 0; i < elements.size(); i++) {
          value(elements.get(i), types.get(i));
        }
      }
      case Value.MapOf(var entries) -> {
        var element = ((Type.MapOf) type).element();
        out.map(entries.size());
        entries.forEach((key, part) -> {
          out.text(key);
          value(part, element);
        });
      }
      case Value.ObjectOf object -> {
        var attributes = ((Type.ObjectOf) type).attributes();
        out.map(attributes.size());
        attributes.forEach((name, attribute) -> {
          out.text(name);
          value(object.attribute(name), attribute);
        });
      }
      case Value.Dynamic(var concrete, var inner) -> {
        out.array(2);
        out.binary(TypeJson.encode(concrete));
        value(inner, concrete);
      }
    }
  }

  private void array(List<Value> elements, Type type) {
    out.array(elements.size());
    elements.forEach(element -> value(element, type));
  }
}
