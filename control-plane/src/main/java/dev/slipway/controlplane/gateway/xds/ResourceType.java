package dev.slipway.controlplane.gateway.xds;

import com.google.protobuf.Descriptors.Descriptor;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.ScopedRouteConfiguration;
import java.util.Arrays;
import java.util.Optional;

/** What a gateway asks for, in the order in which answers are sent. */
enum ResourceType {
  /** How to reach an app's replicas. */
  CLUSTER(Cluster.getDescriptor()),
  /** Where they are. */
  ENDPOINTS(ClusterLoadAssignment.getDescriptor()),
  /** Which host name is which app's. */
  SCOPE(ScopedRouteConfiguration.getDescriptor()),
  /** Which requests go to them. */
  ROUTE(RouteConfiguration.getDescriptor());

  private final String url;

  ResourceType(Descriptor message) {
    this.url = "type.googleapis.com/" + message.getFullName();
  }

  String url() {
    return url;
  }

  static Optional<ResourceType> of(String url) {
    return Arrays.stream(values()).filter(type -> type.url.equals(url)).findFirst();
  }
}
