package dev.slipway.provider.internal.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.slipway.proto.health.HealthCheckRequest;
import dev.slipway.proto.health.HealthCheckResponse.ServingStatus;
import dev.slipway.proto.health.HealthGrpc;
import dev.slipway.proto.plugin.ConnInfo;
import dev.slipway.proto.plugin.Empty;
import dev.slipway.proto.plugin.GRPCBrokerGrpc;
import dev.slipway.proto.plugin.GRPCControllerGrpc;
import dev.slipway.proto.plugin.GRPCStdioGrpc;
import dev.slipway.proto.plugin.StdioData;
import dev.slipway.proto.tfplugin6.DynamicValue;
import dev.slipway.proto.tfplugin6.GetProviderSchema;
import dev.slipway.proto.tfplugin6.ProviderGrpc;
import dev.slipway.proto.tfplugin6.ReadResource;
import dev.slipway.proto.tfplugin6.ValidateResourceConfig;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The process as Terraform meets it: a real JVM, real sockets, real certificates. */
class PluginProcessTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private static Path folder;
  private static HostCertificate terraform;

  @BeforeAll
  static void makeTerraformsCertificate() throws Exception {
    terraform = HostCertificate.make(folder);
  }

  // Case 1: the cookie.

  @ParameterizedTest(name = "cookie \"{0}\"")
  @ValueSource(strings = {"", "d602bf8f"})
  void aPersonWhoStartsItIsToldWhatItIs(String cookie) throws Exception {
    try (var host = Host.start(Map.of("TF_PLUGIN_MAGIC_COOKIE", cookie))) {
      assertThat(host.exitStatus()).isEqualTo(1);
      assertThat(String.join("\n", host.errors()))
          .contains("is a Terraform provider", "required_providers", "--debug");
    }
  }

  @Test
  void anUnknownArgumentIsNamed() throws Exception {
    try (var host = Host.start(Host.plaintext(), "--verbose")) {
      assertThat(host.exitStatus()).isEqualTo(1);
      assertThat(host.errors().getFirst()).isEqualTo("Unknown arguments: --verbose");
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "PLUGIN_MIN_PORT=many",
        "PLUGIN_MAX_PORT=70000",
        "SLIPWAY_PROVIDER_TRANSPORT=pigeon",
        "PLUGIN_CLIENT_CERT=none",
        "PLUGIN_UNIX_SOCKET_DIR=/does/not/exist"
      })
  void aSettingThatMakesNoSenseIsNamed(String setting) throws Exception {
    String[] nameAndValue = setting.split("=", 2);
    var environment = Host.plaintext();
    environment.put(nameAndValue[0], nameAndValue[1]);
    try (var host = Host.start(environment)) {
      assertThat(host.exitStatus()).isEqualTo(1);
      assertThat(host.errors().getFirst()).contains(nameAndValue[0]);
    }
  }

  // Cases 2 and 3: handshake and transport.

  @Test
  void terraformConnectsOverAUnixSocketInMutualTls() throws Exception {
    try (var host = Host.start(Host.environment(terraform))) {
      var line = host.handshake();
      assertThat(line).hasSize(6);
      assertThat(line.subList(0, 3)).containsExactly("1", "6", "unix");
      assertThat(line.get(4)).isEqualTo("grpc");
      assertThat(
              PosixFilePermissions.toString(permissions(Path.of(line.get(3)).resolveSibling("."))))
          .isEqualTo("rwx------");
      assertServes(host.connect(terraform));
    }
  }

  @Test
  void terraformConnectsOverTcpInMutualTls() throws Exception {
    var environment = Host.environment(terraform);
    environment.put("SLIPWAY_PROVIDER_TRANSPORT", "tcp");
    try (var first = Host.start(environment);
        var second = Host.start(environment)) {
      for (var host : List.of(first, second)) {
        var line = host.handshake();
        assertThat(line.get(2)).isEqualTo("tcp");
        assertThat(line.get(3)).startsWith("127.0.0.1:");
        assertThat(Integer.parseInt(line.get(3).substring("127.0.0.1:".length())))
            .isBetween(10_000, 25_000);
        assertServes(host.connect(terraform));
      }
    }
  }

  @Test
  void whereAUnixSocketHasNoRoomItServesOverTcp() throws Exception {
    Path deep = Files.createDirectories(folder.resolve("x".repeat(120)));
    try (var host = Host.startIn(deep, Host.environment(terraform))) {
      assertThat(host.handshake().get(2)).isEqualTo("tcp");
      assertServes(host.connect(terraform));
      assertThat(deep).isEmptyDirectory();
    }
  }

  @Test
  void withoutASharedVersionTheOneItSpeaksIsTheAnswer() throws Exception {
    var environment = Host.plaintext();
    environment.put("PLUGIN_PROTOCOL_VERSIONS", "5");
    try (var host = Host.start(environment)) {
      assertThat(host.handshake().get(1)).isEqualTo("6");
    }
  }

  @Test
  void theHostChoosesTheSocketsFolderAndGroup() throws Exception {
    var environment = Host.plaintext();
    Path chosen = Files.createTempDirectory(folder, "sockets");
    environment.put("PLUGIN_UNIX_SOCKET_DIR", chosen.toString());
    environment.put("PLUGIN_UNIX_SOCKET_GROUP", Files.getAttribute(chosen, "unix:gid").toString());
    try (var host = Host.start(environment)) {
      Path socket = Path.of(host.handshake().get(3));
      assertThat(socket).hasParent(chosen);
      assertThat(PosixFilePermissions.toString(permissions(socket))).isEqualTo("rw-rw----");
      var channel = host.connect(null);
      assertServes(channel);
      shutdown(channel);
      assertThat(host.exitStatus()).isZero();
      assertThat(chosen).isEmptyDirectory();
    }
  }

  @Test
  void onlyAHostThatAsksHearsOfMultiplexing() throws Exception {
    var environment = Host.environment(terraform);
    environment.put("PLUGIN_MULTIPLEX_GRPC", "true");
    try (var host = Host.start(environment)) {
      assertThat(host.handshake()).hasSize(7).last().isEqualTo("false");
    }
  }

  @Test
  void aStrangerIsRefusedAndTerraformStillServed() throws Exception {
    try (var host = Host.start(Host.environment(terraform))) {
      var stranger = schema(host.connect(HostCertificate.make(folder)));
      var nobody = schema(host.connect(null));
      assertThatThrownBy(() -> call(stranger)).isInstanceOf(StatusRuntimeException.class);
      assertThatThrownBy(() -> call(nobody)).isInstanceOf(StatusRuntimeException.class);
      assertServes(host.connect(terraform));
    }
  }

  @Test
  void withoutAClientCertificateItServesInPlaintext() throws Exception {
    try (var host = Host.start(Host.plaintext())) {
      assertThat(host.handshake()).hasSize(6).last().isEqualTo("");
      assertServes(host.connect(null));
    }
  }

  // Case 4: standard output.

  @Test
  void nothingButTheLineReachesStandardOutput() throws Exception {
    var environment = Host.plaintext();
    environment.put("TF_LOG", "TRACE");
    try (var host = Host.start(environment)) {
      var channel = host.connect(null);
      assertThat(validate(channel, "printing")).isEqualTo("validated printing");
      shutdown(channel);
      assertThat(host.exitStatus()).isZero();
      assertThat(host.output()).hasSize(1);
      assertThat(messages(host))
          .contains("printed before the handshake", "printed during a call", "Released");
    }
  }

  // Case 5: the end.

  @Test
  void shutdownEndsItAndLeavesNoSocket() throws Exception {
    try (var host = Host.start(Host.environment(terraform))) {
      Path socket = Path.of(host.handshake().get(3));
      var channel = host.connect(terraform);
      assertServes(channel);
      var stdio = openStreams(channel);
      shutdown(channel);
      assertThat(host.exitStatus()).isZero();
      assertThat(socket).doesNotExist();
      assertThat(socket.getParent()).doesNotExist();
      assertThat(stdio.await(Host.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void neitherAHangingCallNorAHangingReleaseKeepsItAlive() throws Exception {
    var environment = Host.environment(terraform);
    environment.put("TEST_RELEASE", "never");
    try (var host = Host.start(environment)) {
      var channel = host.connect(terraform);
      var pending = ProviderGrpc.newFutureStub(channel).validateResourceConfig(named("hanging"));
      assertServes(channel);
      shutdown(channel);
      assertThat(host.exitStatus()).isZero();
      assertThatThrownBy(pending::get).hasRootCauseInstanceOf(StatusRuntimeException.class);
    }
  }

  @Test
  void ctrlCIsLeftToTerraform() throws Exception {
    try (var host = Host.start(Host.environment(terraform))) {
      var channel = host.connect(terraform);
      assertServes(channel);
      host.signal("INT");
      assertServes(channel);
      shutdown(channel);
      assertThat(host.exitStatus()).isZero();
    }
  }

  @Test
  void itEndsWhenTerraformIsGoneWithoutAWord() throws Exception {
    try (var host = Host.start(Host.environment(terraform))) {
      Path socket = Path.of(host.handshake().get(3));
      var channel = host.connect(terraform);
      assertServes(channel);
      channel.shutdownNow();
      assertThat(host.exitStatus()).isZero();
      assertThat(socket).doesNotExist();
    }
  }

  @Test
  void aServiceManagersTermSignalLeavesNoSocket() throws Exception {
    try (var host = Host.start(Host.environment(terraform))) {
      Path socket = Path.of(host.handshake().get(3));
      assertServes(host.connect(terraform));
      host.signal("TERM");
      assertThat(host.exitStatus()).isEqualTo(128 + 15);
      assertThat(socket).doesNotExist();
    }
  }

  // Case 6: large messages.

  @Test
  void twentyMebibytesGoThereAndBack() throws Exception {
    try (var host = Host.start(Host.environment(terraform))) {
      var state = ByteString.copyFrom(new byte[20 << 20]);
      var request =
          ReadResource.Request.newBuilder()
              .setTypeName("notes")
              .setCurrentState(DynamicValue.newBuilder().setMsgpack(state));
      var answer =
          ProviderGrpc.newBlockingStub(host.connect(terraform)).readResource(request.build());
      assertThat(answer.getNewState().getMsgpack()).isEqualTo(state);
    }
  }

  // Case 7: logs.

  @Test
  void everyLineOnStandardErrorIsOneTerraformUnderstands() throws Exception {
    var environment = Host.plaintext();
    environment.put("TF_LOG", "TRACE");
    try (var host = Host.start(environment)) {
      var channel = host.connect(null);
      assertThat(validate(channel, "logging")).isEqualTo("validated logging");
      shutdown(channel);
      assertThat(host.exitStatus()).isZero();
      var form = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
      assertThat(logged(host))
          .allSatisfy(line -> {
            assertThat(line.get("@level").isString()).isTrue();
            assertThat(line.get("@message").isString()).isTrue();
            assertThat(line.get("@module").isString()).isTrue();
            assertThat(line.get("@timestamp").stringValue()).matches(form);
          });
      assertThat(host.errors()).allSatisfy(line -> assertThat(line.length()).isLessThan(1 << 16));
      assertThat(messages(host))
          .contains("a trace", "a debug", "an info", "a warning", "an error", "Served a request");
      var info = line(host, "an info");
      assertThat(info.get("@module").stringValue()).isEqualTo("provider.notes");
      assertThat(info.get("count").intValue()).isEqualTo(3);
      assertThat(info.get("done").booleanValue()).isTrue();
      assertThat(info.get("quoted").stringValue()).isEqualTo("\"é\n\"");
      assertThat(info.get("nothing").isNull()).isTrue();
      assertThat(info.get("tf_rpc").stringValue()).isEqualTo("ValidateResourceConfig");
      assertThat(info.get("tf_resource_type").stringValue()).isEqualTo("logging");
      assertThat(info.get("tf_provider_addr").stringValue()).isEqualTo(TestPlugin.ADDRESS);
      assertThat(info.get("tf_req_id").stringValue())
          .isEqualTo(line(host, "a warning").get("tf_req_id").stringValue());
      assertThat(line(host, "an error").get("stack").stringValue()).contains("TestPlugin.log");
      assertThat(line(host, "a long one").get("truncated").booleanValue()).isTrue();
    }
  }

  @Test
  void theProvidersOwnVariableSetsItsLevel() throws Exception {
    var environment = Host.plaintext();
    environment.put("TF_LOG", "TRACE");
    environment.put("TF_LOG_PROVIDER_NOTES", "WARN");
    try (var host = Host.start(environment)) {
      var channel = host.connect(null);
      validate(channel, "logging");
      shutdown(channel);
      assertThat(host.exitStatus()).isZero();
      assertThat(messages(host)).containsExactly("a warning", "an error");
    }
  }

  @Test
  void withoutALevelItIsSilent() throws Exception {
    try (var host = Host.start(Host.environment(terraform))) {
      var channel = host.connect(terraform);
      validate(channel, "logging");
      assertThatThrownBy(() -> validate(channel, "throwing"));
      shutdown(channel);
      assertThat(host.exitStatus()).isZero();
      assertThat(host.errors()).isEmpty();
    }
  }

  // Case 8: debugging.

  @Test
  void aDebuggedProviderServesCommandAfterCommand() throws Exception {
    try (var host = Host.start(Map.of(), "--debug")) {
      var attached = reattachment(host);
      assertThat(attached.get("Protocol").stringValue()).isEqualTo("grpc");
      assertThat(attached.get("ProtocolVersion").intValue()).isEqualTo(6);
      assertThat(attached.get("Pid").longValue()).isEqualTo(host.pid());
      assertThat(attached.get("Test").booleanValue()).isTrue();
      var address = attached.get("Addr");
      String network = address.get("Network").stringValue();
      String location = address.get("String").stringValue();
      for (int command = 0; command < 3; command++) {
        var channel = host.connect(network, location, null, "");
        assertServes(channel);
        channel.shutdownNow().awaitTermination(Host.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      }
      assertThat(host.isAlive()).isTrue();
      host.signal("INT");
      assertThat(host.exitStatus()).isEqualTo(128 + 2);
      assertThat(Path.of(location)).doesNotExist();
    }
  }

  // Around the provider.

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"throwing", "overflowing"})
  void whatACallThrowsIsThatCallsErrorOnly(String failure) throws Exception {
    var environment = Host.environment(terraform);
    environment.put("TF_LOG", "ERROR");
    try (var host = Host.start(environment)) {
      var channel = host.connect(terraform);
      assertThatThrownBy(() -> validate(channel, failure))
          .isInstanceOfSatisfying(
              StatusRuntimeException.class,
              error -> {
                assertThat(error.getStatus().getCode()).isEqualTo(Status.Code.INTERNAL);
                assertThat(error.getStatus().getDescription())
                    .contains("ValidateResourceConfig failed", "bug in the provider");
              });
      assertServes(channel);
      await().atMost(Host.PATIENCE).until(() -> !host.errors().isEmpty());
      assertThat(line(host, "A call failed unexpectedly").get("tf_resource_type").stringValue())
          .isEqualTo(failure);
    }
  }

  @Test
  void aProviderThatCannotBeMadeEndsTheProcessAndSaysWhy() throws Exception {
    var environment = Host.environment(terraform);
    environment.put("TEST_PROVIDER", "broken");
    try (var host = Host.start(environment)) {
      assertThat(host.exitStatus()).isEqualTo(1);
      assertThat(host.errors().getFirst())
          .startsWith("fatal error: " + TestPlugin.ADDRESS)
          .contains("two resources are named notes_note");
    }
  }

  @Test
  void aThreadThatDiesTakesNothingWithIt() throws Exception {
    var environment = Host.environment(terraform);
    environment.put("TF_LOG", "ERROR");
    try (var host = Host.start(environment)) {
      var channel = host.connect(terraform);
      validate(channel, "forking");
      await().atMost(Host.PATIENCE).until(() -> !host.errors().isEmpty());
      assertThat(line(host, "A thread ended unexpectedly").get("thread").stringValue())
          .isEqualTo("fork");
      assertServes(channel);
    }
  }

  @Test
  void itIsHealthyAndKeepsTerraformsStreamsOpen() throws Exception {
    try (var host = Host.start(Host.environment(terraform))) {
      var channel = host.connect(terraform);
      var streams = openStreams(channel);
      var health = HealthGrpc.newBlockingStub(channel);
      for (String service : List.of("", "plugin")) {
        assertThat(health.check(asked(service)).getStatus()).isEqualTo(ServingStatus.SERVING);
      }
      assertThatThrownBy(() -> health.check(asked("unknown")))
          .hasMessageContaining("ask for plugin");
      assertThat(health.watch(asked("plugin")).next().getStatus()).isEqualTo(ServingStatus.SERVING);
      assertThat(streams.getCount()).isEqualTo(2);
    }
  }

  private static HealthCheckRequest asked(String service) {
    return HealthCheckRequest.newBuilder().setService(service).build();
  }

  private static void assertServes(Channel channel) {
    assertThat(validate(channel, "note")).isEqualTo("validated note");
  }

  private static String validate(Channel channel, String type) {
    return ProviderGrpc.newBlockingStub(channel)
        .withDeadlineAfter(Host.PATIENCE)
        .validateResourceConfig(named(type))
        .getDiagnostics(0)
        .getSummary();
  }

  private static ValidateResourceConfig.Request named(String type) {
    return ValidateResourceConfig.Request.newBuilder().setTypeName(type).build();
  }

  private static ProviderGrpc.ProviderBlockingStub schema(Channel channel) {
    return ProviderGrpc.newBlockingStub(channel).withDeadlineAfter(Host.PATIENCE);
  }

  private static void call(ProviderGrpc.ProviderBlockingStub stub) {
    var _ = stub.getProviderSchema(GetProviderSchema.Request.getDefaultInstance());
  }

  private static void shutdown(ManagedChannel channel) {
    var _ = GRPCControllerGrpc.newBlockingStub(channel).shutdown(Empty.getDefaultInstance());
  }

  /** Opens the two streams that Terraform opens; the latch counts those that ended. */
  private static CountDownLatch openStreams(Channel channel) {
    var ended = new CountDownLatch(2);
    GRPCStdioGrpc.newStub(channel)
        .streamStdio(com.google.protobuf.Empty.getDefaultInstance(), new Ending<StdioData>(ended));
    var _ = GRPCBrokerGrpc.newStub(channel).startStream(new Ending<ConnInfo>(ended));
    return ended;
  }

  private record Ending<T>(CountDownLatch ended) implements StreamObserver<T> {
    @Override
    public void onNext(T message) {
      throw new AssertionError("unexpected " + message);
    }

    @Override
    public void onError(Throwable reason) {
      ended.countDown();
    }

    @Override
    public void onCompleted() {
      ended.countDown();
    }
  }

  private static JsonNode reattachment(Host host) {
    var export = Pattern.compile("export TF_REATTACH_PROVIDERS='(.*)'");
    await()
        .atMost(Host.PATIENCE)
        .until(() -> export.matcher(String.join("\n", host.output())).find());
    var found = export.matcher(String.join("\n", host.output()));
    assertThat(found.find()).isTrue();
    return JSON.readTree(found.group(1)).get(TestPlugin.ADDRESS);
  }

  private static List<JsonNode> logged(Host host) {
    var lines = new ArrayList<JsonNode>();
    host.errors().forEach(line -> lines.add(JSON.readTree(line)));
    return lines;
  }

  private static List<String> messages(Host host) {
    return logged(host).stream().map(line -> line.get("@message").stringValue()).toList();
  }

  private static JsonNode line(Host host, String message) {
    return logged(host).stream()
        .filter(line -> line.get("@message").stringValue().equals(message))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no line \"" + message + "\" in " + host.errors()));
  }

  private static Set<PosixFilePermission> permissions(Path path) throws Exception {
    return Files.getPosixFilePermissions(path);
  }
}
