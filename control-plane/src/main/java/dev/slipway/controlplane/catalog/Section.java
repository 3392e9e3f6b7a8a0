package dev.slipway.controlplane.catalog;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * One mapping of a YAML file, read field by field. What is wrong is noted with its line and path,
 * and reading goes on with a harmless value, so that all problems are told at once.
 */
final class Section {
  private final String file;
  private final String path;
  private final List<String> problems;
  private final int line;
  private final Map<String, Node> fields = new LinkedHashMap<>();

  Section(String file, String path, Node node, List<String> problems) {
    this.file = file;
    this.path = path;
    this.problems = problems;
    this.line = node.getStartMark().getLine() + 1;
    if (node instanceof MappingNode mapping) {
      for (var entry : mapping.getValue()) {
        var name = entry.getKeyNode() instanceof ScalarNode key ? key.getValue() : "";
        if (fields.put(name, entry.getValueNode()) != null) {
          problem(name, entry.getKeyNode(), "is given twice; keep one");
        }
      }
    } else {
      problems.add(
          "%s:%d: %s: must hold fields".formatted(file, line, path.isEmpty() ? "the file" : path));
    }
  }

  /** A section that is not there; what it lacks besides is not worth telling. */
  private Section(String file, String path, int line) {
    this.file = file;
    this.path = path;
    this.problems = new ArrayList<>();
    this.line = line;
  }

  /** Notes every field that is none of these. */
  void knowsOnly(String... names) {
    var known = Arrays.asList(names);
    fields.forEach((name, node) -> {
      if (!known.contains(name)) {
        problem(name, node, "is unknown; known here: " + String.join(", ", known));
      }
    });
  }

  String text(String name) {
    return scalar(name).orElseGet(() -> missing(name, ""));
  }

  String text(String name, String fallback) {
    return scalar(name).orElse(fallback);
  }

  String textOf(String name, String... allowed) {
    var text = text(name);
    if (!text.isEmpty() && !Arrays.asList(allowed).contains(text)) {
      problem(name, "\"%s\" must be one of %s".formatted(text, String.join(", ", allowed)));
    }
    return text;
  }

  boolean flag(String name) {
    return switch (scalar(name).orElse("false")) {
      case "true" -> true;
      case "false" -> false;
      case String other -> {
        problem(name, "\"%s\" must be true or false".formatted(other));
        yield false;
      }
    };
  }

  int number(String name, int min, int max, @Nullable Integer fallback) {
    var text = scalar(name);
    if (text.isEmpty()) {
      return fallback != null ? fallback : missing(name, min);
    }
    if (text.get().matches("-?\\d{1,9}")) {
      int number = Integer.parseInt(text.get());
      if (number >= min && number <= max) {
        return number;
      }
    }
    problem(name, "\"%s\" must be a whole number, %d to %d".formatted(text.get(), min, max));
    return min;
  }

  BigDecimal amount(String name) {
    var text = text(name);
    if (text.matches("\\d{1,9}(\\.\\d{1,9})?")) {
      return new BigDecimal(text);
    }
    if (!text.isEmpty()) {
      problem(name, "\"%s\" must be a decimal number >= 0, such as 0.0291".formatted(text));
    }
    return BigDecimal.ZERO;
  }

  /** A value with a form of its own; what the parser refuses becomes the problem's text. */
  <T> Optional<T> parsed(String name, Function<String, T> parser) {
    var text = text(name);
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(parser.apply(text));
    } catch (IllegalArgumentException e) {
      problem(name, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  boolean has(String name) {
    return fields.containsKey(name);
  }

  Section section(String name) {
    var node = fields.get(name);
    if (node == null) {
      missing(name, "");
      return new Section(file, pathOf(name), line);
    }
    return new Section(file, pathOf(name), node, problems);
  }

  List<Section> sections(String name) {
    var found = new ArrayList<Section>();
    for (var node : items(name)) {
      found.add(new Section(file, "%s[%d]".formatted(pathOf(name), found.size()), node, problems));
    }
    if (found.isEmpty() && (!has(name) || fields.get(name) instanceof SequenceNode)) {
      problem(name, "must list one at least");
    }
    return found;
  }

  /** All fields of a section whose fields are names of the file's own; each is a single value. */
  SortedMap<String, String> entries() {
    var entries = new TreeMap<String, String>();
    fields.keySet().forEach(name -> entries.put(name, text(name)));
    return entries;
  }

  List<String> texts(String name) {
    return items(name).stream()
        .map(node -> node instanceof ScalarNode scalar ? scalar.getValue() : "")
        .collect(Collectors.toList());
  }

  private List<Node> items(String name) {
    return switch (fields.get(name)) {
      case null -> List.of();
      case SequenceNode sequence -> sequence.getValue();
      case Node other -> {
        problem(name, other, "must be a list");
        yield List.of();
      }
    };
  }

  /** Notes a problem at this field. */
  void problem(String name, String text) {
    var node = fields.get(name);
    if (node == null) {
      problems.add("%s:%d: %s: %s".formatted(file, line, pathOf(name), text));
    } else {
      problem(name, node, text);
    }
  }

  private void problem(String name, Node node, String text) {
    problems.add(
        "%s:%d: %s: %s".formatted(file, node.getStartMark().getLine() + 1, pathOf(name), text));
  }

  private <T> T missing(String name, T fallback) {
    problem(name, "is missing");
    return fallback;
  }

  private Optional<String> scalar(String name) {
    return switch (fields.get(name)) {
      case null -> Optional.empty();
      case ScalarNode scalar -> Optional.of(scalar.getValue());
      case Node other -> {
        problem(name, other, "must be a single value");
        yield Optional.of("");
      }
    };
  }

  private String pathOf(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
