package dev.slipway.provider.value;

import java.util.ArrayList;
import java.util.List;

/**
 * The way from a value to one of its parts. Prints as {@code volumes[0].labels["team"]}; an element
 * of a set prints as {@code [*]}, because its only name is its content.
 */
public record Path(List<Step> steps) {

  /** The value itself. */
  public static final Path ROOT = new Path(List.of());

  public Path {
    steps = List.copyOf(steps);
  }

  /** From the root through attributes of objects within objects. */
  public static Path of(String... attributes) {
    var path = ROOT;
    for (var name : attributes) {
      path = path.attribute(name);
    }
    return path;
  }

  public Path attribute(String name) {
    return then(new Step.Attribute(name));
  }

  /** Element of a list or tuple, from zero. */
  public Path index(int index) {
    return then(new Step.Index(index));
  }

  /** Element of a map. */
  public Path key(String key) {
    return then(new Step.Key(key));
  }

  /** Element of a set. */
  public Path element(Value value) {
    return then(new Step.Element(value));
  }

  public Path then(Step step) {
    var longer = new ArrayList<Step>(steps.size() + 1);
    longer.addAll(steps);
    longer.add(step);
    return new Path(longer);
  }

  public Path then(Path rest) {
    var longer = new ArrayList<>(steps);
    longer.addAll(rest.steps);
    return new Path(longer);
  }

  public boolean isRoot() {
    return steps.isEmpty();
  }

  public boolean startsWith(Path prefix) {
    return steps.size() >= prefix.steps.size()
        && steps.subList(0, prefix.steps.size()).equals(prefix.steps);
  }

  /** The part before the first element of a set: as far as the plugin protocol can name. */
  public Path untilSet() {
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i) instanceof Step.Element) {
        return new Path(steps.subList(0, i));
      }
    }
    return this;
  }

  @Override
  public String toString() {
    return Rendering.of(this);
  }

  /** One part of a value, seen from that value. */
  public sealed interface Step {
    /** Attribute of an object. */
    record Attribute(String name) implements Step {
      public Attribute {
        name = Unicode.normalized(name);
      }
    }

    /** Element of a list or tuple, from zero. */
    record Index(int index) implements Step {
      public Index {
        if (index < 0) {
          throw new IllegalArgumentException("index must be >= 0: " + index);
        }
      }
    }

    /** Element of a map. */
    record Key(String key) implements Step {
      public Key {
        key = Unicode.normalized(key);
      }
    }

    /** Element of a set. */
    record Element(Value value) implements Step {}
  }
}
