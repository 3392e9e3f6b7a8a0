package dev.slipway.controlplane.gateway.xds;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.protobuf.UInt32Value;
import dev.slipway.controlplane.app.Endpoint;
import dev.slipway.controlplane.vocabulary.AppId;
import io.envoyproxy.envoy.config.cluster.v3.CircuitBreakers;
import io.envoyproxy.envoy.config.cluster.v3.CircuitBreakers.Thresholds;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.AggregatedConfigSource;
import io.envoyproxy.envoy.config.core.v3.ApiVersion;
import io.envoyproxy.envoy.config.core.v3.ConfigSource;
import io.envoyproxy.envoy.config.core.v3.Http1ProtocolOptions;
import io.envoyproxy.envoy.config.core.v3.HttpProtocolOptions;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.endpoint.v3.LbEndpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LocalityLbEndpoints;
import io.envoyproxy.envoy.config.route.v3.FilterConfig;
import io.envoyproxy.envoy.config.route.v3.RetryPolicy;
import io.envoyproxy.envoy.config.route.v3.RetryPolicy.RetryHostPredicate;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.RouteMatch;
import io.envoyproxy.envoy.config.route.v3.ScopedRouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.envoyproxy.envoy.extensions.retry.host.previous_hosts.v3.PreviousHostsPredicate;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.List;

/** An app as Envoy sees it: one resource of each type, all named by the app's id. */
final class AppResources {
  /** The filter that the bootstrap configures to lower-case host names that match nothing. */
  private static final String LOWER_CASE_HOST = "slipway.lower_case_host";

  /** Envoy's own limit, 1,024 of each, would turn a queue into errors. */
  private static final UInt32Value PLENTY = UInt32Value.of(100_000);

  /**
   * Common application servers close idle connections after 2 to 5 s; closing first avoids sending
   * a request into a connection that is just being closed.
   */
  private static final long UPSTREAM_IDLE_SECONDS = 1;

  private static final ConfigSource ADS =
      ConfigSource.newBuilder()
          .setAds(AggregatedConfigSource.getDefaultInstance())
          .setResourceApiVersion(ApiVersion.V3)
          .build();

  private AppResources() {}

  static Resource cluster(AppId app) {
    var limits =
        Thresholds.newBuilder()
            .setMaxConnections(PLENTY)
            .setMaxPendingRequests(PLENTY)
            .setMaxRequests(PLENTY);
    var protocol =
        io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions.newBuilder()
            .setCommonHttpProtocolOptions(
                HttpProtocolOptions.newBuilder().setIdleTimeout(seconds(UPSTREAM_IDLE_SECONDS)))
            .setExplicitHttpConfig(
                io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions
                    .ExplicitHttpConfig.newBuilder()
                    .setHttpProtocolOptions(Http1ProtocolOptions.getDefaultInstance()))
            .build();
    return Resource.of(
        ResourceType.CLUSTER,
        app.value(),
        Cluster.newBuilder()
            .setName(app.value())
            .setType(Cluster.DiscoveryType.EDS)
            .setEdsClusterConfig(Cluster.EdsClusterConfig.newBuilder().setEdsConfig(ADS))
            .setConnectTimeout(seconds(2))
            .setLbPolicy(Cluster.LbPolicy.LEAST_REQUEST)
            .setCircuitBreakers(CircuitBreakers.newBuilder().addThresholds(limits))
            .putTypedExtensionProtocolOptions(
                "envoy.extensions.upstreams.http.v3.HttpProtocolOptions", packed(protocol))
            .build());
  }

  /**
   * Where requests go.
   *
   * @param endpoints in any order; hosts are IP addresses
   */
  static Resource endpoints(AppId app, List<Endpoint> endpoints) {
    var locality = LocalityLbEndpoints.newBuilder();
    endpoints.stream()
        .map(AppResources::address)
        .sorted(
            Comparator.comparing(SocketAddress::getAddress)
                .thenComparingInt(SocketAddress::getPortValue))
        .distinct()
        .map(AppResources::endpoint)
        .forEach(locality::addLbEndpoints);
    return Resource.of(
        ResourceType.ENDPOINTS,
        app.value(),
        ClusterLoadAssignment.newBuilder()
            .setClusterName(app.value())
            .addEndpoints(locality)
            .build());
  }

  private static SocketAddress address(Endpoint endpoint) {
    var address = InetAddress.ofLiteral(endpoint.host());
    return SocketAddress.newBuilder()
        .setAddress(address.getHostAddress())
        .setPortValue(endpoint.port())
        .build();
  }

  private static LbEndpoint endpoint(SocketAddress address) {
    return LbEndpoint.newBuilder()
        .setEndpoint(
            io.envoyproxy.envoy.config.endpoint.v3.Endpoint.newBuilder()
                .setAddress(Address.newBuilder().setSocketAddress(address)))
        .build();
  }

  static Resource route(AppId app) {
    // Only a connection that was never made is tried again: the app has not seen the request.
    var retry =
        RetryPolicy.newBuilder()
            .setRetryOn("connect-failure")
            .setNumRetries(UInt32Value.of(2))
            .setHostSelectionRetryMaxAttempts(3)
            .addRetryHostPredicate(
                RetryHostPredicate.newBuilder()
                    .setName("envoy.retry_host_predicates.previous_hosts")
                    .setTypedConfig(packed(PreviousHostsPredicate.getDefaultInstance())));
    // Inference takes as long as it takes; the listener ends streams that stay silent.
    var action =
        RouteAction.newBuilder()
            .setCluster(app.value())
            .setTimeout(seconds(0))
            .setRetryPolicy(retry);
    return Resource.of(
        ResourceType.ROUTE,
        app.value(),
        RouteConfiguration.newBuilder()
            .setName(app.value())
            .addVirtualHosts(
                VirtualHost.newBuilder()
                    .setName(app.value())
                    .addDomains("*")
                    .addRoutes(
                        Route.newBuilder()
                            .setMatch(RouteMatch.newBuilder().setPrefix("/"))
                            .setRoute(action)))
            // Found by its exact name: nothing to lower-case.
            .putTypedPerFilterConfig(
                LOWER_CASE_HOST, packed(FilterConfig.newBuilder().setDisabled(true).build()))
            .build());
  }

  static Resource scope(AppId app, String host) {
    return Resource.of(
        ResourceType.SCOPE,
        app.value(),
        ScopedRouteConfiguration.newBuilder()
            .setName(app.value())
            .setRouteConfigurationName(app.value())
            .setKey(
                ScopedRouteConfiguration.Key.newBuilder()
                    .addFragments(
                        ScopedRouteConfiguration.Key.Fragment.newBuilder().setStringKey(host)))
            .build());
  }

  private static Duration seconds(long seconds) {
    return Duration.newBuilder().setSeconds(seconds).build();
  }

  private static Any packed(Message message) {
    return Any.pack(message);
  }
}
