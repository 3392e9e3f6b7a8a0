package dev.slipway.provider.test.cli;

import org.assertj.core.api.AbstractAssert;
import tools.jackson.databind.json.JsonMapper;

/** Assertions on a resource in state. */
public final class InstanceAssert extends AbstractAssert<InstanceAssert, Instance> {

  InstanceAssert(Instance actual) {
    super(actual, InstanceAssert.class);
  }

  /**
   * An attribute has this value.
   *
   * @param path such as {@code scaling.fixed.replicas} or {@code tags.0}
   * @param value text, a number, a truth value, or a list or map of these
   */
  public InstanceAssert has(String path, Object value) {
    if (!actual.get(path).equals(JsonMapper.shared().valueToTree(value))) {
      throw failure("expected %s to be %s in %s", path, value, actual);
    }
    return this;
  }

  /** An attribute is null. */
  public InstanceAssert lacks(String path) {
    if (!actual.get(path).isNull()) {
      throw failure("expected no %s in %s", path, actual);
    }
    return this;
  }

  /** Its creation failed half-way; the next apply replaces it. */
  public InstanceAssert isTainted() {
    if (!actual.isTainted()) {
      throw failure("expected to be tainted: %s", actual);
    }
    return this;
  }

  public InstanceAssert isNotTainted() {
    if (actual.isTainted()) {
      throw failure("expected not to be tainted: %s", actual);
    }
    return this;
  }
}
