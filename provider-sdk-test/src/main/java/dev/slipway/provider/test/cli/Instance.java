package dev.slipway.provider.test.cli;

import org.assertj.core.api.AssertProvider;
import tools.jackson.databind.JsonNode;

/**
 * A resource in state.
 *
 * @param isTainted its creation failed half-way; the next apply replaces it
 * @param attributes as an object
 */
public record Instance(String address, boolean isTainted, JsonNode attributes)
    implements AssertProvider<InstanceAssert> {

  static Instance of(JsonNode json) {
    return new Instance(
        json.path("address").asString(),
        json.path("tainted").asBoolean(false),
        json.path("values"));
  }

  /**
   * An attribute.
   *
   * @param path such as {@code scaling.fixed.replicas} or {@code tags.0}
   */
  public JsonNode get(String path) {
    return attributes.at("/" + path.replace('.', '/'));
  }

  /** An attribute that is text. */
  public String text(String path) {
    return get(path).asString();
  }

  /** Use {@code assertThat(instance)}. */
  @Override
  public InstanceAssert assertThat() {
    return new InstanceAssert(this);
  }

  @Override
  public String toString() {
    return "%s%s %s".formatted(address, isTainted ? " (tainted)" : "", attributes.toPrettyString());
  }
}
