package dev.slipway.provider.test.zerodiff;

import dev.slipway.provider.value.Value;

/**
 * One way to configure an attribute or an object.
 *
 * @param label what is special about it; empty for the plainest
 * @param isFull whether everything that can be is configured
 */
record Form(String label, Value value, boolean isFull) {

  private static final String ANOTHER = "another ";

  /** A second value of an attribute. */
  static Form another(String name, Value value) {
    return plain(ANOTHER + name, value);
  }

  static Form plain(String label, Value value) {
    return new Form(label, value, false);
  }

  /** The form of an attribute whose value has this one. */
  Form within(String name, Value value) {
    var inner = label.startsWith(ANOTHER) ? label.substring(ANOTHER.length()) : label;
    var path = inner.isEmpty() ? name : name + "." + inner;
    return new Form(inner.equals(label) ? path : ANOTHER + path, value, isFull);
  }
}
