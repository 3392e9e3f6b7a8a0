package dev.slipway.provider.internal.plugin;

import dev.slipway.provider.internal.log.LibraryLogs;
import dev.slipway.provider.internal.log.LogSink;
import dev.slipway.provider.internal.log.LoggedOutput;
import dev.slipway.provider.internal.log.Thresholds;
import dev.slipway.provider.log.Level;
import io.grpc.BindableService;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The life of a plugin process, from the host's environment to the halt. */
public final class PluginProcess {
  private static final String DEBUG = "--debug";

  /** What a provider may take to release what it holds; the host kills after two seconds. */
  private static final Duration RELEASE = Duration.ofSeconds(1);

  private final Plugin plugin;
  private final HostEnvironment host;
  private final boolean debugged;
  private final LogSink logs;

  private PluginProcess(Plugin plugin, HostEnvironment host, boolean debugged, LogSink logs) {
    this.plugin = plugin;
    this.host = host;
    this.debugged = debugged;
    this.logs = logs;
  }

  /**
   * Serves until the host says Shutdown or is gone, then ends the process. Never returns.
   *
   * @param arguments none where Terraform starts the process; {@code --debug} to let a person start
   *     it and attach Terraform to it
   */
  public static void run(Plugin plugin, String... arguments) {
    int status = 0;
    try {
      Map<String, String> environment = System.getenv();
      boolean debugged = isDebugged(plugin, arguments);
      var host = HostEnvironment.of(environment);
      if (!debugged && !host.isHost()) {
        throw new StartFailure(hint(plugin));
      }
      var process = new PluginProcess(plugin, host, debugged, logs(plugin, environment, debugged));
      process.serve();
    } catch (StartFailure e) {
      System.err.println(e.getMessage());
      status = 1;
    } catch (Throwable e) {
      // Terraform shows lines from this prefix on as the reason why the provider is gone.
      System.err.println("fatal error: " + plugin.address() + " cannot serve: " + e);
      e.printStackTrace();
      status = 1;
    }
    // Not an orderly exit: that would wait for threads which nobody needs any more.
    Runtime.getRuntime().halt(status);
  }

  private void serve() throws IOException, InterruptedException, ExecutionException {
    if (!debugged) {
      System.setOut(LoggedOutput.stream());
    }
    // One connection gains nothing from pooled buffers, whose arenas cost more than all the rest.
    if (System.getProperty("io.netty.allocator.type") == null) {
      System.setProperty("io.netty.allocator.type", "unpooled");
    }
    String client = debugged ? null : host.clientCertificate();
    var tls = client == null ? null : credentials(client);
    var lifetime = debugged ? Lifetime.ofDebuggedProcess() : Lifetime.ofHostedProcess();
    BindableService service = plugin.service().get();
    PluginServer server = listen(intercepted(service), tls, lifetime);
    announce(server.endpoint(), tls);
    Runtime.getRuntime().addShutdownHook(new Thread(server.endpoint()::remove, "remove-socket"));
    if (!debugged) {
      Interrupts.ignore();
    }
    lifetime.await();
    release(service);
    server.close();
  }

  private static boolean isDebugged(Plugin plugin, String... arguments) {
    if (arguments.length == 0) {
      return false;
    }
    if (arguments.length == 1 && arguments[0].equals(DEBUG)) {
      return true;
    }
    throw new StartFailure(
        "Unknown arguments: " + String.join(" ", arguments) + "\n\n" + hint(plugin));
  }

  private static String hint(Plugin plugin) {
    return plugin.address()
        + " is a Terraform provider: Terraform starts it, and it does nothing on its own.\n"
        + "To use it, name it under required_providers and run: terraform init\n"
        + "To debug it, start it with "
        + DEBUG
        + " and attach Terraform as it then says.";
  }

  private static LogSink logs(Plugin plugin, Map<String, String> environment, boolean debugged) {
    var otherwise = debugged ? Level.INFO : Level.OFF;
    var thresholds = Thresholds.of(environment, plugin.name(), otherwise);
    var logs = new LogSink(new FileOutputStream(FileDescriptor.err), thresholds);
    logs.install();
    LibraryLogs.install(logs, thresholds.libraries());
    Thread.setDefaultUncaughtExceptionHandler((thread, thrown) ->
        logs.write(
            LogSink.SDK,
            Level.ERROR,
            "A thread ended unexpectedly",
            thrown,
            "thread",
            thread.getName()));
    return logs;
  }

  /** Key and certificate cost as much as loading gRPC does, so both happen at once. */
  private static Future<MutualTls> credentials(String clientCertificate) {
    var task = new FutureTask<>(() -> MutualTls.trusting(clientCertificate));
    Thread.ofPlatform().daemon().name("credentials").start(task);
    return task;
  }

  private PluginServer listen(
      ServerServiceDefinition service, @Nullable Future<MutualTls> tls, Lifetime lifetime)
      throws IOException {
    if (host.tcp()) {
      return listenOnPort(service, tls, lifetime);
    }
    if (host.socketDirectory() != null) {
      try {
        var socket = UnixSocket.in(host.socketDirectory(), host.socketGroup());
        return PluginServer.listen(socket, service, tls, lifetime);
      } catch (IOException e) {
        throw new StartFailure(
            "cannot listen in PLUGIN_UNIX_SOCKET_DIR " + host.socketDirectory() + ": " + cause(e),
            e);
      }
    }
    try {
      return PluginServer.listen(UnixSocket.inPrivateDirectory(), service, tls, lifetime);
    } catch (IOException | RuntimeException e) {
      logs.write(LogSink.SDK, Level.WARN, "No Unix socket here, serving over TCP", e);
      return listenOnPort(service, tls, lifetime);
    }
  }

  private ServerServiceDefinition intercepted(BindableService bindable) {
    var service = ServerInterceptors.intercept(bindable.bindService(), new CrashGuard());
    // Without a reader of logs, the request's fields would be collected for nobody.
    return logs.isEnabled(LogSink.PROVIDER, Level.ERROR) || logs.isEnabled(LogSink.SDK, Level.ERROR)
        ? ServerInterceptors.intercept(service, new RequestLog(plugin.address()))
        : service;
  }

  private PluginServer listenOnPort(
      ServerServiceDefinition service, @Nullable Future<MutualTls> tls, Lifetime lifetime) {
    for (int port = host.minPort(); port <= host.maxPort(); port++) {
      try {
        return PluginServer.listen(new LoopbackPort(port), service, tls, lifetime);
      } catch (IOException e) {
        logs.write(LogSink.SDK, Level.TRACE, "A port is taken", null, "port", port);
      }
    }
    throw new StartFailure(
        "no free port on 127.0.0.1 from "
            + host.minPort()
            + " to "
            + host.maxPort()
            + "; widen PLUGIN_MIN_PORT and PLUGIN_MAX_PORT");
  }

  private void announce(Endpoint endpoint, @Nullable Future<MutualTls> tls)
      throws IOException, InterruptedException, ExecutionException {
    String text =
        debugged
            ? new Reattachment(plugin.address(), endpoint, ProcessHandle.current().pid())
                .instructions()
            : new HandshakeLine(
                    endpoint, tls == null ? "" : certificate(tls), host.asksForMultiplexing())
                .text();
    var standardOutput = new FileOutputStream(FileDescriptor.out);
    standardOutput.write(text.getBytes(StandardCharsets.UTF_8));
    standardOutput.flush();
  }

  private static String certificate(Future<MutualTls> tls)
      throws InterruptedException, ExecutionException {
    try {
      return tls.get().certificate();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StartFailure failure) {
        throw failure;
      }
      throw e;
    }
  }

  /** Lets the provider release what it holds, but never past the host's patience. */
  private void release(BindableService service) throws InterruptedException {
    if (!(service instanceof AutoCloseable closeable)) {
      return;
    }
    var task =
        new FutureTask<@Nullable Void>(() -> {
          closeable.close();
          return null;
        });
    Thread.ofPlatform().daemon().name("release").start(task);
    try {
      var _ = task.get(RELEASE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      logs.write(LogSink.SDK, Level.WARN, "The provider did not release all it holds", e);
    }
  }

  private static String cause(IOException e) {
    return String.valueOf(e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
  }
}
