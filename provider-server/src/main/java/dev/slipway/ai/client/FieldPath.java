package dev.slipway.ai.client;

import dev.slipway.provider.value.Path;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Paths into {@code AppSpec}, such as {@code resources.gpu} or {@code env[LOG_LEVEL]}, as
 * attributes.
 */
public final class FieldPath {
  private static final Pattern STEP = Pattern.compile("\\.?([a-z0-9_]+)|\\[([^\\]]*)\\]");

  /** Where attribute and field have different names. */
  private static final Map<String, String> ATTRIBUTES =
      Map.of("secret_env", "secret_env_wo", "secret_env_version", "secret_env_wo_version");

  private FieldPath() {}

  public static Path of(String field) {
    var path = Path.ROOT;
    var steps = STEP.matcher(field);
    while (steps.lookingAt()) {
      path =
          steps.group(1) != null
              ? path.attribute(ATTRIBUTES.getOrDefault(steps.group(1), steps.group(1)))
              : path.key(steps.group(2));
      steps.region(steps.end(), field.length());
    }
    return path;
  }
}
