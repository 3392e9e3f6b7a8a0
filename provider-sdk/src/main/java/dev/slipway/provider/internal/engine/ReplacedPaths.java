package dev.slipway.provider.internal.engine;

import dev.slipway.provider.value.Path;
import dev.slipway.provider.value.Value;
import java.util.Collection;
import java.util.List;

/** Holds the paths for which a plan wants a new object against that plan, as Terraform does. */
public final class ReplacedPaths {

  private ReplacedPaths() {}

  /**
   * Rule P10 for each path that leads nowhere.
   *
   * @param prior null for a create, where Terraform does not ask
   */
  public static List<Violation> broken(Value prior, Value planned, Collection<Path> paths) {
    if (prior.isNull()) {
      return List.of();
    }
    return paths.stream()
        .filter(path -> !leads(prior, path) && !leads(planned, path))
        .map(path ->
            new Violation(
                path, "P10", "a new object is wanted because of it, but it is in neither object"))
        .toList();
  }

  /** Anything may be within what is not known. */
  private static boolean leads(Value value, Path path) {
    var at = value.concrete();
    for (var step : path.steps()) {
      if (!at.isKnown()) {
        return true;
      }
      var part = at.find(Path.ROOT.then(step));
      if (part.isEmpty()) {
        return false;
      }
      at = part.get().concrete();
    }
    return true;
  }
}
