package dev.slipway.controlplane.api.grpc;

import dev.slipway.controlplane.app.Event;
import dev.slipway.controlplane.runtime.LogLine;

/** Events and log lines for the wire. */
final class EventWire {
  static dev.slipway.proto.v1.Event of(Event event) {
    return dev.slipway.proto.v1.Event.newBuilder()
        .setSequence(event.sequence())
        .setTime(Times.wire(event.time()))
        .setSeverity(
            switch (event.severity()) {
              case NORMAL -> dev.slipway.proto.v1.Event.Severity.NORMAL;
              case WARNING -> dev.slipway.proto.v1.Event.Severity.WARNING;
            })
        .setCode(event.code())
        .setMessage(event.message())
        .setRevision(event.revision())
        .setReplica(event.replica())
        .setAuthor(event.by().author())
        .setClient(event.by().client())
        .build();
  }

  static dev.slipway.proto.v1.LogLine of(LogLine line) {
    return dev.slipway.proto.v1.LogLine.newBuilder()
        .setReplica(line.replica())
        .setTime(Times.wire(line.time()))
        .setText(line.text())
        .setStderr(line.stderr())
        .build();
  }

  private EventWire() {}
}
