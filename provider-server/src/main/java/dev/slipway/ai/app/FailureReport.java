package dev.slipway.ai.app;

import dev.slipway.ai.client.ControlPlane;
import dev.slipway.proto.v1.App;
import dev.slipway.proto.v1.Event;
import dev.slipway.proto.v1.ListEventsRequest;
import dev.slipway.proto.v1.LogLine;
import dev.slipway.proto.v1.TailLogsRequest;
import dev.slipway.provider.Context;
import dev.slipway.provider.diag.Failure;
import io.grpc.StatusRuntimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** Why an app is not where it is to be, with all that is needed to see the cause. */
final class FailureReport {
  private static final int EVENTS = 12;
  private static final int LOG_LINES = 20;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

  private FailureReport() {}

  /**
   * The failure to throw.
   *
   * @param what completes "hello …"
   */
  static Failure of(App app, String what, Context<ControlPlane> context) {
    var text = new StringBuilder();
    var status = app.getStatus();
    var reason = status.getWaitingFor().isEmpty() ? status.getReason() : status.getWaitingFor();
    text.append(
        reason.isEmpty()
            ? "It is %s with %d of %d replicas ready."
                .formatted(
                    status.getState(), status.getAvailableReplicas(), status.getTargetReplicas())
            : reason);
    text.append("\n\n");
    for (var event : timeline(app, context)) {
      text.append("  ").append(line(event)).append('\n');
    }
    var log = log(app, context);
    if (!log.isEmpty()) {
      text.append("\nLast lines of its log:\n");
      log.forEach(line -> text.append("  | ").append(line.getText()).append('\n'));
    }
    if (status.getServingRevision() > 0 && status.getServingRevision() < app.getRevision()) {
      text.append(
          "\nThe previous revision %d still serves.\n".formatted(status.getServingRevision()));
    }
    return new Failure(
        AppAttributes.IMAGE, "%s %s".formatted(app.getSpec().getName(), what), text.toString());
  }

  private static List<Event> timeline(App app, Context<ControlPlane> context) {
    try {
      return context
          .client()
          .apps()
          .listEvents(ListEventsRequest.newBuilder().setId(app.getId()).setLimit(EVENTS).build())
          .getEventsList();
    } catch (StatusRuntimeException e) {
      context.warning("The timeline cannot be read", String.valueOf(e.getMessage()));
      return List.of();
    }
  }

  private static List<LogLine> log(App app, Context<ControlPlane> context) {
    var request = TailLogsRequest.newBuilder().setId(app.getId()).setTail(LOG_LINES);
    var newest =
        app.getStatus().getReplicasList().stream()
            .filter(replica -> replica.getRevision() == app.getRevision())
            .findFirst();
    newest.ifPresent(replica -> request.setReplica(replica.getId()));
    try {
      var lines = new ArrayList<LogLine>();
      context.client().apps().tailLogs(request.build()).forEachRemaining(lines::add);
      return lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size());
    } catch (StatusRuntimeException e) {
      context.warning("The log cannot be read", String.valueOf(e.getMessage()));
      return List.of();
    }
  }

  private static String line(Event event) {
    var time = Instant.ofEpochSecond(event.getTime().getSeconds());
    return "%s  %s".formatted(TIME.format(time), event.getMessage());
  }
}
