package dev.slipway.provider.test;

import java.util.Optional;

/** Assertions on a managed object. */
public final class InstanceAssert extends AnswerAssert<InstanceAssert, Instance> {

  InstanceAssert(Instance actual) {
    super(actual, InstanceAssert.class);
  }

  /** It is no more. */
  public InstanceAssert isGone() {
    if (!actual.isGone()) {
      throw error("it was expected to be gone, but there is %s".formatted(actual));
    }
    return this;
  }

  public InstanceAssert exists() {
    if (actual.isGone()) {
      throw error("it was expected to exist, but there is %s".formatted(actual));
    }
    return this;
  }

  /** Its create has failed, so that the next plan replaces it. */
  public InstanceAssert isTainted() {
    if (!actual.isTainted()) {
      throw error("it was expected to be tainted: %s".formatted(actual));
    }
    return this;
  }

  /** It is identified by exactly these attributes. */
  public InstanceAssert isIdentifiedBy(Configuration identity) {
    var wanted = identity.in(actual.type().identity(), "the identity of " + actual.what());
    if (!actual.held().identity().equals(wanted)) {
      throw error(
          "it was expected to be identified by %s, but it is by %s"
              .formatted(wanted, actual.held().identity()));
    }
    return this;
  }

  /** The provider remembers this of it. */
  public InstanceAssert remembers(String key, String text) {
    var remembered = actual.privateData().find(key);
    if (!remembered.equals(Optional.of(text))) {
      throw error(
          "\"%s\" was expected to be remembered as \"%s\", but it is %s"
              .formatted(key, text, remembered));
    }
    return this;
  }
}
