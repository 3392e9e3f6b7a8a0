package dev.slipway.controlplane.runtime.kubernetes;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Where in an object something is, from its root. */
record FieldPath(List<Part> parts) {
  static final FieldPath ROOT = new FieldPath(List.of());

  /** One step down. */
  sealed interface Part {
    record Field(String name) implements Part {}

    /**
     * An item of a list whose items have keys.
     *
     * @param name of the item, for people
     */
    record Item(String name, JsonObject body) implements Part {}
  }

  FieldPath field(String name) {
    return with(new Part.Field(name));
  }

  FieldPath item(String name, JsonObject body) {
    return with(new Part.Item(name, body));
  }

  private FieldPath with(Part part) {
    var longer = new ArrayList<>(parts);
    longer.add(part);
    return new FieldPath(List.copyOf(longer));
  }

  /** Such as {@code spec.template.spec.containers[app].image}. */
  @Override
  public String toString() {
    var text = new StringBuilder();
    for (var part : parts) {
      switch (part) {
        case Part.Field(var name) -> text.append(text.isEmpty() ? "" : ".").append(name);
        case Part.Item(var name, _) -> text.append('[').append(name).append(']');
      }
    }
    return text.toString();
  }
}
