package dev.slipway.ai.client;

import dev.slipway.proto.v1.AppsGrpc;
import dev.slipway.proto.v1.CatalogGrpc;
import dev.slipway.proto.v1.ProjectsGrpc;
import dev.slipway.proto.v1.WhoAmIRequest;
import dev.slipway.provider.diag.Failure;
import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/**
 * A connection to the control plane that has been tried. Shared by every call of a Terraform run.
 */
public final class ControlPlane implements AutoCloseable {
  /** What this provider needs of the control API; see {@code WhoAmIResponse.api_level}. */
  static final int API_LEVEL = 2;

  /** Who is not there is told within five seconds; who is there and busy gets longer. */
  private static final int CONNECT_MILLIS = 4000;

  private static final long CALL_SECONDS = 30;
  private static final long CLOSING_MILLIS = 200;

  private final Settings settings;
  private final EventLoopGroup loop;
  private final ManagedChannel channel;
  private final ClientInterceptor headers;

  private ControlPlane(
      Settings settings, EventLoopGroup loop, ManagedChannel channel, ClientInterceptor headers) {
    this.settings = settings;
    this.loop = loop;
    this.channel = channel;
    this.headers = headers;
  }

  /**
   * Connects and asks who we are.
   *
   * @throws Failure nobody answers, the token is not accepted, or the control plane is too old
   */
  public static ControlPlane connect(Settings settings, String terraformVersion) {
    var builder = channel(settings);
    // One thread moves the bytes of the one connection.
    var loop =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("control-plane", true), NioIoHandler.newFactory());
    var channel = builder.channelType(NioSocketChannel.class).eventLoopGroup(loop).build();
    var controlPlane =
        new ControlPlane(settings, loop, channel, headers(settings, terraformVersion));
    try {
      var answer = controlPlane.projects().whoAmI(WhoAmIRequest.getDefaultInstance());
      if (answer.getApiLevel() < API_LEVEL) {
        throw new Failure(
            "The control plane is too old",
            "The control plane at %s is version %s with API level %d; this provider needs level %d. Upgrade the control plane, or use an older provider."
                .formatted(
                    settings.endpoint(),
                    answer.getServerVersion(),
                    answer.getApiLevel(),
                    API_LEVEL));
      }
      return controlPlane;
    } catch (StatusRuntimeException e) {
      controlPlane.close();
      throw Refusal.whileConnecting(settings.endpoint(), e);
    } catch (Failure e) {
      controlPlane.close();
      throw e;
    }
  }

  public AppsGrpc.AppsBlockingStub apps() {
    return AppsGrpc.newBlockingStub(channel)
        .withInterceptors(headers)
        .withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS);
  }

  /** For calls that stay open until the caller's own deadline. */
  public AppsGrpc.AppsBlockingStub streams(long deadlineMillis) {
    return AppsGrpc.newBlockingStub(channel)
        .withInterceptors(headers)
        .withDeadlineAfter(deadlineMillis, TimeUnit.MILLISECONDS);
  }

  public CatalogGrpc.CatalogBlockingStub catalog() {
    return CatalogGrpc.newBlockingStub(channel)
        .withInterceptors(headers)
        .withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS);
  }

  public ProjectsGrpc.ProjectsBlockingStub projects() {
    return ProjectsGrpc.newBlockingStub(channel)
        .withInterceptors(headers)
        .withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS);
  }

  /** Empty for the token's default project. */
  public String project() {
    return settings.project();
  }

  /** The provider block's region for apps that name none. */
  public Optional<String> region() {
    return settings.region();
  }

  /**
   * Ends the connection and its thread: the JVM waits 300 ms at its end for one that still sits in
   * a system call, and Terraform waits for the JVM.
   */
  @Override
  public void close() {
    channel.shutdownNow();
    loop.shutdownGracefully(0, CLOSING_MILLIS, TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(CLOSING_MILLIS);
  }

  private static NettyChannelBuilder channel(Settings settings) {
    var endpoint = settings.endpoint();
    var builder =
        NettyChannelBuilder.forAddress(endpoint.host(), endpoint.port())
            .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS);
    if (!endpoint.tls()) {
      return builder.usePlaintext();
    }
    try {
      var tls = GrpcSslContexts.forClient();
      settings
          .caCertificate()
          .map(pem -> new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)))
          .ifPresent(tls::trustManager);
      return builder.sslContext(tls.build());
    } catch (SSLException | IllegalArgumentException e) {
      throw new Failure(
              dev.slipway.provider.value.Path.of("ca_certificate"),
              "Not a certificate",
              "ca_certificate must be a certificate in PEM form: %s".formatted(e.getMessage()))
          .causedBy(e);
    }
  }

  private static ClientInterceptor headers(Settings settings, String terraformVersion) {
    var headers = new Metadata();
    headers.put(header("authorization"), "Bearer " + settings.token());
    headers.put(
        header("slipway-client"),
        terraformVersion.isEmpty() ? "terraform" : "terraform/" + terraformVersion);
    if (!settings.user().isEmpty()) {
      headers.put(header("slipway-user"), settings.user());
    }
    return MetadataUtils.newAttachHeadersInterceptor(headers);
  }

  private static Metadata.Key<String> header(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }
}
