package dev.slipway.provider.internal.log;

import dev.slipway.provider.log.Level;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * A {@link PrintStream} whose lines become log lines. It takes the place of {@code System.out}:
 * standard output belongs to the handshake, and one stray line before it fails the start.
 */
public final class LoggedOutput extends OutputStream {
  private static final int LONGEST = 16 * 1024;

  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  private LoggedOutput() {}

  /** A stream that logs each printed line at debug level as the provider's. */
  public static PrintStream stream() {
    return new PrintStream(new LoggedOutput(), true, StandardCharsets.UTF_8);
  }

  @Override
  public synchronized void write(int b) {
    if (b == '\n') {
      log();
    } else {
      line.write(b);
      if (line.size() >= LONGEST) {
        log();
      }
    }
  }

  private void log() {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    LogSink.current().write(LogSink.PROVIDER + ".stdout", Level.DEBUG, text, null);
  }
}
