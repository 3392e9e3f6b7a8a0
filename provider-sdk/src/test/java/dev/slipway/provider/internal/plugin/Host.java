package dev.slipway.provider.internal.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.ManagedChannel;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Does what Terraform does with a plugin: starts it, reads its line, connects, ends it. */
final class Host implements AutoCloseable {
  private static final String COOKIE =
      "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";
  private static final int LARGE = 256 * 1024 * 1024;

  /** Long for a loaded machine; nothing waits for it to pass. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Quiet: gRPC sets keep-alive on Unix sockets too, and Netty warns of it each time. */
  private static final Logger SOCKET_OPTIONS = Logger.getLogger("io.netty.bootstrap.Bootstrap");

  static {
    SOCKET_OPTIONS.setLevel(Level.SEVERE);
  }

  private final Process process;
  private final List<String> output = new CopyOnWriteArrayList<>();
  private final List<String> errors = new CopyOnWriteArrayList<>();
  private final List<Thread> readers = new ArrayList<>();
  private final MultiThreadIoEventLoopGroup loop =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final List<ManagedChannel> channels = new ArrayList<>();

  private Host(Process process) {
    this.process = process;
    readers.add(read(process.getInputStream(), output));
    readers.add(read(process.getErrorStream(), errors));
  }

  /** The environment in which Terraform starts a plugin with TLS. */
  static Map<String, String> environment(HostCertificate certificate) throws Exception {
    var environment = plaintext();
    environment.put("PLUGIN_CLIENT_CERT", certificate.pem());
    return environment;
  }

  /** The environment in which Terraform starts a plugin under {@code TF_DISABLE_PLUGIN_TLS}. */
  static Map<String, String> plaintext() {
    return new HashMap<>(
        Map.of(
            "TF_PLUGIN_MAGIC_COOKIE", COOKIE,
            "PLUGIN_PROTOCOL_VERSIONS", "6,5",
            "PLUGIN_MIN_PORT", "10000",
            "PLUGIN_MAX_PORT", "25000"));
  }

  /** Starts the test's plugin in a JVM of its own. */
  static Host start(Map<String, String> environment, String... arguments) throws IOException {
    return start(environment, TestPlugin.class, arguments);
  }

  /** Starts another plugin of the tests in a JVM of its own. */
  static Host start(Map<String, String> environment, Class<?> main, String... arguments)
      throws IOException {
    var command = jvm();
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return start(command, environment);
  }

  /** Starts the test's plugin where temporary files go into this folder. */
  static Host startIn(Path temporary, Map<String, String> environment) throws IOException {
    var command = jvm();
    command.add("-Djava.io.tmpdir=" + temporary);
    command.add(TestPlugin.class.getName());
    return start(command, environment);
  }

  /** Starts another plugin of the tests in a JVM with a system property, {@code name=value}. */
  static Host startWith(String property, Map<String, String> environment, Class<?> main)
      throws IOException {
    var command = jvm();
    command.add("-D" + property);
    command.add(main.getName());
    return start(command, environment);
  }

  /** Starts any provider, with the given variables and no others of Terraform's. */
  static Host start(List<String> command, Map<String, String> environment) throws IOException {
    // Where the tests run in a shell's background, interrupts are ignored, and Java inherits that.
    var interruptible = new ArrayList<>(List.of("env", "--default-signal=INT"));
    interruptible.addAll(command);
    var builder = new ProcessBuilder(interruptible);
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("TF_") || name.startsWith("PLUGIN_"));
    builder.environment().putAll(environment);
    return new Host(builder.start());
  }

  /** The handshake line's fields. */
  List<String> handshake() {
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .atMost(PATIENCE)
        .until(() -> !output.isEmpty() || !process.isAlive());
    assertThat(output).as("standard output; standard error: %s", errors).isNotEmpty();
    return List.of(output.getFirst().split("\\|", -1));
  }

  /** Connects as the line says, in TLS if it carries a certificate. */
  ManagedChannel connect(@Nullable HostCertificate own) throws Exception {
    List<String> line = handshake();
    return connect(line.get(2), line.get(3), own, line.get(5));
  }

  ManagedChannel connect(
      String network, String location, @Nullable HostCertificate own, String serverCertificate)
      throws Exception {
    var builder =
        NettyChannelBuilder.forAddress(address(network, location))
            .channelType(
                network.equals("unix") ? NioDomainSocketChannel.class : NioSocketChannel.class)
            .eventLoopGroup(loop)
            .overrideAuthority("localhost")
            .maxInboundMessageSize(LARGE);
    if (serverCertificate.isEmpty()) {
      builder.usePlaintext();
    } else {
      var tls = GrpcSslContexts.configure(SslContextBuilder.forClient(), SslProvider.JDK);
      tls.trustManager(certificate(serverCertificate));
      if (own != null) {
        tls.keyManager(own.key(), own.certificate());
      }
      builder.sslContext(tls.build());
    }
    var channel = builder.build();
    channels.add(channel);
    return channel;
  }

  static X509Certificate certificate(String field) throws Exception {
    assertThat(field).as("certificate field").doesNotContain("=");
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(Base64.getDecoder().decode(field)));
  }

  /** Lines on standard output so far. */
  List<String> output() {
    return output;
  }

  /** Lines on standard error so far. */
  List<String> errors() {
    return errors;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /** Sends a signal by its name, as a terminal or a service manager would. */
  void signal(String name) throws IOException {
    var kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    assertThat(kill.onExit().join().exitValue()).isZero();
  }

  /** Waits for the exit and for all that was written before it. */
  int exitStatus() throws InterruptedException {
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("exited").isTrue();
    for (Thread reader : readers) {
      reader.join();
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    channels.forEach(ManagedChannel::shutdownNow);
    process.destroyForcibly().onExit().join();
    sweep();
    loop.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS).awaitUninterruptibly();
  }

  /** Removes the socket that a killed process leaves, and the private folder around it. */
  private void sweep() {
    if (output.isEmpty() || !output.getFirst().contains("|unix|")) {
      return;
    }
    Path socket = Path.of(output.getFirst().split("\\|", -1)[3]);
    try {
      Files.deleteIfExists(socket);
      Path folder = socket.getParent();
      if (folder != null && folder.getFileName().toString().startsWith("plugin-")) {
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> jvm() {
    var command = new ArrayList<String>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx512m",
            "-Xlog:disable",
            "-Xlog:all=warning:stderr",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    return command;
  }

  private static SocketAddress address(String network, String location) {
    if (network.equals("unix")) {
      return UnixDomainSocketAddress.of(location);
    }
    int colon = location.lastIndexOf(':');
    return new InetSocketAddress(
        location.substring(0, colon), Integer.parseInt(location.substring(colon + 1)));
  }

  private static Thread read(InputStream stream, List<String> lines) {
    return Thread.startVirtualThread(() -> {
      try (var reader = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          lines.add(line);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }
}
