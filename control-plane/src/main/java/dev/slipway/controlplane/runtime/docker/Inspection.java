package dev.slipway.controlplane.runtime.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import dev.slipway.controlplane.vocabulary.Memory;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what an engine says of a container; both leave out what they have nothing to say on. */
final class Inspection {
  private Inspection() {}

  static Container read(InspectContainerResponse seen) {
    var state = seen.getState();
    var host = seen.getHostConfig();
    var ports = new HashMap<Integer, Integer>();
    var settings = seen.getNetworkSettings();
    if (settings != null && settings.getPorts() != null) {
      settings
          .getPorts()
          .getBindings()
          .forEach((inside, bindings) -> {
            if (bindings != null && bindings.length > 0) {
              var spec = bindings[0].getHostPortSpec();
              if (spec != null && spec.matches("[1-9]\\d{0,4}")) {
                ports.put(inside.getPort(), Integer.parseInt(spec));
              }
            }
          });
    }
    var labels = seen.getConfig().getLabels();
    return new Container(
        seen.getId(),
        seen.getName().replaceFirst("^/", ""),
        labels == null ? Map.of() : Map.copyOf(labels),
        state(state),
        time(seen.getCreated(), Instant.EPOCH),
        optionalTime(state.getStartedAt()),
        optionalTime(state.getFinishedAt()),
        state.getExitCodeLong() == null ? 0 : state.getExitCodeLong().intValue(),
        Boolean.TRUE.equals(state.getOOMKilled()),
        state.getError() == null ? "" : state.getError(),
        state.getPidLong() == null ? 0 : state.getPidLong(),
        Map.copyOf(ports),
        host.getNanoCPUs() == null ? 0 : host.getNanoCPUs() / 1e9,
        new Memory(host.getMemory() == null ? 0 : host.getMemory()));
  }

  private static Container.State state(InspectContainerResponse.ContainerState state) {
    if (Boolean.TRUE.equals(state.getRunning())) {
      return Container.State.RUNNING;
    }
    return switch (state.getStatus() == null ? "" : state.getStatus()) {
      case "created", "configured", "initialized" -> Container.State.CREATED;
      case "running", "paused", "restarting", "stopping" -> Container.State.RUNNING;
      default -> Container.State.EXITED;
    };
  }

  private static @Nullable Instant optionalTime(@Nullable String text) {
    var time = time(text, Instant.EPOCH);
    // Never: the year 1.
    return time.isAfter(Instant.EPOCH) ? time : null;
  }

  private static Instant time(@Nullable String text, Instant otherwise) {
    if (text == null || text.isEmpty()) {
      return otherwise;
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      return otherwise;
    }
  }
}
