package dev.slipway.controlplane.runtime.docker;

import dev.slipway.controlplane.app.Probe;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A probe as one line, so that a container says itself how it wants to be probed: {@code GET
 * :8080/health delay=PT0S period=PT5S timeout=PT1S failures=3 successes=1}.
 */
final class ProbeText {
  private static final Pattern LINE =
      Pattern.compile(
          "GET :(\\d{1,5})(/\\S*) delay=(\\S+) period=(\\S+) timeout=(\\S+)"
              + " failures=(\\d{1,6}) successes=(\\d{1,6})");

  private ProbeText() {}

  static String write(Probe probe) {
    return "GET :%d%s delay=%s period=%s timeout=%s failures=%d successes=%d"
        .formatted(
            probe.port(),
            probe.path(),
            probe.initialDelay(),
            probe.period(),
            probe.timeout(),
            probe.failureThreshold(),
            probe.successThreshold());
  }

  /** Null for what {@link #write} did not write: somebody else's label. */
  static @Nullable Probe read(@Nullable String text) {
    if (text == null) {
      return null;
    }
    var line = LINE.matcher(text);
    if (!line.matches()) {
      return null;
    }
    try {
      return new Probe(
          line.group(2),
          Integer.parseInt(line.group(1)),
          Duration.parse(line.group(3)),
          Duration.parse(line.group(4)),
          Duration.parse(line.group(5)),
          Integer.parseInt(line.group(6)),
          Integer.parseInt(line.group(7)));
    } catch (DateTimeException e) {
      return null;
    }
  }
}
