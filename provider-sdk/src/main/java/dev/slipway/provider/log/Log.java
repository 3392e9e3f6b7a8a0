package dev.slipway.provider.log;

import dev.slipway.provider.internal.log.LogSink;
import org.jspecify.annotations.Nullable;

/**
 * Logs constant sentences with key-value pairs, which Terraform shows under {@code TF_LOG}:
 *
 * <pre>{@code
 * private static final Log LOG = Log.named("notes");
 *
 * LOG.info("Created a note", "id", note.id(), "took_ms", 12);
 * }</pre>
 *
 * <p>While a call of Terraform is served, its lines also carry the call's request id, rpc and type
 * name. Keys stand before values; numbers and booleans stay such, all else is written by {@code
 * toString}. Never log a secret: what stands here ends in users' log files.
 */
public final class Log {
  private final String module;

  private Log(String module) {
    this.module = module;
  }

  /**
   * A log of one part of the provider.
   *
   * @param part a short name, shown as module {@code provider.<part>}; empty for {@code provider}
   */
  public static Log named(String part) {
    return new Log(part.isEmpty() ? LogSink.PROVIDER : LogSink.PROVIDER + "." + part);
  }

  /** Whether a line of this level is written, to save the work of preparing one that is not. */
  public boolean isEnabled(Level level) {
    return LogSink.current().isEnabled(module, level);
  }

  public void trace(String message, @Nullable Object... fields) {
    write(Level.TRACE, message, null, fields);
  }

  public void debug(String message, @Nullable Object... fields) {
    write(Level.DEBUG, message, null, fields);
  }

  public void info(String message, @Nullable Object... fields) {
    write(Level.INFO, message, null, fields);
  }

  public void warn(String message, @Nullable Object... fields) {
    write(Level.WARN, message, null, fields);
  }

  public void warn(String message, Throwable cause, @Nullable Object... fields) {
    write(Level.WARN, message, cause, fields);
  }

  public void error(String message, @Nullable Object... fields) {
    write(Level.ERROR, message, null, fields);
  }

  public void error(String message, Throwable cause, @Nullable Object... fields) {
    write(Level.ERROR, message, cause, fields);
  }

  private void write(
      Level level, String message, @Nullable Throwable cause, @Nullable Object... fields) {
    LogSink.current().write(module, level, message, cause, fields);
  }
}
