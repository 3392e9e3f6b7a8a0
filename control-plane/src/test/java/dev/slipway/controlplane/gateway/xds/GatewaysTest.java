package dev.slipway.controlplane.gateway.xds;

import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.slipway.controlplane.app.Endpoint;
import dev.slipway.controlplane.vocabulary.AppId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The protocol and its promises as stories, with a gateway that behaves like Envoy. */
class GatewaysTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration NO_TIME = Duration.ZERO;
  private static final AppId APP = AppId.random();
  private static final AppId OTHER = AppId.random();
  private static final Endpoint ONE = new Endpoint("r1", "127.0.0.1", 20_001);
  private static final Endpoint TWO = new Endpoint("r2", "127.0.0.1", 20_002);
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  private final AtomicBoolean unseen = new AtomicBoolean();
  private Gateways gateways = newGateways();
  private final FakeEnvoy envoy = new FakeEnvoy();

  @Test
  void aNewAppGetsItsClusterAndEndpointsBeforeItsHostName() {
    gateways.complete();
    connect(envoy).read();
    add(APP);
    envoy.read();
    assertThat(envoy.news())
        .containsExactly("+CLUSTER " + APP, "+ENDPOINTS " + APP, "+SCOPE " + APP, "+ROUTE " + APP);
  }

  @Test
  void theHostNameWaitsForTheAcknowledgementOfTheEndpoints() {
    gateways.complete();
    connect(envoy).read();
    add(APP);
    envoy.readOne();
    assertThat(envoy.news()).containsExactly("+CLUSTER " + APP);
    envoy.readOne();
    assertThat(envoy.news()).containsExactly("+ENDPOINTS " + APP);
    envoy.readOne();
    assertThat(envoy.news()).containsExactly("+SCOPE " + APP);
  }

  @Test
  void aRemovedAppLosesItsHostNameBeforeItsCluster() {
    serving(APP);
    gateways.remove(APP);
    envoy.readOne();
    assertThat(envoy.news()).containsExactly("-SCOPE " + APP);
    envoy.read();
    assertThat(envoy.news()).contains("-CLUSTER " + APP);
    assertThat(envoy.of(ResourceType.ENDPOINTS)).isEmpty();
    assertThat(envoy.of(ResourceType.ROUTE)).isEmpty();
  }

  @Test
  void aGatewayThatReconnectsWithEverythingGetsNothing() {
    serving(APP, OTHER);
    connect(envoy).read();
    assertThat(envoy.news()).isEmpty();
  }

  @Test
  void aRestartedControlPlaneFindsItsOldVersionsRight() throws Exception {
    serving(APP, OTHER);
    gateways = newGateways();
    connect(envoy).read();
    add(APP);
    add(OTHER);
    assertThat(gateways.serve(APP, List.of(ONE), NO_TIME)).isTrue();
    assertThat(gateways.serve(OTHER, List.of(ONE), NO_TIME)).isTrue();
    gateways.complete();
    envoy.read();
    assertThat(envoy.news()).isEmpty();
  }

  @Test
  void nothingIsToldBeforeEveryAppIsKnown() {
    serving(APP, OTHER);
    gateways = newGateways();
    connect(envoy).read();
    add(APP);
    envoy.read();
    assertThat(envoy.news()).isEmpty();
    gateways.complete();
    envoy.read();
    assertThat(envoy.news())
        .as("only the app that was deleted meanwhile")
        .containsSubsequence("-SCOPE " + OTHER, "-CLUSTER " + OTHER)
        .allMatch(line -> line.endsWith(OTHER.value()));
  }

  @Test
  void endpointsThatNobodyHasObservedYetNeverReplaceThoseOfAGateway() throws Exception {
    serving(APP);
    gateways = newGateways();
    add(APP);
    gateways.complete();
    connect(envoy).read();
    gateways.stopWaitingForEndpoints();
    envoy.read();
    assertThat(envoy.news()).isEmpty();

    serve(APP, List.of(TWO));
    assertThat(envoy.news()).containsExactly("+ENDPOINTS " + APP);
  }

  @Test
  void afterARestartAnObservationOfNoReplicasCounts() throws Exception {
    serving(APP);
    gateways = newGateways();
    add(APP);
    gateways.complete();
    connect(envoy).read();
    serve(APP, List.of());
    assertThat(envoy.news()).containsExactly("+ENDPOINTS " + APP);
  }

  @Test
  void anEmptyGatewayWaitsForTheObservationAndThenOpensOnce() throws Exception {
    add(APP);
    add(OTHER);
    gateways.complete();
    connect(envoy).read();
    assertThat(envoy.news()).containsExactlyInAnyOrder("+CLUSTER " + APP, "+CLUSTER " + OTHER);
    serve(APP, List.of(ONE));
    assertThat(envoy.news())
        .as("no host name yet: the first answer opens the port")
        .containsExactly("+ENDPOINTS " + APP);
    gateways.stopWaitingForEndpoints();
    envoy.read();
    assertThat(envoy.news())
        .startsWith("+ENDPOINTS " + OTHER)
        .contains("+SCOPE " + APP, "+SCOPE " + OTHER);
  }

  @Test
  void aGatewayWithoutAppsIsTold() {
    gateways.complete();
    connect(envoy);
    assertThat(envoy.hasUnread()).isTrue();
    envoy.read();
    assertThat(envoy.news()).isEmpty();
  }

  @Test
  void endpointsAreSentAgainAfterTheirCluster() {
    serving(APP);
    envoy.of(ResourceType.CLUSTER).put(APP.value(), "of an older release");
    connect(envoy).read();
    assertThat(envoy.news()).containsExactly("+CLUSTER " + APP, "+ENDPOINTS " + APP);
  }

  @Test
  void anotherClusterWaitsUntilItsEndpointsAreKnown() throws Exception {
    serving(APP);
    envoy.of(ResourceType.CLUSTER).put(APP.value(), "of an older release");
    gateways = newGateways();
    add(APP);
    gateways.complete();
    connect(envoy).read();
    assertThat(envoy.news()).isEmpty();
    serve(APP, List.of(ONE));
    envoy.read();
    assertThat(envoy.news()).contains("+CLUSTER " + APP, "+ENDPOINTS " + APP);
  }

  @Test
  void namesThatDoNotExistAreAnswered() {
    gateways.complete();
    envoy.of(ResourceType.ENDPOINTS).put(APP.value(), "");
    envoy.of(ResourceType.ROUTE).put(APP.value(), "");
    connect(envoy).read();
    assertThat(envoy.news()).containsExactly("-ENDPOINTS " + APP, "-ROUTE " + APP);
  }

  @Test
  void aChangeOfOneAppOfManyIsOneResource() throws Exception {
    var many = IntStream.range(0, 500).mapToObj(_ -> AppId.random()).toArray(AppId[]::new);
    serving(many);
    serve(many[250], List.of(ONE, TWO));
    assertThat(envoy.news()).containsExactly("+ENDPOINTS " + many[250]);
  }

  @Test
  void changesOnTheWayToAnAnswerAreSentOnce() throws Exception {
    serving(APP);
    for (int port = 1; port < 50; port++) {
      assertThat(gateways.serve(APP, List.of(new Endpoint("r", "127.0.0.1", port)), NO_TIME))
          .isFalse();
    }
    envoy.read();
    assertThat(envoy.news()).containsExactly("+ENDPOINTS " + APP, "+ENDPOINTS " + APP);
  }

  @Test
  void theOrderOfEndpointsDoesNotMatter() throws Exception {
    serving(APP);
    serve(APP, List.of(ONE, TWO));
    envoy.news();
    serve(APP, List.of(TWO, ONE));
    assertThat(envoy.news()).isEmpty();
  }

  @Test
  void serveReturnsOnceAcknowledgedAndNotBefore() throws Exception {
    serving(APP);
    var done = serveLater(APP, List.of(ONE, TWO));
    await().until(envoy::hasUnread);
    assertThat(done).isNotDone();
    envoy.read();
    assertThat(done.get()).isTrue();
  }

  @Test
  void goingBackToTheFormerEndpointsIsAcknowledgedToo() throws Exception {
    serving(APP);
    assertThat(gateways.serve(APP, List.of(TWO), NO_TIME)).isFalse();
    assertThat(gateways.serve(APP, List.of(ONE), NO_TIME))
        .as("the gateway may be at either")
        .isFalse();
    envoy.read();
    assertThat(gateways.serve(APP, List.of(ONE), NO_TIME)).isTrue();
  }

  @Test
  void oneSlowGatewayHoldsUpServe() throws Exception {
    serving(APP);
    var slow = new FakeEnvoy();
    connect(slow).read();
    var done = serveLater(APP, List.of(TWO));
    await().until(() -> envoy.hasUnread() && slow.hasUnread());
    envoy.read();
    assertThat(done).isNotDone();
    slow.read();
    assertThat(done.get()).isTrue();
  }

  @Test
  void aGatewayThatLeavesHoldsUpNothing() throws Exception {
    gateways.complete();
    add(APP);
    var connection = gateways.connect(envoy::receive);
    envoy.connect(connection::receive);
    var done = serveLater(APP, List.of(TWO));
    await().until(envoy::hasUnread);
    connection.close();
    assertThat(done.get()).isTrue();
  }

  @Test
  void anAppThatIsForgottenHoldsUpNobody() throws Exception {
    serving(APP);
    add(OTHER);
    var done = serveLater(OTHER, List.of(TWO));
    await().until(envoy::hasUnread);
    assertThat(done).isNotDone();
    gateways.remove(OTHER);
    envoy.read();
    assertThat(done.get()).isTrue();
  }

  @Test
  void withoutGatewayServeReturnsAtOnce() throws Exception {
    assertThat(gateways.serve(APP, List.of(ONE), LONG)).isTrue();
  }

  @Test
  void aRunningGatewayThatIsNotConnectedIsWaitedFor() throws Exception {
    serving(APP);
    unseen.set(true);
    gateways = newGateways();
    add(APP);
    gateways.complete();
    var done = serveLater(APP, List.of(TWO));
    assertThat(gateways.serve(APP, List.of(TWO), NO_TIME)).isFalse();
    connect(envoy).read();
    assertThat(done.get()).isTrue();
    assertThat(envoy.news()).containsExactly("+ENDPOINTS " + APP);
  }

  @Test
  void oneAppDoesNotWaitForAnother() throws Exception {
    serving(APP, OTHER);
    var slow = new FakeEnvoy();
    connect(slow).read();
    slow.refuse(APP.value());
    assertThat(serveLater(APP, List.of(TWO))).isNotNull();
    await().until(() -> envoy.hasUnread() && slow.hasUnread());
    envoy.read();
    slow.read();
    var other = serveLater(OTHER, List.of(TWO));
    await().until(() -> envoy.hasUnread() && slow.hasUnread());
    envoy.read();
    slow.read();
    assertThat(other.get()).isTrue();
  }

  @Test
  void aRefusedChangeIsSaidAtOnceAndNotSentAgain() throws Exception {
    serving(APP);
    envoy.refuse(APP.value());
    var done = serveLater(APP, List.of(TWO));
    await().until(envoy::hasUnread);
    envoy.read();
    assertThat(done.get()).isFalse();
    assertThat(envoy.news()).containsExactly("!ENDPOINTS " + APP);
    assertThat(gateways.report().lastRefusal())
        .isEqualTo(
            new Gateways.LastRefusal(NOW, "envoy-1", "ENDPOINTS " + APP, "bad [" + APP + "]"));

    envoy.acceptAll();
    serve(APP, List.of(ONE, TWO));
    assertThat(envoy.news()).containsExactly("+ENDPOINTS " + APP);
  }

  @Test
  void oneBadAppDoesNotTakeOthersDown() throws Exception {
    var bad = AppId.random();
    add(APP);
    add(bad);
    add(OTHER);
    gateways.complete();
    gateways.stopWaitingForEndpoints();
    envoy.refuse(bad.value());
    connect(envoy).read();
    assertThat(envoy.of(ResourceType.CLUSTER)).containsOnlyKeys(APP.value(), OTHER.value());
    serve(APP, List.of(ONE));
    assertThat(envoy.of(ResourceType.SCOPE)).containsOnlyKeys(APP.value(), OTHER.value());
    assertThat(gateways.serve(bad, List.of(ONE), LONG)).isFalse();
  }

  @Test
  void reportNamesWhoIsConnected() {
    var connection = gateways.connect(envoy::receive);
    envoy.connect(connection::receive);
    assertThat(gateways.report().connected()).containsExactly("envoy-1");
    connection.close();
    assertThat(gateways.report().connected()).isEmpty();
  }

  @Test
  void anEndpointIsAnIpAddress() {
    assertThatThrownBy(
            () -> gateways.serve(APP, List.of(new Endpoint("r1", "replica.local", 80)), NO_TIME))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("replica.local");
  }

  private Gateways newGateways() {
    return new Gateways(unseen::get, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private FakeEnvoy connect(FakeEnvoy gateway) {
    return gateway.connect(gateways.connect(gateway::receive)::receive);
  }

  /** The gateway knows these apps, each with one replica, and has told the test nothing yet. */
  private void serving(AppId... apps) {
    gateways.complete();
    connect(envoy).read();
    for (var app : apps) {
      add(app);
      envoy.read();
      serve(app, List.of(ONE));
    }
    envoy.news();
  }

  private void add(AppId app) {
    gateways.add(app, app + ".lab.localhost");
  }

  /** Serves, with gateways that answer at once. */
  private void serve(AppId app, List<Endpoint> endpoints) {
    try {
      gateways.serve(app, endpoints, NO_TIME);
      envoy.read();
      assertThat(gateways.serve(app, endpoints, NO_TIME)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private CompletableFuture<Boolean> serveLater(AppId app, List<Endpoint> endpoints) {
    return supplyAsync(
        () -> {
          try {
            return gateways.serve(app, endpoints, LONG);
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        },
        runnable -> Thread.ofVirtual().start(runnable));
  }
}
