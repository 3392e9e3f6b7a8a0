package dev.slipway.provider.test.cli;

import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a command printed, and how it ended. */
public sealed interface Output permits Result, Planned {
  Pattern ERROR = Pattern.compile("(?m)^[│\\s]*Error: ");

  /** The command, as a person would type it. */
  String command();

  int exitCode();

  /** What it printed on its standard output. */
  String standardOutput();

  /** All that it printed, what went to standard error last. */
  String text();

  /** The text on one line: without frames, and single spaces for any white space. */
  default String words() {
    return text().replaceAll("[│╷╵\\s]+", " ").strip();
  }

  /** How many errors it says there are. */
  default int errors() {
    return (int) ERROR.matcher(text()).results().count();
  }

  /** Standard output as JSON, of a command that succeeded. */
  default JsonNode json() {
    if (exitCode() != 0) {
      throw new AssertionError(this);
    }
    return JsonMapper.shared().readTree(standardOutput());
  }
}
