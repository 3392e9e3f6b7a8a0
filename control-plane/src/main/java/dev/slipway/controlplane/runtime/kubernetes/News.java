package dev.slipway.controlplane.runtime.kubernetes;

import dev.slipway.controlplane.runtime.Observation;
import dev.slipway.controlplane.runtime.RuntimeEvent;
import dev.slipway.controlplane.runtime.RuntimeListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a region's listeners what is seen there. */
final class News {
  private static final Logger log = LoggerFactory.getLogger(News.class);

  private final List<RuntimeListener> listeners = new CopyOnWriteArrayList<>();

  void listen(RuntimeListener listener) {
    listeners.add(listener);
  }

  void tell(Observation observation) {
    tell(listener -> listener.observed(observation));
  }

  void tell(RuntimeEvent event) {
    tell(listener -> listener.happened(event));
  }

  void capacityChanged() {
    tell(RuntimeListener::capacityChanged);
  }

  /** A listener's trouble must not stop the apps' care. */
  private void tell(Consumer<RuntimeListener> news) {
    for (var listener : listeners) {
      try {
        news.accept(listener);
      } catch (RuntimeException e) {
        log.atError().setCause(e).log("A listener failed on what the runtime told it");
      }
    }
  }
}
