package dev.slipway.provider.test.cli;

import dev.slipway.provider.test.cli.Change.Kind;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on a plan. {@code updates}, {@code creates} and their like choose a resource, and
 * {@code changing} is about the one chosen last.
 */
public final class PlannedAssert extends AbstractOutputAssert<PlannedAssert, Planned> {
  private final TreeSet<String> mentioned = new TreeSet<>();
  private @Nullable Change chosen;

  PlannedAssert(Planned actual) {
    super(actual, PlannedAssert.class);
  }

  /** There is nothing to change: exit code 0. */
  public PlannedAssert doesNothing() {
    return endsWith(0, "a plan without changes");
  }

  /** There is something to change: exit code 2. */
  public PlannedAssert doesSomething() {
    return endsWith(2, "a plan with changes");
  }

  public PlannedAssert creates(String address) {
    return choose(address, Kind.CREATE);
  }

  public PlannedAssert updates(String address) {
    return choose(address, Kind.UPDATE);
  }

  public PlannedAssert replaces(String address) {
    return choose(address, Kind.REPLACE);
  }

  public PlannedAssert deletes(String address) {
    return choose(address, Kind.DELETE);
  }

  /** It knows the resource and has nothing to do to it. */
  public PlannedAssert leaves(String address) {
    return choose(address, Kind.NOTHING);
  }

  /** It imports the resource; whether it changes it as well is another question. */
  public PlannedAssert imports(String address) {
    var change = actual.of(address);
    if (!change.imports()) {
      throw failure("expected to import %s, but %s", address, actual);
    }
    return choose(change);
  }

  /**
   * These attributes of the resource go from one known value to another, and no others.
   *
   * @param paths such as {@code scaling.fixed.replicas}; none where nothing changes
   */
  public PlannedAssert changing(String... paths) {
    var change = Objects.requireNonNull(chosen, "say updates, replaces or imports first");
    if (!new TreeSet<>(change.attributes()).equals(new TreeSet<>(List.of(paths)))) {
      throw failure(
          "expected to change %s of %s, not %s, but %s",
          List.of(paths), change.address(), change.attributes(), actual);
    }
    return this;
  }

  /** Nothing happens to any resource that was not mentioned. */
  public PlannedAssert andNothingElse() {
    for (var change : actual.changes()) {
      if (change.kind() != Kind.NOTHING && !mentioned.contains(change.address())) {
        throw failure("expected nothing for %s, but %s", change.address(), actual);
      }
    }
    return this;
  }

  private PlannedAssert choose(String address, Kind kind) {
    var change = actual.of(address);
    if (change.kind() != kind) {
      throw failure("expected %s of %s, not %s, but %s", kind, address, change.kind(), actual);
    }
    return choose(change);
  }

  private PlannedAssert choose(Change change) {
    mentioned.add(change.address());
    chosen = change;
    return this;
  }
}
