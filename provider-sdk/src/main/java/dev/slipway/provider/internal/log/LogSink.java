package dev.slipway.provider.internal.log;

import dev.slipway.provider.log.Level;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where the process's log lines go: standard error, one write per line. */
public final class LogSink {
  /** Module of the author's lines. */
  public static final String PROVIDER = "provider";

  /** Module of the SDK's own lines. */
  public static final String SDK = "sdk";

  private static volatile LogSink current =
      new LogSink(
          new FileOutputStream(FileDescriptor.err),
          new Thresholds(Level.WARN, Level.WARN, Level.WARN));

  private final OutputStream out;
  private final Thresholds thresholds;

  public LogSink(OutputStream out, Thresholds thresholds) {
    this.out = out;
    this.thresholds = thresholds;
  }

  /** The process's sink; outside a plugin process, warnings to standard error. */
  public static LogSink current() {
    return current;
  }

  /** Makes this the process's sink. */
  public void install() {
    current = this;
  }

  public boolean isEnabled(String module, Level level) {
    boolean sdk = module.equals(SDK) || module.startsWith(SDK + ".");
    return level.compareTo(sdk ? thresholds.sdk() : thresholds.provider()) >= 0;
  }

  /**
   * Writes a line if its level is enabled.
   *
   * @param fields keys and values in turn
   */
  public void write(
      String module,
      Level level,
      String message,
      @Nullable Throwable cause,
      @Nullable Object... fields) {
    if (isEnabled(module, level)) {
      force(module, level, message, cause, fields);
    }
  }

  /** Writes a line whatever the thresholds, for callers that filter by rules of their own. */
  void force(
      String module,
      Level level,
      String message,
      @Nullable Throwable cause,
      @Nullable Object... fields) {
    var line = new LogLine(Instant.now(), level, module, message);
    var request = RequestFields.current();
    if (request != null) {
      request.forEach(line::field);
    }
    for (int i = 0; i < fields.length; i += 2) {
      boolean paired = i + 1 < fields.length;
      line.field(
          paired ? String.valueOf(fields[i]) : "value_without_key",
          paired ? fields[i + 1] : fields[i]);
    }
    if (cause != null) {
      line.field("error", cause.toString()).field("stack", stack(cause));
    }
    byte[] bytes = line.bytes();
    synchronized (out) {
      try {
        out.write(bytes);
        out.flush();
      } catch (IOException e) {
        // The reader of standard error is gone, and with it everyone who could be told.
        return;
      }
    }
  }

  private static String stack(Throwable cause) {
    var text = new StringWriter();
    cause.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
