package dev.slipway.provider.internal.protocol6;

import dev.slipway.provider.internal.engine.Violation;
import dev.slipway.provider.plan.State;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.value.Value;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;

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
    var object = state.fields().object();
    shape
        .type()
        .mismatch(object)
        .ifPresent(mismatch -> {
          throw new IllegalStateException("a state of another schema was returned: " + mismatch);
        });
    return object;
  }

  /** Reports every attribute that is still unknown where all has to be known. */
  static void requireKnown(Value object, Session<?> session) {
    var unknown = new LinkedHashSet<String>();
    object.walk((path, value) -> {
      if (!value.isKnown() && unknown.add(path.untilSet().toString())) {
        session
            .diagnostics()
            .add(AuthorFailures.bug(path, "%s left %s unknown.".formatted(session.doing(), path)));
      }
      return true;
    });
  }

  /** The same object with null for everything unknown: what is saved of unfinished work. */
  static Value withoutUnknown(Value object) {
    return object.transform((_, value) -> value.isKnown() ? value : Value.ofNull());
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
                          violation.path(),
                          violation.rule(),
                          violation.reason())));
    }
  }
}
