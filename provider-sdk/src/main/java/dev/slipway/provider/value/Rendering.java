package dev.slipway.provider.value;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;

/** Prints types, values and paths for people, never more than {@link #LIMIT} characters. */
final class Rendering {

  static final int LIMIT = 400;

  private final StringBuilder out = new StringBuilder();

  private Rendering() {}

  static String of(Value value) {
    var rendering = new Rendering();
    rendering.value(value);
    return rendering.cut();
  }

  static String of(Type type) {
    var rendering = new Rendering();
    rendering.type(type);
    return rendering.cut();
  }

  static String of(Path path) {
    var rendering = new Rendering();
    path.steps().forEach(rendering::step);
    return rendering.cut();
  }

  static String ofKey(String key) {
    var rendering = new Rendering();
    rendering.quoted(key);
    return rendering.cut();
  }

  private void value(Value value) {
    switch (value) {
      case Value.Null _ -> add("null");
      case Value.Unknown(var refinements) -> unknown(refinements);
      case Value.Bool(var bool) -> add(String.valueOf(bool));
      case Value.Text(var text) -> quoted(text);
      case Value.Num number -> number(number);
      case Value.ListOf(var elements) -> parts("[", elements, this::value, "]");
      case Value.TupleOf(var elements) -> parts("[", elements, this::value, "]");
      case Value.SetOf(var elements) -> parts("set[", elements, this::value, "]");
      case Value.MapOf(var elements) -> parts("{", elements.entrySet(), this::element, "}");
      case Value.ObjectOf(var attributes) ->
          parts("{", attributes.entrySet(), this::attribute, "}");
      case Value.Dynamic(_, var inner) -> value(inner);
    }
  }

  private void element(Map.Entry<String, Value> entry) {
    quoted(entry.getKey());
    add(" = ");
    value(entry.getValue());
  }

  private void attribute(Map.Entry<String, Value> entry) {
    add(entry.getKey());
    add(" = ");
    value(entry.getValue());
  }

  private void unknown(Refinements refinements) {
    add("unknown");
    if (refinements.notNull()) {
      add(", not null");
    }
    if (refinements.refinesString()) {
      add(", starts with ");
      quoted(refinements.prefix());
    }
    if (refinements.min() != null) {
      add(refinements.min().inclusive() ? ", >= " : ", > ");
      number(refinements.min().number());
    }
    if (refinements.max() != null) {
      add(refinements.max().inclusive() ? ", <= " : ", < ");
      number(refinements.max().number());
    }
    if (refinements.minLength() > 0) {
      add(", length >= " + refinements.minLength());
    }
    if (refinements.maxLength() < Long.MAX_VALUE) {
      add(", length <= " + refinements.maxLength());
    }
  }

  private void number(Value.Num number) {
    switch (number) {
      case Value.Num.Finite finite -> add(finite.toDecimal());
      case Value.Num.Infinite(var positive) -> add(positive ? "infinity" : "-infinity");
    }
  }

  private void type(Type type) {
    switch (type) {
      case Type.Simple simple -> add(simple.toString());
      case Type.ListOf(var element) -> wrapped("list(", element);
      case Type.SetOf(var element) -> wrapped("set(", element);
      case Type.MapOf(var element) -> wrapped("map(", element);
      case Type.TupleOf(var elements) -> parts("tuple([", elements, this::type, "])");
      case Type.ObjectOf(var attributes, var optional) ->
          parts(
              "object({",
              attributes.entrySet(),
              attribute -> {
                add(attribute.getKey());
                add(" = ");
                if (optional.contains(attribute.getKey())) {
                  wrapped("optional(", attribute.getValue());
                } else {
                  type(attribute.getValue());
                }
              },
              "})");
    }
  }

  private void wrapped(String open, Type type) {
    add(open);
    // Stops here on a type nested beyond what is shown.
    if (!full()) {
      type(type);
    }
    add(")");
  }

  private void step(Path.Step step) {
    switch (step) {
      case Path.Step.Attribute(var name) -> {
        if (!out.isEmpty()) {
          add(".");
        }
        add(name);
      }
      case Path.Step.Index(var index) -> add("[" + index + "]");
      case Path.Step.Key(var key) -> {
        add("[");
        quoted(key);
        add("]");
      }
      case Path.Step.Element _ -> add("[*]");
    }
  }

  private <T> void parts(String open, Collection<T> parts, Consumer<T> show, String close) {
    add(open);
    for (Iterator<T> rest = parts.iterator(); rest.hasNext() && !full(); ) {
      show.accept(rest.next());
      if (rest.hasNext()) {
        add(", ");
      }
    }
    add(close);
  }

  private void quoted(String text) {
    add("\"");
    for (int i = 0; i < text.length() && !full(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> add("\\\"");
        case '\\' -> add("\\\\");
        case '\n' -> add("\\n");
        case '\t' -> add("\\t");
        default ->
            add(Character.isISOControl(c) ? "\\u%04x".formatted((int) c) : String.valueOf(c));
      }
    }
    add("\"");
  }

  private boolean full() {
    return out.length() > LIMIT;
  }

  private void add(String text) {
    if (!full()) {
      out.append(text);
    }
  }

  private String cut() {
    if (!full()) {
      return out.toString();
    }
    int end = Character.isHighSurrogate(out.charAt(LIMIT - 2)) ? LIMIT - 2 : LIMIT - 1;
    return out.substring(0, end) + "…";
  }
}
