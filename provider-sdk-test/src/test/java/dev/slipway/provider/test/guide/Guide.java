package dev.slipway.provider.test.guide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The steps of a guide: its fenced blocks, in order. */
record Guide(List<Step> steps) {

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)(?: (\\S+))?\\n(.*?)^```$");

  /** What a reader does. */
  sealed interface Step {
    /** A block with a path behind its language. */
    record Write(String path, String content) implements Step {}

    /** A shell block without one. */
    record Run(String commands) implements Step {}

    /** A text block: each line is somewhere in what was printed last. */
    record Read(List<String> lines) implements Step {}
  }

  static Guide of(Path markdown) throws IOException {
    var steps = new ArrayList<Step>();
    var blocks = BLOCK.matcher(Files.readString(markdown));
    while (blocks.find()) {
      var path = blocks.group(2);
      var content = blocks.group(3);
      if (path != null) {
        steps.add(new Step.Write(path, content));
      } else if (blocks.group(1).equals("sh")) {
        steps.add(new Step.Run(content));
      } else {
        steps.add(new Step.Read(content.lines().toList()));
      }
    }
    return new Guide(List.copyOf(steps));
  }
}
