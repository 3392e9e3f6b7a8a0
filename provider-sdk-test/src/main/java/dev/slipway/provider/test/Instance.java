package dev.slipway.provider.test;

import dev.slipway.provider.Deferral;
import dev.slipway.provider.plan.PrivateData;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Nested;
import dev.slipway.provider.test.internal.protocol6.ResourceCalls.Held;
import dev.slipway.provider.value.Value;
import java.util.Collection;
import java.util.Optional;
import org.assertj.core.api.AssertProvider;

/** A managed object, as Terraform keeps it in the state. Immutable. */
public final class Instance extends Answer implements AssertProvider<InstanceAssert> {

  private final ResourceType type;
  private final Held held;
  private final boolean tainted;

  Instance(
      ResourceType type,
      Held held,
      boolean tainted,
      Optional<Deferral.Reason> deferred,
      Diagnosis diagnosis) {
    super(type.name(), type.shape(), held.object(), deferred, diagnosis);
    this.type = type;
    this.held = held;
    this.tainted = tainted;
  }

  /** An object, about which nothing was said. */
  static Instance of(ResourceType type, Held held) {
    return new Instance(type, held, false, Optional.empty(), new Diagnosis());
  }

  /** Where there is no object. */
  static Instance none(ResourceType type) {
    return of(type, Held.NOTHING);
  }

  /** What the provider remembers of it. */
  public PrivateData privateData() {
    return held.privateData();
  }

  /** By what it is identified; empty where it is by nothing. */
  public Optional<Nested> identity() {
    return type.identityOf(held);
  }

  /** Whether its create has failed, so that the next plan replaces it. */
  public boolean isTainted() {
    return tainted;
  }

  ResourceType type() {
    return type;
  }

  Held held() {
    return held;
  }

  /** The same, with some attributes as they are in another: what only a configuration knows. */
  public Instance withSame(Instance other, Collection<? extends Attribute<?>> attributes) {
    var same = (Value.ObjectOf) object();
    for (var attribute : attributes) {
      same = same.with(attribute.name(), other.raw(attribute));
    }
    return new Instance(
        type,
        new Held(same, held.privateData(), held.identity()),
        tainted,
        deferred(),
        diagnosis());
  }

  /** Use {@code assertThat(instance)}. */
  @Override
  public InstanceAssert assertThat() {
    return new InstanceAssert(this);
  }
}
