package dev.slipway.provider.test;

import dev.slipway.provider.Deferral;
import dev.slipway.provider.plan.PrivateData;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Nested;
import dev.slipway.provider.test.internal.protocol6.ResourceCalls.Held;
import dev.slipway.provider.test.rules.PlannedAction;
import dev.slipway.provider.value.Path;
import dev.slipway.provider.value.Value;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.AssertProvider;

/**
 * What a plan says: what an object is to become. Of a replacement it is the new object. It has not
 * been applied yet; {@link TestedResource#apply(Planned)} does.
 */
public final class Planned extends Answer implements AssertProvider<PlannedAssert> {

  private final Instance prior;
  private final Value config;
  private final PlannedAction action;
  private final List<Path> replacing;
  private final Held held;

  Planned(
      Instance prior,
      Value config,
      PlannedAction action,
      List<Path> replacing,
      Held held,
      Optional<Deferral.Reason> deferred,
      Diagnosis diagnosis) {
    super(prior.what(), prior.shape(), held.object(), deferred, diagnosis);
    this.prior = prior;
    this.config = config;
    this.action = action;
    this.replacing = replacing;
    this.held = held;
  }

  public PlannedAction action() {
    return action;
  }

  /** The object as it is; gone for a create. */
  public Instance prior() {
    return prior;
  }

  /** The changes for which a new object is needed. */
  public List<Path> replacing() {
    return replacing;
  }

  /** What the apply is told by the plan, unseen by users. */
  public PrivateData privateData() {
    return held.privateData();
  }

  /** By what the object will be identified, as far as it is known. */
  public Optional<Nested> identity() {
    return prior.type().identityOf(held);
  }

  /** The attributes that are planned to differ from what they are, or may. */
  public List<Attribute<?>> changes() {
    return shape().attributes().stream()
        .<Attribute<?>>map(each -> each)
        .filter(each -> isGone() || prior.isGone() || !raw(each).equals(prior.raw(each)))
        .toList();
  }

  Value config() {
    return config;
  }

  Held held() {
    return held;
  }

  /** Use {@code assertThat(planned)}. */
  @Override
  public PlannedAssert assertThat() {
    return new PlannedAssert(this);
  }

  @Override
  public String toString() {
    return "plan to %s%s: %s"
        .formatted(action, replacing.isEmpty() ? "" : " for " + replacing, super.toString());
  }
}
