package dev.slipway.provider.internal.codec;

import dev.slipway.provider.value.Type;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Types in JSON: {@code "string"}, {@code ["list",T]}, {@code ["tuple",[T…]]}, {@code
 * ["object",{"a":T},["a"]]} with the optional names, if any, at the end.
 */
public final class TypeJson {

  private TypeJson() {}

  /**
   * Reads one type.
   *
   * @throws CodecException the bytes are no JSON, or JSON that is no type
   */
  public static Type decode(byte[] json) {
    return decode(ByteBuffer.wrap(json), new Trail());
  }

  static Type decode(ByteBuffer json, Trail trail) {
    return type(JsonReader.read(json, trail), trail);
  }

  static Type type(JsonTree tree, Trail trail) {
    return switch (tree) {
      case JsonTree.Text(var name) -> simple(name, trail);
      case JsonTree.Array(var parts) when parts.size() >= 2 -> {
        if (!(parts.getFirst() instanceof JsonTree.Text(var name))) {
          throw trail.error("a type begins with %s, not a name".formatted(parts.getFirst().kind()));
        }
        yield compound(name, parts, trail);
      }
      case JsonTree other -> throw trail.error("%s is no type".formatted(other.kind()));
    };
  }

  private static Type simple(String name, Trail trail) {
    for (var simple : Type.Simple.values()) {
      if (simple.toString().equals(name)) {
        return simple;
      }
    }
    throw trail.error("no simple type has this name");
  }

  private static Type compound(String name, List<JsonTree> parts, Trail trail) {
    var part = parts.get(1);
    if (parts.size() > 2 && !(name.equals("object") && parts.size() == 3)) {
      throw trail.error("a type of %d parts".formatted(parts.size()));
    }
    return switch (name) {
      case "list" -> Type.list(type(part, trail));
      case "set" -> Type.set(type(part, trail));
      case "map" -> Type.map(type(part, trail));
      case "tuple" -> tuple(part, trail);
      case "object" ->
          object(part, parts.size() == 3 ? names(parts.get(2), trail) : Set.of(), trail);
      default -> throw trail.error("no compound type has this name");
    };
  }

  private static Type tuple(JsonTree part, Trail trail) {
    if (!(part instanceof JsonTree.Array(var elements))) {
      throw trail.error("the elements of a tuple type are %s, not array".formatted(part.kind()));
    }
    var types = new ArrayList<Type>(elements.size());
    elements.forEach(element -> types.add(type(element, trail)));
    return Type.tuple(types);
  }

  private static Type object(JsonTree part, Set<String> optional, Trail trail) {
    if (!(part instanceof JsonTree.Members(var members))) {
      throw trail.error(
          "the attributes of an object type are %s, not object".formatted(part.kind()));
    }
    var types = new TreeMap<String, Type>();
    members.forEach((name, type) -> types.put(name, type(type, trail)));
    return trail.checked(() -> Type.object(types, optional));
  }

  private static Set<String> names(JsonTree part, Trail trail) {
    if (!(part instanceof JsonTree.Array(var elements))) {
      throw trail.error("the optional attributes are %s, not array".formatted(part.kind()));
    }
    var names = new TreeSet<String>();
    for (var element : elements) {
      if (!(element instanceof JsonTree.Text(var name))) {
        throw trail.error("the name of an optional attribute is %s".formatted(element.kind()));
      }
      names.add(name);
    }
    return names;
  }

  /** Writes a type. */
  public static byte[] encode(Type type) {
    return JsonWriter.write(tree(type));
  }

  static JsonTree tree(Type type) {
    return switch (type) {
      case Type.Simple simple -> new JsonTree.Text(simple.toString());
      case Type.ListOf(var element) -> compound("list", tree(element));
      case Type.SetOf(var element) -> compound("set", tree(element));
      case Type.MapOf(var element) -> compound("map", tree(element));
      case Type.TupleOf(var elements) ->
          compound("tuple", new JsonTree.Array(elements.stream().map(TypeJson::tree).toList()));
      case Type.ObjectOf(var attributes, var optional) ->
          optional.isEmpty()
              ? compound("object", trees(attributes))
              : compound(
                  "object",
                  trees(attributes),
                  new JsonTree.Array(optional.stream().<JsonTree>map(JsonTree.Text::new).toList()));
    };
  }

  private static JsonTree trees(Map<String, Type> attributes) {
    var members = new LinkedHashMap<String, JsonTree>();
    attributes.forEach((name, type) -> members.put(name, tree(type)));
    return new JsonTree.Members(members);
  }

  private static JsonTree compound(String name, JsonTree... parts) {
    var all = new ArrayList<JsonTree>();
    all.add(new JsonTree.Text(name));
    all.addAll(List.of(parts));
    return new JsonTree.Array(all);
  }
}
