package dev.slipway.provider;

import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Nested;
import dev.slipway.provider.schema.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * By what an object is found again, in an {@code import} block or a list: attributes of its schema
 * whose values it keeps for life. The SDK reads them from its state, so there is nothing to keep in
 * step. Immutable.
 *
 * <pre>{@code
 * @Override public Identity identity() {
 *   return Identity.of(NAME).orImplied(REGION);
 * }
 * }</pre>
 *
 * Terraform knows identities from 1.12 on.
 */
public final class Identity {

  /** Of a resource that is imported by id alone. */
  public static final Identity NONE = new Identity(0, List.of(), List.of(), List.of());

  private final long version;
  private final List<Attribute<?>> required;
  private final List<Attribute<?>> implied;
  private final List<StateUpgrade> upgrades;

  private Identity(
      long version,
      List<Attribute<?>> required,
      List<Attribute<?>> implied,
      List<StateUpgrade> upgrades) {
    this.version = version;
    this.required = required;
    this.implied = implied;
    this.upgrades = upgrades;
  }

  /** These attributes, which an import has to give: texts, numbers, booleans or lists of them. */
  public static Identity of(Attribute<?>... required) {
    return new Identity(0, List.of(required), List.of(), List.of());
  }

  /**
   * The same, with attributes that an import may leave out, as a region that the provider's
   * configuration names. They are null then in {@link Resource#importIdentity}.
   */
  public Identity orImplied(Attribute<?>... implied) {
    return new Identity(version, required, List.of(implied), upgrades);
  }

  /**
   * The same at a higher version, raised when attributes come or go.
   *
   * @param upgrades from each older version; a blank state there is a blank identity
   */
  public Identity version(long version, StateUpgrade... upgrades) {
    return new Identity(version, required, implied, List.of(upgrades));
  }

  public boolean isNone() {
    return required.isEmpty() && implied.isEmpty();
  }

  public long version() {
    return version;
  }

  public List<Attribute<?>> required() {
    return required;
  }

  /** Those that an import may leave out. */
  public List<Attribute<?>> implied() {
    return implied;
  }

  public List<StateUpgrade> upgrades() {
    return upgrades;
  }

  /** An object of all its attributes. */
  public Shape<Nested> shape() {
    var all = new ArrayList<>(required);
    all.addAll(implied);
    return Shape.of(all.toArray(Attribute<?>[]::new));
  }
}
