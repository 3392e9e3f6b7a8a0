package dev.slipway.provider.internal.log;

import dev.slipway.provider.log.Level;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Brings what gRPC, Netty and other users of {@code java.util.logging} log into our lines, in place
 * of the raw text that the JDK would print.
 */
public final class LibraryLogs extends Handler {
  /**
   * Netty warns of each keep-alive option that gRPC sets on a Unix socket, which has none. Held
   * here, since the JDK forgets the level of a logger nobody holds.
   */
  private static final Logger SOCKET_OPTIONS =
      Logger.getLogger("io.netty.bootstrap.ServerBootstrap");

  private final LogSink sink;

  private LibraryLogs(LogSink sink) {
    this.sink = sink;
  }

  /** Takes over the JDK's root logger. Call before the first class of gRPC or Netty is loaded. */
  public static void install(LogSink sink, Level threshold) {
    LogManager.getLogManager().reset();
    var root = Logger.getLogger("");
    root.setLevel(toJdk(threshold));
    root.addHandler(new LibraryLogs(sink));
    SOCKET_OPTIONS.setLevel(java.util.logging.Level.SEVERE);
    InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
  }

  @Override
  public void publish(LogRecord record) {
    if (isLoggable(record)) {
      sink.force(
          LogSink.SDK,
          fromJdk(record.getLevel()),
          new SimpleFormatter().formatMessage(record),
          record.getThrown(),
          "logger",
          record.getLoggerName());
    }
  }

  @Override
  public void flush() {
    // Every line is written at once.
  }

  @Override
  public void close() {
    // Standard error stays open for as long as the process lives.
  }

  private static java.util.logging.Level toJdk(Level level) {
    return switch (level) {
      case TRACE -> java.util.logging.Level.FINEST;
      case DEBUG -> java.util.logging.Level.FINE;
      case INFO -> java.util.logging.Level.INFO;
      case WARN -> java.util.logging.Level.WARNING;
      case ERROR -> java.util.logging.Level.SEVERE;
      case OFF -> java.util.logging.Level.OFF;
    };
  }

  private static Level fromJdk(java.util.logging.Level level) {
    int value = level.intValue();
    if (value >= java.util.logging.Level.SEVERE.intValue()) {
      return Level.ERROR;
    }
    if (value >= java.util.logging.Level.WARNING.intValue()) {
      return Level.WARN;
    }
    if (value >= java.util.logging.Level.INFO.intValue()) {
      return Level.INFO;
    }
    return value >= java.util.logging.Level.FINE.intValue() ? Level.DEBUG : Level.TRACE;
  }
}
