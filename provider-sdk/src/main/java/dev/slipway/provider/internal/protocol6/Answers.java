package dev.slipway.provider.internal.protocol6;

import dev.slipway.provider.internal.engine.StoredObject;
import dev.slipway.provider.internal.engine.StoredRules;
import dev.slipway.provider.internal.engine.Violation;
import dev.slipway.provider.plan.Plan;
import dev.slipway.provider.plan.State;
import dev.slipway.provider.schema.Nested;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.value.Path;
import dev.slipway.provider.value.Value;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What authors return, made fit to be sent. */
final class Answers {

  private Answers() {}

  /**
   * The object that an author returned.
   *
   * @throws RuntimeException it is null or of another schema: the author's mistake
   */
  static Value object(State state, Shape<?> shape) {
    Objects.requireNonNull(state, "null was returned instead of a state");
    return conforming(state.fields(), shape, "a state");
  }

  /** As above, for a plan. */
  static Plan plan(Plan plan, Shape<?> shape) {
    Objects.requireNonNull(plan, "null was returned instead of a plan");
    var _ = conforming(plan.fields(), shape, "a plan");
    return plan;
  }

  private static Value conforming(Nested fields, Shape<?> shape, String what) {
    var object = fields.object();
    shape
        .type()
        .mismatch(object)
        .ifPresent(mismatch -> {
          throw new IllegalStateException(
              "%s of another schema was returned: %s".formatted(what, mismatch));
        });
    return object;
  }

  /** What an author made of an object; empty, and reported, where it is none of the schema. */
  static Optional<State> result(@Nullable State state, Shape<?> shape, Session<?> session) {
    if (state == null) {
      report(
          List.of(new Violation(Path.ROOT, "A8", "null was returned instead of a state")), session);
      return Optional.empty();
    }
    var mismatch = shape.type().mismatch(state.fields().object());
    mismatch.ifPresent(found ->
        report(
            List.of(new Violation(found.path(), "A10", "the state is of another schema: " + found)),
            session));
    return mismatch.isEmpty() ? Optional.of(state) : Optional.empty();
  }

  /** Reports every attribute that may not stand in a state as it is. */
  static void requireStorable(Shape<?> shape, Value object, Session<?> session) {
    var unknown = new LinkedHashSet<String>();
    for (var violation : StoredRules.broken(shape, object)) {
      if (violation.rule().equals("O2")) {
        report(List.of(violation), session);
      } else if (unknown.add(violation.path().untilSet().toString())) {
        session
            .diagnostics()
            .add(
                AuthorFailures.bug(
                    violation.path(),
                    "%s left %s unknown.".formatted(session.doing(), violation.path())));
      }
    }
  }

  /** The same object with null for everything unknown or write-only: fit for a state. */
  static Value storable(Shape<?> shape, Value object) {
    return StoredObject.fitted(
        shape, object.transform((_, value) -> value.isKnown() ? value : Value.ofNull()));
  }

  /** Reports broken rules as bugs of the provider, before Terraform would. */
  static void report(List<Violation> violations, Session<?> session) {
    for (var violation : violations) {
      session
          .diagnostics()
          .add(
              AuthorFailures.bug(
                  violation.path(),
                  "%s gave %s in a way that Terraform refuses (rule %s): %s."
                      .formatted(
                          session.doing(),
                          violation.path().isRoot() ? "an object" : violation.path(),
                          violation.rule(),
                          violation.reason())));
    }
  }
}
