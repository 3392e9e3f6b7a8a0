package dev.slipway.controlplane.runtime.docker;

import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import dev.slipway.controlplane.runtime.LogLine;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Puts an engine's pieces of output together into lines. Each line comes with its time in front,
 * and so does each piece of a line that is too long for one; Podman's times are whole seconds.
 */
final class LogLines {
  private final String replica;
  private final Consumer<LogLine> sink;
  private final Map<StreamType, ByteArrayOutputStream> unfinished = new EnumMap<>(StreamType.class);
  private Instant lastTime = Instant.EPOCH;

  LogLines(String replica, Consumer<LogLine> sink) {
    this.replica = replica;
    this.sink = sink;
  }

  void take(Frame frame) {
    var stream = frame.getStreamType();
    var line = unfinished.computeIfAbsent(stream, s -> new ByteArrayOutputStream());
    var payload = frame.getPayload();
    var start = line.size() > 0 ? afterTime(payload) : 0;
    for (int i = start; i < payload.length; i++) {
      if (payload[i] == '\n') {
        finish(stream, line);
      } else {
        line.write(payload[i]);
      }
    }
  }

  /** No more comes: what lacks a line end is a line too. */
  void end() {
    unfinished.forEach((stream, line) -> {
      if (line.size() > 0) {
        finish(stream, line);
      }
    });
  }

  private static int afterTime(byte[] payload) {
    for (int i = 0; i < Math.min(payload.length, 40); i++) {
      if (payload[i] == ' ') {
        var head = new String(payload, 0, i, StandardCharsets.UTF_8);
        return head.matches("\\d{4}-\\d{2}-\\d{2}T[0-9:.+Z-]+") ? i + 1 : 0;
      }
    }
    return 0;
  }

  private void finish(StreamType stream, ByteArrayOutputStream bytes) {
    var text = bytes.toString(StandardCharsets.UTF_8);
    bytes.reset();
    var space = text.indexOf(' ');
    var head = space < 0 ? text : text.substring(0, space);
    try {
      lastTime = OffsetDateTime.parse(head).toInstant();
      text = space < 0 ? "" : text.substring(space + 1);
    } catch (DateTimeParseException e) {
      // Without a time of its own it came with the line before.
    }
    if (text.endsWith("\r")) {
      text = text.substring(0, text.length() - 1);
    }
    sink.accept(new LogLine(replica, lastTime, stream == StreamType.STDERR, text));
  }
}
