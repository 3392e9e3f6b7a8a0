package dev.slipway.controlplane.runtime.docker;

import com.github.dockerjava.api.model.Event;
import java.io.Closeable;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what happens to one control plane's containers, for as long as it is open. When the engine
 * hangs up it asks again, from the last moment heard; and says that it may have missed something.
 */
final class EngineEvents implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EngineEvents.class);
  private static final Duration PAUSE = Duration.ofMillis(300);

  private final EngineClient client;
  private final String label;
  private final Listener listener;
  private final Thread thread;
  private volatile Instant last = Instant.now();

  interface Listener {
    /** A container that carries these labels did this or had it done to it. */
    void happened(String container, String action, Map<String, String> labels);

    /** From here on everything is heard; what was before has to be looked up. */
    void connected();
  }

  EngineEvents(EngineClient client, String label, Listener listener) {
    this.client = client;
    this.label = label;
    this.listener = listener;
    this.thread = Thread.ofVirtual().name("engine events").start(this::run);
  }

  private void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try (var hearing = client.events(label, last, new Hearing())) {
        hearing.awaitEnd();
        log.atDebug()
            .addKeyValue("label", label)
            .setCause(hearing.error())
            .log("The engine's events ended; asking for them again");
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Hearing extends EngineStream<Event> {
    @Override
    public void onStart(Closeable connection) {
      super.onStart(connection);
      listener.connected();
    }

    @Override
    public void onNext(Event event) {
      var seconds = event.getTime();
      if (seconds != null && seconds > last.getEpochSecond()) {
        last = Instant.ofEpochSecond(seconds);
      }
      var actor = event.getActor();
      if (actor != null && actor.getAttributes() != null) {
        listener.happened(
            Objects.requireNonNullElse(actor.getId(), ""),
            Objects.requireNonNullElse(event.getAction(), ""),
            actor.getAttributes());
      }
    }
  }
}
