package dev.slipway.provider.internal.plugin;

import dev.slipway.provider.internal.log.LibraryLogs;
import dev.slipway.provider.internal.log.LogSink;
import dev.slipway.provider.internal.log.LoggedOutput;
import dev.slipway.provider.internal.log.Thresholds;
import dev.slipway.provider.log.Level;
import io.grpc.BindableService;
import io.grpc.ServerInterceptors;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The life of a plugin process, from the host's environment to the halt.
 *
 * <p>Terraform starts a provider several times per command, so the order is that of the shortest
 * wait: credentials on a second thread, the server beside them, then the handshake line; the
 * provider itself while the host connects.
 */
public final class PluginProcess {
  private static final String DEBUG = "--debug";

  /** What a provider may take to release what it holds; the host kills after two seconds. */
  private static final Duration RELEASE = Duration.ofSeconds(1);

  private final Plugin plugin;
  private final Map<String, String> environment;
  private final HostEnvironment host;
  private final boolean debugged;

  private PluginProcess(
      Plugin plugin, Map<String, String> environment, HostEnvironment host, boolean debugged) {
    this.plugin = plugin;
    this.environment = environment;
    this.host = host;
    this.debugged = debugged;
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
      new PluginProcess(plugin, environment, host, debugged).serve();
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

  private void serve()
      throws IOException, InterruptedException, ExecutionException, GeneralSecurityException {
    String client = debugged ? null : host.clientCertificate();
    TlsTuning.apply();
    var credentials = client == null ? null : Credentials.begin(client);
    if (!debugged) {
      System.setOut(LoggedOutput.stream());
    }
    installLogs();
    NettyTuning.apply();
    var lifetime = debugged ? Lifetime.ofDebuggedProcess() : Lifetime.ofHostedProcess();
    var provider = new FutureTask<BindableService>(plugin.service()::get);
    var methods = new FutureTask<>(() -> methods(provider, lifetime));
    var tls = credentials == null ? null : credentials.tls();
    PluginServer server = new Listening(host, new LateServices(methods), tls, lifetime).start();
    announce(server.endpoint(), credentials);
    provider.run();
    methods.run();
    Runtime.getRuntime().addShutdownHook(new Thread(server.endpoint()::remove, "remove-socket"));
    if (!debugged) {
      Interrupts.ignore();
    }
    var _ = methods.get();
    lifetime.await();
    release(provider.get());
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

  private void installLogs() {
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
  }

  private Map<String, ServerMethodDefinition<?, ?>> methods(
      Future<BindableService> provider, Lifetime lifetime)
      throws InterruptedException, ExecutionException {
    return LateServices.methodsOf(
        List.of(
            logged(guarded(provider.get())),
            guarded(new ControllerService(lifetime)),
            guarded(new StdioService()),
            guarded(new BrokerService()),
            guarded(new HealthService())));
  }

  private static ServerServiceDefinition guarded(BindableService service) {
    return ServerInterceptors.intercept(service, new CrashGuard());
  }

  /** Without a reader of logs, the calls' fields would be collected for nobody. */
  private ServerServiceDefinition logged(ServerServiceDefinition service) {
    var logs = LogSink.current();
    return logs.isEnabled(LogSink.PROVIDER, Level.ERROR) || logs.isEnabled(LogSink.SDK, Level.ERROR)
        ? ServerInterceptors.intercept(service, new RequestLog(plugin.address()))
        : service;
  }

  private void announce(Endpoint endpoint, @Nullable Credentials credentials)
      throws IOException, InterruptedException, GeneralSecurityException {
    String text =
        debugged
            ? new Reattachment(plugin.address(), endpoint, ProcessHandle.current().pid())
                .instructions()
            : new HandshakeLine(
                    endpoint,
                    credentials == null ? "" : credentials.certificate(),
                    host.asksForMultiplexing())
                .text();
    var standardOutput = new FileOutputStream(FileDescriptor.out);
    standardOutput.write(text.getBytes(StandardCharsets.UTF_8));
    standardOutput.flush();
  }

  /** Lets the provider release what it holds, but never past the host's patience. */
  private static void release(BindableService provider) throws InterruptedException {
    if (!(provider instanceof AutoCloseable closeable)) {
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
      LogSink.current()
          .write(LogSink.SDK, Level.WARN, "The provider did not release all it holds", e);
    }
  }
}
