package dev.slipway.controlplane.runtime;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a region's listeners what is seen there. */
public final class News {
  private static final Logger log = LoggerFactory.getLogger(News.class);

  private final List<RuntimeListener> listeners = new CopyOnWriteArrayList<>();

  public void listen(RuntimeListener listener) {
    listeners.add(listener);
  }

  public void tell(Observation observation) {
    tell("app", observation.app(), listener -> listener.observed(observation));
  }

  public void tell(RuntimeEvent event) {
    tell("app", event.app(), listener -> listener.happened(event));
  }

  public void capacityChanged() {
    tell("about", "capacity", RuntimeListener::capacityChanged);
  }

  /** A listener's trouble must not stop the apps' care. */
  private void tell(String key, Object value, Consumer<RuntimeListener> news) {
    for (var listener : listeners) {
      try {
        news.accept(listener);
      } catch (RuntimeException e) {
        log.atError()
            .addKeyValue(key, value)
            .setCause(e)
            .log("A listener failed on what the runtime told it");
      }
    }
  }
}
