package dev.slipway.provider.internal.protocol6;

import dev.slipway.provider.plan.PrivateData;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is remembered when one object takes the place of another. Terraform keeps one private text
 * for both: that of the new one's plan is what the old one's delete is told. So the plan carries
 * what the old one remembered, out of sight.
 */
final class Succession {

  /** No key of an author's begins so. */
  private static final String OLD = "\0";

  private Succession() {}

  /** What a plan is told: what it remembers of the new object, and what the old one remembered. */
  static PrivateData planned(PrivateData successor, PrivateData predecessor) {
    var both = new TreeMap<>(successor.entries());
    predecessor.entries().forEach((key, text) -> both.put(OLD + key, text));
    return new PrivateData(both);
  }

  /** What the new object is to remember. */
  static PrivateData successor(PrivateData planned) {
    var own = new TreeMap<>(planned.entries());
    own.keySet().removeIf(key -> key.startsWith(OLD));
    return new PrivateData(own);
  }

  /** What the object that is deleted remembered; where nothing takes its place, all of it. */
  static PrivateData predecessor(PrivateData planned) {
    var old = new TreeMap<String, String>();
    for (Map.Entry<String, String> entry : planned.entries().entrySet()) {
      if (entry.getKey().startsWith(OLD)) {
        old.put(entry.getKey().substring(OLD.length()), entry.getValue());
      }
    }
    return old.isEmpty() ? planned : new PrivateData(old);
  }
}
