package dev.slipway.provider.schema;

import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is said about an attribute. Changed only on the way to a new handle. */
final class Traits<T> {

  boolean required;
  boolean optional;
  boolean computed;
  boolean stable;
  boolean sensitive;
  boolean writeOnly;

  /** Of blocks, how many there have to be and may be; 0 is for any number. */
  long min;

  long max;
  String doc = "";
  String deprecation = "";
  List<Check<? super T>> checks = List.of();
  @Nullable T fallback;
  @Nullable ReplaceRule<T> replaceRule;
  @Nullable BiPredicate<T, T> sameness;

  Traits<T> changed(Consumer<Traits<T>> change) {
    var copy = new Traits<T>();
    copy.required = required;
    copy.optional = optional;
    copy.computed = computed;
    copy.stable = stable;
    copy.sensitive = sensitive;
    copy.writeOnly = writeOnly;
    copy.min = min;
    copy.max = max;
    copy.doc = doc;
    copy.deprecation = deprecation;
    copy.checks = checks;
    copy.fallback = fallback;
    copy.replaceRule = replaceRule;
    copy.sameness = sameness;
    change.accept(copy);
    return copy;
  }
}
