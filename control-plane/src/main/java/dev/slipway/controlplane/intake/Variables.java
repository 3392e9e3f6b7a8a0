package dev.slipway.controlplane.intake;

import dev.slipway.controlplane.vocabulary.FailureCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.regex.Pattern;

/** Rules for what is handed to the process: its command and its environment. */
final class Variables {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,254}");
  private static final int MOST = 500;
  private static final int LARGEST_VALUE = 32 << 10;
  private static final int MOST_ARGUMENTS = 256;

  private Variables() {}

  static void check(
      SortedMap<String, String> env, SortedMap<String, String> secretEnv, Findings findings) {
    names("env", env, findings);
    names("secret_env", secretEnv, findings);
    for (var name : secretEnv.keySet()) {
      if (env.containsKey(name)) {
        findings.error(
            "secret_env[%s]".formatted(name),
            FailureCode.CONFLICTING,
            "%s is in env too; keep it in one of the two",
            name);
      }
    }
  }

  private static void names(String field, SortedMap<String, String> variables, Findings findings) {
    if (variables.size() > MOST) {
      findings.error(
          field,
          FailureCode.OUT_OF_RANGE,
          "holds %d variables; allowed are at most %d",
          variables.size(),
          MOST);
    }
    variables.forEach((name, value) -> {
      var at = "%s[%s]".formatted(field, name);
      if (!NAME.matcher(name).matches()) {
        findings.error(
            at,
            FailureCode.MALFORMED,
            "\"%s\" is no name of a variable; it has at most 255 letters, digits and _ . -, and starts with a letter or _",
            name);
      }
      value(at, value, findings);
    });
  }

  static void command(List<String> command, Findings findings) {
    if (command.size() > MOST_ARGUMENTS) {
      findings.error(
          "command",
          FailureCode.OUT_OF_RANGE,
          "has %d parts; allowed are at most %d",
          command.size(),
          MOST_ARGUMENTS);
    }
    for (int i = 0; i < command.size(); i++) {
      value("command[%d]".formatted(i), command.get(i), findings);
    }
    if (!command.isEmpty() && command.getFirst().isEmpty()) {
      findings.error(
          "command[0]",
          FailureCode.MALFORMED,
          "is empty; it names the program to run. Leave command out to run the image's own");
    }
  }

  private static void value(String at, String value, Findings findings) {
    if (value.indexOf('\0') >= 0) {
      findings.error(at, FailureCode.MALFORMED, "holds a zero character; no process can take one");
    }
    int bytes = value.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > LARGEST_VALUE) {
      findings.error(
          at,
          FailureCode.OUT_OF_RANGE,
          "is %d bytes long; allowed are at most %d",
          bytes,
          LARGEST_VALUE);
    }
  }
}
