package dev.slipway.controlplane.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import dev.slipway.controlplane.runtime.LogLine;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogLinesTest {
  private static final String AT = "2026-01-01T12:00:00.5Z ";
  private static final Instant TIME = Instant.parse("2026-01-01T12:00:00.5Z");

  private final List<LogLine> lines = new ArrayList<>();
  private final LogLines reader = new LogLines("r", lines::add);

  @Test
  void aLinePerFrame() {
    out(AT + "one\n");
    err(AT + "two\r\n");
    out(AT + "\n");

    assertThat(lines)
        .containsExactly(
            new LogLine("r", TIME, false, "one"),
            new LogLine("r", TIME, true, "two"),
            new LogLine("r", TIME, false, ""));
  }

  @Test
  void timesOfWholeSecondsAndWithAnOffset() {
    out("2026-01-01T12:00:00Z one\n");
    out("2026-01-01T13:00:00+01:00 two\n");

    assertThat(lines).extracting(LogLine::time).containsOnly(Instant.parse("2026-01-01T12:00:00Z"));
  }

  @Test
  void severalLinesInOneFrame() {
    out(AT + "one\n" + AT + "two\n");

    assertThat(lines).extracting(LogLine::text).containsExactly("one", "two");
  }

  @Test
  void aLongLineInPiecesEachWithItsTime() {
    out(AT + "beginning, ");
    err(AT + "meanwhile\n");
    out(AT + "end\n");

    assertThat(lines).extracting(LogLine::text).containsExactly("meanwhile", "beginning, end");
  }

  @Test
  void aCharacterCutInTwo() {
    var bytes = (AT + "é\n").getBytes(StandardCharsets.UTF_8);
    var cut = AT.length() + 1;
    reader.take(new Frame(StreamType.STDOUT, java.util.Arrays.copyOf(bytes, cut)));
    reader.take(
        new Frame(StreamType.STDOUT, java.util.Arrays.copyOfRange(bytes, cut, bytes.length)));

    assertThat(lines).extracting(LogLine::text).containsExactly("é");
  }

  @Test
  void whatLacksALineEndComesAtTheEnd() {
    out(AT + "one\n" + AT + "dies here");
    assertThat(lines).hasSize(1);

    reader.end();

    assertThat(lines).extracting(LogLine::text).containsExactly("one", "dies here");
  }

  private void out(String text) {
    reader.take(new Frame(StreamType.STDOUT, text.getBytes(StandardCharsets.UTF_8)));
  }

  private void err(String text) {
    reader.take(new Frame(StreamType.STDERR, text.getBytes(StandardCharsets.UTF_8)));
  }
}
