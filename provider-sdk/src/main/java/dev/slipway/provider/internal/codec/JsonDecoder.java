package dev.slipway.provider.internal.codec;

import dev.slipway.provider.value.Path;
import dev.slipway.provider.value.Type;
import dev.slipway.provider.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** Turns JSON into values of a given type. */
final class JsonDecoder {

  private final Trail trail;
  private final boolean dropUnknownAttributes;

  JsonDecoder(Trail trail, boolean dropUnknownAttributes) {
    this.trail = trail;
    this.dropUnknownAttributes = dropUnknownAttributes;
  }

  Value value(JsonTree tree, Type type) {
    if (tree instanceof JsonTree.Null) {
      return Value.ofNull();
    }
    return switch (type) {
      case Type.Simple simple -> simple(tree, simple);
      case Type.ListOf(var element) ->
          Value.list(elements(tree, type, _ -> element, Path.Step.Index::new));
      // An element of a set is named by what it is, which is not known before it is read.
      case Type.SetOf(var element) ->
          Value.set(
              elements(tree, type, _ -> element, _ -> new Path.Step.Element(Value.unknown())));
      case Type.TupleOf(var types) -> {
        int size = as(JsonTree.Array.class, tree, type).elements().size();
        if (size != types.size()) {
          throw trail.error("%d elements required, %d given".formatted(types.size(), size));
        }
        yield Value.tuple(elements(tree, type, types::get, Path.Step.Index::new));
      }
      case Type.MapOf(var element) ->
          map(as(JsonTree.Members.class, tree, type).members(), element);
      case Type.ObjectOf(var types, _) ->
          object(as(JsonTree.Members.class, tree, type).members(), types);
    };
  }

  private Value simple(JsonTree tree, Type.Simple type) {
    return switch (type) {
      case STRING -> Value.text(as(JsonTree.Text.class, tree, type).text());
      case NUMBER -> as(JsonTree.Num.class, tree, type).number();
      case BOOL -> Value.bool(as(JsonTree.Bool.class, tree, type).value());
      case DYNAMIC -> dynamic(as(JsonTree.Members.class, tree, type).members());
    };
  }

  private List<Value> elements(
      JsonTree tree, Type type, IntFunction<Type> types, IntFunction<Path.Step> steps) {
    var elements = as(JsonTree.Array.class, tree, type).elements();
    var values = new ArrayList<Value>(elements.size());
    for (int i = 0; i < elements.size(); i++) {
      var element = elements.get(i);
      var elementType = types.apply(i);
      values.add(trail.in(steps.apply(i), () -> value(element, elementType)));
    }
    return values;
  }

  private Value dynamic(Map<String, JsonTree> members) {
    var typeTree = members.get("type");
    var valueTree = members.get("value");
    if (typeTree == null || valueTree == null || members.size() != 2) {
      throw trail.error("a dynamic value is an object of \"type\" and \"value\"");
    }
    var type = TypeJson.type(typeTree, trail);
    if (type == Type.Simple.DYNAMIC) {
      throw trail.error("a dynamic value needs a concrete type");
    }
    return Value.dynamic(type, value(valueTree, type));
  }

  private Value map(Map<String, JsonTree> members, Type type) {
    var entries = new TreeMap<String, Value>();
    members.forEach((name, member) -> {
      var step = new Path.Step.Key(name);
      if (entries.put(step.key(), trail.in(step, () -> value(member, type))) != null) {
        throw trail.error("a key occurs twice");
      }
    });
    return new Value.MapOf(entries);
  }

  private Value object(Map<String, JsonTree> members, SortedMap<String, Type> types) {
    var attributes = new TreeMap<String, Value>();
    types.keySet().forEach(name -> attributes.put(name, Value.ofNull()));
    members.forEach((name, member) -> {
      var step = new Path.Step.Attribute(name);
      var type = types.get(step.name());
      if (type != null) {
        attributes.put(step.name(), trail.in(step, () -> value(member, type)));
      } else if (!dropUnknownAttributes) {
        throw trail.in(step, () -> trail.error("no such attribute in the type"));
      }
    });
    return new Value.ObjectOf(attributes);
  }

  private <T extends JsonTree> T as(Class<T> wanted, JsonTree tree, Type type) {
    if (wanted.isInstance(tree)) {
      return wanted.cast(tree);
    }
    throw trail.error("%s required, %s given".formatted(type, tree.kind()));
  }
}
