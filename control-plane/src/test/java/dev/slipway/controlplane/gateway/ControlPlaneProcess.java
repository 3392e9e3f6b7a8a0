package dev.slipway.controlplane.gateway;

import dev.slipway.controlplane.app.Endpoint;
import dev.slipway.controlplane.vocabulary.AppId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;

/**
 * A control plane's gateway in a process of its own, to be killed. It serves one app, says {@code
 * serving} once that is acknowledged, and stays.
 */
final class ControlPlaneProcess {
  private ControlPlaneProcess() {}

  /** Arguments: home, port of the gateway, port for xDS, the app's id, ports of its replicas. */
  public static void main(String[] args) throws IOException, InterruptedException {
    var settings =
        GatewayUnderTest.settings(
            Path.of(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
    var app = new AppId(args[3]);
    var replicas =
        Arrays.stream(args)
            .skip(4)
            .map(port -> new Endpoint(port, "127.0.0.1", Integer.parseInt(port)))
            .toList();
    try (var gateway = Gateway.open(true, settings, Clock.systemUTC())) {
      gateway.routes().add(app, GatewayUnderTest.host(app));
      gateway.routes().complete();
      if (!gateway.serve(app, replicas, GatewayUnderTest.PATIENCE)) {
        throw new IllegalStateException("Envoy did not acknowledge");
      }
      System.out.println("serving");
      Thread.sleep(Long.MAX_VALUE);
    }
  }

  /** Starts it and returns once it serves. */
  static Process start(Path home, int port, int xdsPort, AppId app, Replica... replicas)
      throws IOException {
    var command =
        new java.util.ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ControlPlaneProcess.class.getName(),
                home.toString(),
                Integer.toString(port),
                Integer.toString(xdsPort),
                app.value()));
    for (var replica : replicas) {
      command.add(Integer.toString(replica.endpoint().port()));
    }
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var output = new StringBuilder();
    for (String line; (line = process.inputReader().readLine()) != null; ) {
      if (line.equals("serving")) {
        return process;
      }
      output.append(line).append('\n');
    }
    throw new AssertionError("it ended:\n" + output);
  }
}
