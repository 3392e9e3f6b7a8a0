package dev.slipway.provider.test.zerodiff;

import dev.slipway.provider.diag.Diagnostic;
import dev.slipway.provider.internal.engine.ConfigChecks;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Block;
import dev.slipway.provider.schema.Kind;
import dev.slipway.provider.schema.Scalar;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.test.zerodiff.Samples.Missing;
import dev.slipway.provider.value.Path;
import dev.slipway.provider.value.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Derives the ways to configure a resource from its schema. */
final class Variants {

  private static final int MOST_ELEMENTS = 5;

  private final String typeName;
  private final Samples samples;
  private final Set<Attribute<?>> left;
  private final List<String> missing = new ArrayList<>();

  /**
   * Of one type.
   *
   * @param left attributes that are never configured
   */
  Variants(String typeName, Samples samples, Set<Attribute<?>> left) {
    this.typeName = typeName;
    this.samples = samples;
    this.left = left;
  }

  /**
   * All of them, no two the same; the first configures as little as possible.
   *
   * @throws IllegalStateException samples are missing
   */
  List<Variant> of(Shape<?> root) {
    var variants = new ArrayList<Variant>();
    for (var form : objects(root, Path.ROOT)) {
      var name = form.label().isEmpty() ? "as plain as can be" : "with " + form.label();
      add(variants, new Variant(name, (Value.ObjectOf) form.value()));
    }
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          "%s:\n  %s\nGive them by .sample(ATTRIBUTE, value), or leave optional ones out by .without(ATTRIBUTE, \"reason\")."
              .formatted(typeName, String.join("\n  ", missing)));
    }
    var full = variants.getLast();
    add(
        variants,
        new Variant(
            full.name() + ", spelled otherwise",
            (Value.ObjectOf) new Spellings(samples).otherwise(root, full.object())));
    return variants;
  }

  private static void add(List<Variant> variants, Variant variant) {
    if (variants.stream().noneMatch(variant::isLike)) {
      variants.add(variant);
    }
  }

  /** The forms of an object; the first is the plainest, the last a full one. */
  private List<Form> objects(Shape<?> shape, Path path) {
    var forms = new LinkedHashMap<Attribute<?>, List<Form>>();
    for (var attribute : shape.attributes()) {
      boolean configurable = attribute.isRequired() || attribute.isOptional();
      if (configurable && !left.contains(attribute)) {
        try {
          forms.put(attribute, forms(attribute, attribute.in(path)));
        } catch (Missing e) {
          missing.add(String.valueOf(e.getMessage()));
        }
      }
    }
    var selections =
        new Selections(
            forms.keySet().stream().filter(Attribute::isRequired).toList(),
            forms.keySet().stream().filter(each -> !each.isRequired()).toList(),
            selection -> broken(shape, plainest(shape, forms, selection)));
    return combined(shape, path, forms, selections);
  }

  private List<Form> combined(
      Shape<?> shape, Path path, Map<Attribute<?>, List<Form>> forms, Selections selections) {
    var few =
        selections
            .smallestWith(Set.of())
            .orElseThrow(() ->
                new IllegalStateException(
                    "%s: the rules%s allow no configuration"
                        .formatted(typeName, path.isRoot() ? "" : " of " + path)));
    var all = new ArrayList<Form>();
    all.add(Form.plain("", plainest(shape, forms, few)));
    forms.forEach((attribute, each) ->
        selections
            .smallestWith(Set.of(attribute))
            .ifPresent(selection ->
                each.forEach(form ->
                    all.add(
                        Form.plain(
                            form.label(),
                            plainest(shape, forms, selection)
                                .with(attribute.name(), form.value()))))));
    var most = selections.largest().reversed();
    for (var selection : most) {
      all.add(new Form(everything(selection, most), fullest(shape, forms, selection), true));
    }
    return all;
  }

  /** Where not everything goes together, named by what the others lack. */
  private static String everything(
      Set<Attribute<?>> selection, Collection<? extends Set<Attribute<?>>> all) {
    return all.size() == 1
        ? "everything"
        : selection.stream()
            .filter(each -> !all.stream().allMatch(other -> other.contains(each)))
            .map(Attribute::name)
            .findFirst()
            .map("everything that goes with "::concat)
            .orElse("everything");
  }

  private static Value.ObjectOf plainest(
      Shape<?> shape, Map<Attribute<?>, List<Form>> forms, Collection<Attribute<?>> selection) {
    return object(shape, forms, selection, List::getFirst);
  }

  private static Value.ObjectOf fullest(
      Shape<?> shape, Map<Attribute<?>, List<Form>> forms, Collection<Attribute<?>> selection) {
    return object(
        shape,
        forms,
        selection,
        each -> each.stream().filter(Form::isFull).findFirst().orElseGet(each::getFirst));
  }

  private static Value.ObjectOf object(
      Shape<?> shape,
      Map<Attribute<?>, List<Form>> forms,
      Collection<Attribute<?>> selection,
      Function<List<Form>, Form> choice) {
    var object = shape.blank().object();
    for (var attribute : selection) {
      object =
          object.with(
              attribute.name(), choice.apply(forms.getOrDefault(attribute, List.of())).value());
    }
    return object;
  }

  private static Optional<List<Attribute<?>>> broken(Shape<?> shape, Value object) {
    var fields = shape.view(object, Path.ROOT);
    return shape.rules().stream()
        .filter(rule -> rule.violations(fields).stream().anyMatch(Diagnostic::isError))
        .findFirst()
        .map(rule -> rule.attributes());
  }

  /** The forms of an attribute; the first is the plainest. */
  private <T> List<Form> forms(Attribute<T> attribute, Path path) throws Missing {
    if (samples.has(attribute)) {
      return plain(attribute, samples.of(attribute));
    }
    return switch (attribute.kind()) {
      case Shape<?> shape ->
          objects(shape, path).stream()
              .map(form -> form.within(attribute.name(), form.value()))
              .toList();
      case Kind.ListOf<?>(Shape<?> shape) ->
          several(attribute, path, objects(shape, path), Value::list);
      case Kind.SetOf<?>(Shape<?> shape) ->
          several(attribute, path, objects(shape, path), Value::set);
      case Kind.MapOf<?>(Shape<?> shape) ->
          several(attribute, path, objects(shape, path), Variants::labeled);
      case Kind.ListOf<?> _, Kind.SetOf<?> _, Kind.MapOf<?> _, Scalar<?> _ ->
          plain(attribute, samples.of(attribute, path));
    };
  }

  private static <T> List<Form> plain(Attribute<T> attribute, List<Value> values) {
    var fallback = attribute.fallback().map(attribute.kind()::encode);
    var forms = new ArrayList<Form>();
    for (var value : values) {
      if (fallback.filter(each -> attribute.meansTheSame(each, value)).isEmpty()) {
        forms.add(
            forms.isEmpty()
                ? Form.plain(attribute.name(), value)
                : Form.another(attribute.name(), value));
      }
    }
    fallback.ifPresent(value -> forms.add(Form.plain(attribute.name() + " as by default", value)));
    return forms;
  }

  private static Value labeled(List<Value> elements) {
    var entries = new TreeMap<String, Value>();
    for (var element : elements) {
      entries.put("key-" + (entries.size() + 1), element);
    }
    return Value.map(entries);
  }

  /** A collection with each form of its elements, of as many as there have to be. */
  private static List<Form> several(
      Attribute<?> attribute,
      Path path,
      List<Form> elements,
      Function<List<Value>, Value> collection)
      throws Missing {
    int least = attribute instanceof Block<?, ?> block ? (int) Math.max(1, block.min()) : 1;
    var forms = new ArrayList<Form>();
    for (int first = 0; first < elements.size(); first++) {
      for (int count = least; count <= MOST_ELEMENTS; count++) {
        var value = collection.apply(from(elements, first, count));
        if (passes(attribute, value)) {
          forms.add(elements.get(first).within(attribute.name() + "[]", value));
          break;
        }
      }
    }
    if (forms.isEmpty()) {
      throw new Missing(path);
    }
    int usual = size(forms.getFirst().value());
    var more = collection.apply(from(elements, 0, usual + 1));
    if (size(more) > usual && passes(attribute, more)) {
      forms.add(Form.plain("more " + attribute.name(), more));
    }
    return forms;
  }

  /** So many different ones, as far as there are. */
  private static List<Value> from(List<Form> elements, int first, int count) {
    var chosen = new ArrayList<Value>();
    for (int i = 0; i < elements.size() && chosen.size() < count; i++) {
      var value = elements.get((first + i) % elements.size()).value();
      if (!chosen.contains(value)) {
        chosen.add(value);
      }
    }
    return chosen;
  }

  private static boolean passes(Attribute<?> attribute, Value value) {
    boolean fits =
        ConfigChecks.run(attribute, value, attribute.path()).stream()
            .noneMatch(Diagnostic::isError);
    return fits
        && (!(attribute instanceof Block<?, ?> block)
            || block.max() == 0
            || size(value) <= block.max());
  }

  private static int size(Value value) {
    return value instanceof Value.MapOf(var entries) ? entries.size() : value.elements().size();
  }
}
