package dev.slipway.provider.test.cli;

import dev.slipway.provider.Provider;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Where a CLI takes providers from. */
public sealed interface Providers extends AutoCloseable permits Attached, Installed, Overridden {

  /**
   * Providers within this process, which serves them for as long as the CLI is open: breakpoints
   * and fakes work, and every command meets the same instance.
   */
  static Providers attached(Provider<?>... providers) {
    return Attached.to(List.of(providers));
  }

  /** A program that the CLI starts and ends, as it does for users. */
  static Providers launched(String source, Launcher launcher) {
    return new Overridden(source, launcher);
  }

  /**
   * Installed from a mirror in the file system.
   *
   * @param sources of all providers that configurations need: {@code NAMESPACE/NAME}
   */
  static Providers mirrored(Path mirror, String... sources) {
    return installed("filesystem_mirror { path = \"%s\" }".formatted(mirror), sources);
  }

  /**
   * Installed by this method alone.
   *
   * @param method a block of {@code provider_installation}
   */
  static Providers installed(String method, String... sources) {
    return new Installed(method, List.of(sources));
  }

  /** What goes under {@code required_providers}: {@code NAMESPACE/NAME} each. */
  List<String> sources();

  /**
   * What goes into {@code provider_installation}.
   *
   * @param scratch a folder for what the installation needs
   */
  String installation(Path scratch);

  /** What the program finds in its environment. */
  default Map<String, String> environment() {
    return Map.of();
  }

  /** Whether {@code init} has to run before anything else. */
  default boolean needInit() {
    return false;
  }

  @Override
  default void close() {}
}
