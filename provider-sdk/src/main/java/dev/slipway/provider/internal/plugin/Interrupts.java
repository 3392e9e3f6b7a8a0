package dev.slipway.provider.internal.plugin;

import dev.slipway.provider.internal.log.LogSink;
import dev.slipway.provider.log.Level;

/**
 * Ctrl-C in a terminal reaches Terraform and every provider alike; Terraform then says by
 * StopProvider and Shutdown what should happen, so the signal itself is ignored.
 */
final class Interrupts {
  private Interrupts() {}

  /** Ignores SIGINT from now on. */
  static void ignore() {
    // By reflection: the JDK offers no supported signal API, and javac's warning about this one
    // cannot be suppressed.
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object interrupt = signal.getConstructor(String.class).newInstance("INT");
      Object ignored = handler.getField("SIG_IGN").get(null);
      signal.getMethod("handle", signal, handler).invoke(null, interrupt, ignored);
    } catch (ReflectiveOperationException e) {
      LogSink.current()
          .write(
              LogSink.SDK,
              Level.WARN,
              "Ctrl-C will end this provider at once: module jdk.unsupported is missing",
              e);
    }
  }
}
