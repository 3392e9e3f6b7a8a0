package dev.slipway.provider.internal.plugin;

import dev.slipway.proto.plugin.Empty;
import dev.slipway.proto.plugin.GRPCControllerGrpc;
import dev.slipway.proto.tfplugin6.GetProviderSchema;
import dev.slipway.proto.tfplugin6.ProviderGrpc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures what Terraform waits for when it starts a provider: process start to handshake line, to
 * the first schema over mutual TLS, and Shutdown to exit. Prints medians; needs Linux's /proc.
 *
 * <p>Arguments: the number of starts, then the command that starts the provider.
 */
final class StartTimes {
  private StartTimes() {}

  public static void main(String[] arguments) throws Exception {
    int rounds = Integer.parseInt(arguments[0]);
    List<String> command = List.of(arguments).subList(1, arguments.length);
    var certificate = HostCertificate.make(Files.createTempDirectory("start-times"));
    var line = new ArrayList<Long>();
    var schema = new ArrayList<Long>();
    var exit = new ArrayList<Long>();
    var lineCpu = new ArrayList<Long>();
    var schemaCpu = new ArrayList<Long>();
    var resident = new ArrayList<Long>();
    // The first rounds warm this side up.
    for (int round = -3; round < rounds; round++) {
      long started = System.nanoTime();
      try (var host = Host.start(command, Host.environment(certificate))) {
        var _ = host.handshake();
        long lined = System.nanoTime();
        long linedCpu = cpu(host.pid());
        var channel = host.connect(certificate);
        var _ =
            ProviderGrpc.newBlockingStub(channel)
                .getProviderSchema(GetProviderSchema.Request.getDefaultInstance());
        long described = System.nanoTime();
        long describedCpu = cpu(host.pid());
        long kilobytes = resident(host.pid());
        long ending = System.nanoTime();
        var _ = GRPCControllerGrpc.newBlockingStub(channel).shutdown(Empty.getDefaultInstance());
        host.exitStatus();
        if (round >= 0) {
          line.add(lined - started);
          schema.add(described - started);
          lineCpu.add(linedCpu);
          schemaCpu.add(describedCpu);
          exit.add(System.nanoTime() - ending);
          resident.add(kilobytes * 1000);
        }
      }
    }
    System.out.printf(
        "line %.0f ms (%.0f CPU), schema %.0f ms (%.0f CPU), shutdown to exit %.0f ms, %.0f MB%n",
        median(line),
        median(lineCpu),
        median(schema),
        median(schemaCpu),
        median(exit),
        median(resident));
  }

  /** Processor time of all threads so far, in nanoseconds: steadier than time on a busy machine. */
  private static long cpu(long pid) throws Exception {
    try (var threads = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "task"))) {
      long sum = 0;
      for (Path thread : threads) {
        sum += cpuOf(thread);
      }
      return sum;
    }
  }

  private static long cpuOf(Path thread) {
    try {
      return Long.parseLong(Files.readString(thread.resolve("schedstat")).split(" ", -1)[0]);
    } catch (IOException e) {
      // It ended since it was listed.
      return 0;
    }
  }

  private static long resident(long pid) throws Exception {
    return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  private static double median(List<Long> nanos) {
    return nanos.stream().sorted().toList().get(nanos.size() / 2) / 1e6;
  }
}
