package dev.slipway.provider.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The attributes and blocks of a resource, a data source or the provider, and the rules between
 * them. Immutable. Mistakes that Terraform would refuse are refused here, with the attribute named.
 */
public final class Schema {

  private final String doc;
  private final String deprecation;
  private final long version;
  private final Shape<Nested> shape;
  private final @Nullable Timeouts timeouts;

  private Schema(
      String doc,
      String deprecation,
      long version,
      Shape<Nested> shape,
      @Nullable Timeouts timeouts) {
    this.doc = doc;
    this.deprecation = deprecation;
    this.version = version;
    this.shape = shape;
    this.timeouts = timeouts;
  }

  /**
   * A schema of these attributes and blocks, at version 0.
   *
   * @param doc what it describes, in Markdown
   * @throws IllegalArgumentException Terraform would refuse this schema; the message names the
   *     attribute and the reason
   */
  public static Schema of(String doc, Attribute<?>... attributes) {
    return of(doc, List.of(attributes));
  }

  /** As above, for attributes that are put together from several lists. */
  public static Schema of(String doc, List<? extends Attribute<?>> attributes) {
    var shape = Shape.of(attributes);
    Validity.require(shape);
    return new Schema(doc, "", 0, shape, null);
  }

  /** No attributes at all: enough for a provider that needs no configuration. */
  public static Schema empty() {
    return of("");
  }

  /**
   * Raised by one with every change that stored state has to be upgraded for; 0 at first.
   *
   * @throws IllegalArgumentException negative
   */
  public Schema version(long version) {
    if (version < 0) {
      throw new IllegalArgumentException("schema version must be >= 0: " + version);
    }
    return new Schema(doc, deprecation, version, shape, timeouts);
  }

  /** Between attributes of the root; nested objects have the rules of their shapes. */
  public Schema rules(Rule... rules) {
    return new Schema(doc, deprecation, version, shape.rules(rules), timeouts);
  }

  /** The whole resource or data source is deprecated; says what to use instead. */
  public Schema deprecated(String instead) {
    return new Schema(doc, instead, version, shape, timeouts);
  }

  /** Adds the attribute {@code timeouts}. */
  public Schema timeouts(Timeouts timeouts) {
    var attributes = new ArrayList<>(shape.attributes());
    attributes.add(timeouts.attribute());
    var extended = Shape.of(attributes).rules(shape.rules().toArray(Rule[]::new));
    return new Schema(doc, deprecation, version, extended, timeouts);
  }

  public String doc() {
    return doc;
  }

  /** What to use instead; empty when it is not deprecated. */
  public String deprecation() {
    return deprecation;
  }

  public long version() {
    return version;
  }

  public Shape<Nested> shape() {
    return shape;
  }

  public Optional<Timeouts> timeouts() {
    return Optional.ofNullable(timeouts);
  }
}
