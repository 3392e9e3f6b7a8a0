package dev.slipway.controlplane.api.grpc;

import dev.slipway.controlplane.app.Apps;
import dev.slipway.controlplane.runtime.Drivers;
import dev.slipway.controlplane.runtime.LogQuery;
import dev.slipway.controlplane.vocabulary.FailureCode;
import dev.slipway.controlplane.vocabulary.FailureException;
import dev.slipway.proto.v1.LogLine;
import dev.slipway.proto.v1.TailLogsRequest;
import java.util.concurrent.CancellationException;

/** Sends an app's log lines to one client. */
final class LogTail implements Outlet.Source<LogLine> {
  private static final int DEFAULT_TAIL = 100;

  private final Apps apps;
  private final Drivers drivers;
  private final TailLogsRequest request;

  LogTail(Apps apps, Drivers drivers, TailLogsRequest request) {
    this.apps = apps;
    this.drivers = drivers;
    this.request = request;
  }

  @Override
  public void sendTo(Outlet<LogLine> outlet) throws InterruptedException {
    var id = Ids.app(request.getId());
    var app = apps.find(id).orElseThrow(() -> Ids.unknown(id));
    var region = app.spec().region();
    var driver =
        drivers
            .in(region)
            .orElseThrow(() ->
                new FailureException(
                    FailureCode.RUNTIME_UNAVAILABLE,
                    "region %s is not in the catalog any more; put it back to read logs there"
                        .formatted(region)));
    var query =
        new LogQuery(
            request.getReplica(),
            request.getTail() == 0 ? DEFAULT_TAIL : request.getTail(),
            request.getFollow(),
            request.getPrevious());
    try {
      driver.logs(
          id,
          query,
          line -> {
            try {
              outlet.send(EventWire.of(line));
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
              throw new CancellationException("the client left");
            }
          });
    } catch (CancellationException e) {
      throw new InterruptedException(e.getMessage());
    }
  }
}
