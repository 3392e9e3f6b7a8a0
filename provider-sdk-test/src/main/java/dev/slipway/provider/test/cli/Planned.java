package dev.slipway.provider.test.cli;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.assertj.core.api.AssertProvider;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A plan, and how the command that made it ended: 0 without changes, 2 with some, 1 by errors. */
public final class Planned implements Output, AssertProvider<PlannedAssert> {
  private final Result result;
  private final Supplier<JsonNode> json;
  private @Nullable List<Change> changes;

  /**
   * A plan.
   *
   * @param json what it does; asked at most once, since asking starts providers
   */
  Planned(Result result, Supplier<JsonNode> json) {
    this.result = result;
    this.json = json;
  }

  /** What it does to every resource that it knows. */
  public List<Change> changes() {
    if (exitCode() == 1) {
      throw new AssertionError("There is no plan: " + result);
    }
    if (changes == null) {
      changes = json.get().path("resource_changes").valueStream().map(Change::of).toList();
    }
    return changes;
  }

  /** What it does to one of them. */
  public Change of(String address) {
    return changes().stream()
        .filter(change -> change.address().equals(address))
        .findFirst()
        .orElseThrow(() ->
            new AssertionError(
                "%s is not in the plan, only %s. %s"
                    .formatted(
                        address,
                        changes().stream().map(Change::address).collect(Collectors.joining(", ")),
                        result)));
  }

  @Override
  public String command() {
    return result.command();
  }

  @Override
  public int exitCode() {
    return result.exitCode();
  }

  @Override
  public String standardOutput() {
    return result.standardOutput();
  }

  @Override
  public String text() {
    return result.text();
  }

  /** Use {@code assertThat(planned)}. */
  @Override
  public PlannedAssert assertThat() {
    return new PlannedAssert(this);
  }

  @Override
  public String toString() {
    return result.toString();
  }
}
