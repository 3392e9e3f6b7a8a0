package dev.slipway.provider.internal.log;

import dev.slipway.provider.log.Level;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * From which level on lines are written.
 *
 * @param provider for the author's lines: {@code TF_LOG_PROVIDER_<NAME>}, else {@code
 *     TF_LOG_PROVIDER}, else {@code TF_LOG}
 * @param sdk for the SDK's own lines: {@code TF_LOG_SDK}, else as the provider
 * @param libraries for gRPC and Netty: {@code TF_LOG_SDK}, but warnings at most without it, since
 *     their debug lines show every frame
 */
public record Thresholds(Level provider, Level sdk, Level libraries) {

  /**
   * Reads the environment as Terraform does: a value that names no level means everything.
   *
   * @param name the provider's name, the last part of its address
   * @param otherwise the level where the environment says nothing
   */
  public static Thresholds of(Map<String, String> environment, String name, Level otherwise) {
    String own = "TF_LOG_PROVIDER_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    Level provider = first(environment, otherwise, own, "TF_LOG_PROVIDER", "TF_LOG");
    Level sdk = first(environment, provider, "TF_LOG_SDK");
    boolean asked = level(environment.get("TF_LOG_SDK")) != null;
    Level libraries = asked || sdk.compareTo(Level.WARN) > 0 ? sdk : Level.WARN;
    return new Thresholds(provider, sdk, libraries);
  }

  private static Level first(Map<String, String> environment, Level otherwise, String... names) {
    for (String name : names) {
      Level level = level(environment.get(name));
      if (level != null) {
        return level;
      }
    }
    return otherwise;
  }

  private static @Nullable Level level(@Nullable String value) {
    if (value == null || value.isBlank()) {
      return null;
    }
    return switch (value.strip().toUpperCase(Locale.ROOT)) {
      case "DEBUG" -> Level.DEBUG;
      case "INFO" -> Level.INFO;
      case "WARN" -> Level.WARN;
      case "ERROR" -> Level.ERROR;
      case "OFF" -> Level.OFF;
      default -> Level.TRACE;
    };
  }
}
