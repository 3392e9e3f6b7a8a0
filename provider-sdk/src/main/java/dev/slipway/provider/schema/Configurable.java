package dev.slipway.provider.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * What may be said of an attribute that users set.
 *
 * @param <S> the kind of handle that comes back
 */
public abstract sealed class Configurable<T, S extends Attribute<T>> extends Described<T, S>
    permits RequiredAttribute, OptionalAttribute, DefaultedAttribute, OptionalComputedAttribute {

  Configurable(String name, Kind<T> kind, Traits<T> traits) {
    super(name, kind, traits);
  }

  /** Terraform and this SDK's messages never show its value. */
  public final S sensitive() {
    return changed(traits -> traits.sensitive = true);
  }

  /** Refuses other values during validation; see {@link Checks}. All checks are run. */
  public final S check(Check<? super T> check) {
    return changed(traits -> {
      var checks = new ArrayList<>(traits.checks);
      checks.add(check);
      traits.checks = List.copyOf(checks);
    });
  }

  /** A change of it needs a new object. */
  public final S requiresReplace() {
    return requiresReplaceIf((_, _) -> true);
  }

  /** A change of it needs a new object when the rule says so. */
  public final S requiresReplaceIf(ReplaceRule<T> rule) {
    return changed(traits -> traits.replaceRule = rule);
  }

  /**
   * Spellings of one value: where the object comes back spelled differently, the user's spelling is
   * kept, and no change is shown. The relation has to be symmetric.
   */
  public final S sameIf(BiPredicate<T, T> same) {
    return changed(traits -> traits.sameness = same);
  }
}
