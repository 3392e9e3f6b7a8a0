package dev.slipway.provider.internal.codec;

import dev.slipway.provider.value.Path;
import dev.slipway.provider.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Turns values into JSON, except what JSON cannot say. */
final class JsonEncoder {

  private final Trail trail;

  JsonEncoder(Trail trail) {
    this.trail = trail;
  }

  JsonTree tree(Value value) {
    return switch (value) {
      case Value.Null _ -> new JsonTree.Null();
      case Value.Bool(var bool) -> new JsonTree.Bool(bool);
      case Value.Text(var text) -> new JsonTree.Text(text);
      case Value.Num.Finite number -> new JsonTree.Num(number);
      case Value.ListOf(var elements) -> array(elements, Path.Step.Index::new);
      case Value.TupleOf(var elements) -> array(elements, Path.Step.Index::new);
      case Value.SetOf(var elements) ->
          array(elements, index -> new Path.Step.Element(elements.get(index)));
      case Value.MapOf(var entries) -> members(entries, Path.Step.Key::new);
      case Value.ObjectOf(var attributes) -> members(attributes, Path.Step.Attribute::new);
      case Value.Dynamic(var type, var inner) -> {
        var members = new LinkedHashMap<String, JsonTree>();
        members.put("type", TypeJson.tree(type));
        members.put("value", tree(inner));
        yield new JsonTree.Members(members);
      }
      case Value.Unknown _ -> throw trail.error("an unknown value has no form in JSON");
      case Value.Num.Infinite _ -> throw trail.error("infinity has no form in JSON");
    };
  }

  private JsonTree array(List<Value> elements, IntFunction<Path.Step> steps) {
    var trees = new ArrayList<JsonTree>(elements.size());
    for (int i = 0; i < elements.size(); i++) {
      var element = elements.get(i);
      trees.add(trail.in(steps.apply(i), () -> tree(element)));
    }
    return new JsonTree.Array(trees);
  }

  private JsonTree members(Map<String, Value> entries, Function<String, Path.Step> step) {
    var members = new LinkedHashMap<String, JsonTree>();
    entries.forEach(
        (name, part) -> members.put(name, trail.in(step.apply(name), () -> tree(part))));
    return new JsonTree.Members(members);
  }
}
