package dev.slipway.acceptance;

import com.google.protobuf.ByteString;
import dev.slipway.proto.tfplugin6.ConfigureProvider;
import dev.slipway.proto.tfplugin6.Diagnostic;
import dev.slipway.proto.tfplugin6.DynamicValue;
import dev.slipway.proto.tfplugin6.ProviderGrpc;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The packaged provider, spoken to as Terraform 1.14 does, for stories that older ones cannot tell.
 * It is attached as for debugging, so no TLS and no handshake.
 */
final class NewerTerraform implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String MARK = "TF_REATTACH_PROVIDERS='";

  private final Process process;
  private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final ManagedChannel channel;
  private final ProviderGrpc.ProviderBlockingStub provider;

  private NewerTerraform(Process process) {
    this.process = process;
    channel =
        NettyChannelBuilder.forAddress(UnixDomainSocketAddress.of(socket(process)))
            .channelType(NioDomainSocketChannel.class)
            .eventLoopGroup(loop)
            .overrideAuthority("localhost")
            .usePlaintext()
            .build();
    provider = ProviderGrpc.newBlockingStub(channel).withDeadlineAfter(2, TimeUnit.MINUTES);
  }

  /** Starts the provider and configures it from its environment. */
  static NewerTerraform in(Map<String, String> environment) {
    var newer = new NewerTerraform(start(environment));
    try {
      newer.configure();
      return newer;
    } catch (RuntimeException | AssertionError e) {
      newer.close();
      throw e;
    }
  }

  private static Process start(Map<String, String> environment) {
    var builder = new ProcessBuilder(launcher(), "--debug");
    builder.environment().putAll(environment);
    try {
      return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void configure() {
    var nothing =
        object(
            "endpoint",
            null,
            "token",
            null,
            "project",
            null,
            "region",
            null,
            "ca_certificate",
            null);
    var configured =
        provider.configureProvider(
            ConfigureProvider.Request.newBuilder()
                .setTerraformVersion("1.14.0")
                .setConfig(nothing)
                .build());
    requireNone(configured.getDiagnosticsList());
  }

  ProviderGrpc.ProviderBlockingStub provider() {
    return provider;
  }

  /** An object of names and values in turn. */
  static DynamicValue object(@Nullable String... namesAndValues) {
    var fields = new TreeMap<String, @Nullable String>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return DynamicValue.newBuilder()
        .setJson(ByteString.copyFrom(JSON.writeValueAsString(fields), StandardCharsets.UTF_8))
        .build();
  }

  static void requireNone(List<Diagnostic> diagnostics) {
    if (!diagnostics.isEmpty()) {
      throw new AssertionError(diagnostics.toString());
    }
  }

  private static String launcher() {
    try (var files = Files.walk(Checkout.MIRROR, 8)) {
      return files
          .filter(Files::isExecutable)
          .map(Path::toString)
          .filter(file -> file.contains("/terraform-provider-ai_v"))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it listens, as it tells whoever debugs it. */
  private static String socket(Process process) {
    var line =
        process
            .inputReader()
            .lines()
            .filter(each -> each.contains(MARK))
            .findFirst()
            .orElseThrow(
                () -> new AssertionError("the provider ended without telling where it listens"));
    var reattach = line.substring(line.indexOf(MARK) + MARK.length(), line.lastIndexOf('\''));
    return JSON.readTree(reattach).path(Story.SOURCE).path("Addr").path("String").asString();
  }

  @Override
  public void close() {
    channel.shutdownNow();
    loop.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS).awaitUninterruptibly();
    process.destroy();
  }
}
