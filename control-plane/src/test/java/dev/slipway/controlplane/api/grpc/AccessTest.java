package dev.slipway.controlplane.api.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.controlplane.TestControlPlane;
import dev.slipway.proto.v1.AppsGrpc;
import dev.slipway.proto.v1.CatalogGrpc;
import dev.slipway.proto.v1.CreateAppRequest;
import dev.slipway.proto.v1.ProjectsGrpc;
import dev.slipway.proto.v1.RevisionsGrpc;
import dev.slipway.proto.v1.UsageGrpc;
import dev.slipway.proto.v1.WhoAmIRequest;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in, and over what. */
class AccessTest {
  @TempDir static Path folder;
  private static TestControlPlane plane;

  @BeforeAll
  static void startControlPlane() throws Exception {
    var certificate = Certificate.make(folder);
    plane =
        TestControlPlane.start(
            folder.resolve("home"),
            Map.of(
                "SLIPWAY_TLS_CERTIFICATE",
                certificate.chain().toString(),
                "SLIPWAY_TLS_KEY",
                certificate.key().toString()));
  }

  @AfterAll
  static void stopControlPlane() {
    plane.close();
  }

  /** A certificate for localhost that signs itself. */
  private record Certificate(Path chain, Path key) {
    static Certificate make(Path folder) throws Exception {
      var store = folder.resolve("store.p12");
      var keytool =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                  "-genkeypair",
                  "-alias",
                  "api",
                  "-keyalg",
                  "EC",
                  "-dname",
                  "CN=localhost",
                  "-ext",
                  "SAN=dns:localhost,ip:127.0.0.1",
                  "-storetype",
                  "PKCS12",
                  "-keystore",
                  store.toString(),
                  "-storepass",
                  "changeit")
              .inheritIO()
              .start();
      assertThat(keytool.waitFor()).isZero();
      var keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
      return new Certificate(
          pem(folder.resolve("chain.pem"), "CERTIFICATE", keys.getCertificate("api").getEncoded()),
          pem(folder.resolve("key.pem"), "PRIVATE KEY", privateKey(keys)));
    }

    private static byte[] privateKey(KeyStore keys) throws GeneralSecurityException {
      return keys.getKey("api", "changeit".toCharArray()).getEncoded();
    }

    private static Path pem(Path file, String type, byte[] content) throws IOException {
      return Files.writeString(
          file,
          "-----BEGIN %s-----%n%s%n-----END %s-----%n"
              .formatted(type, Base64.getMimeEncoder().encodeToString(content), type));
    }
  }

  private static Channel channel(Map<String, String> headers) throws IOException {
    var channel =
        NettyChannelBuilder.forAddress("localhost", plane.grpcPort())
            .sslContext(
                GrpcSslContexts.forClient()
                    .trustManager(folder.resolve("chain.pem").toFile())
                    .build())
            .build();
    return ClientInterceptors.intercept(channel, TestControlPlane.headers(headers));
  }

  static Stream<MethodDescriptor<?, ?>> methods() {
    return Stream.of(
            AppsGrpc.getServiceDescriptor(),
            CatalogGrpc.getServiceDescriptor(),
            ProjectsGrpc.getServiceDescriptor(),
            RevisionsGrpc.getServiceDescriptor(),
            UsageGrpc.getServiceDescriptor())
        .map(ServiceDescriptor::getMethods)
        .flatMap(Collection::stream);
  }

  @ParameterizedTest
  @MethodSource("methods")
  <Q, A> void noCallPassesWithoutAToken(MethodDescriptor<Q, A> method) throws IOException {
    var channel = channel(Map.of());
    var empty = method.parseRequest(InputStream.nullInputStream());
    assertThatThrownBy(() ->
            ClientCalls.blockingServerStreamingCall(channel, method, CallOptions.DEFAULT, empty)
                .next())
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> {
              assertThat(e.getStatus().getCode()).isEqualTo(Code.UNAUTHENTICATED);
              assertThat(e.getStatus().getDescription()).contains("operator.token");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer", "Bearer ", "Bearer wrong", "Basic d3Jvbmc="})
  void aWrongTokenIsRefused(String authorization) {
    assertThatThrownBy(() ->
            ProjectsGrpc.newBlockingStub(channel(Map.of("authorization", authorization)))
                .whoAmI(WhoAmIRequest.getDefaultInstance()))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Code.UNAUTHENTICATED));
  }

  @Test
  void theOperatorsTokenOpensOverTls() throws IOException {
    var me =
        ProjectsGrpc.newBlockingStub(channel(Map.of("authorization", "Bearer " + plane.token())))
            .whoAmI(WhoAmIRequest.getDefaultInstance());
    assertThat(me.getAuthor()).isEqualTo("operator");
  }

  @Test
  void withoutTlsNothingIsAnswered() {
    assertThatThrownBy(() -> plane.projects().whoAmI(WhoAmIRequest.getDefaultInstance()))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Code.UNAVAILABLE));
  }

  @Test
  void anAuthorMustBePrintable() {
    assertThatThrownBy(() ->
            ProjectsGrpc.newBlockingStub(
                    channel(
                        Map.of(
                            "authorization",
                            "Bearer " + plane.token(),
                            "slipway-user",
                            "x".repeat(101))))
                .whoAmI(WhoAmIRequest.getDefaultInstance()))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Code.INVALID_ARGUMENT));
  }

  @Test
  void aMessageBeyondTheLimitIsRefused() {
    assertThatThrownBy(
            () -> {
              var request = CreateAppRequest.newBuilder();
              request.getSpecBuilder().putEnv("BIG", "x".repeat(2_000_000));
              AppsGrpc.newBlockingStub(channel(Map.of("authorization", "Bearer " + plane.token())))
                  .createApp(request.build());
            })
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Code.RESOURCE_EXHAUSTED));
  }

  @Test
  void healthAndMetricsAreServed() throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      assertThat(get(http, "/actuator/health")).contains("\"store\"").contains("\"UP\"");
      assertThat(get(http, "/actuator/prometheus")).contains("jvm_memory_used_bytes");
      assertThat(get(http, "/actuator/env")).contains("404");
    }
  }

  private static String get(HttpClient http, String path) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:%d%s".formatted(plane.httpPort(), path)))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
