package dev.slipway.acceptance;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The container engine, as someone with access to it uses it behind Slipway's back. */
final class Engine implements AutoCloseable {
  private final DockerClient client;

  Engine() {
    var config = DefaultDockerClientConfig.createDefaultConfigBuilder().build();
    client =
        DockerClientImpl.getInstance(
            config,
            new ApacheDockerHttpClient.Builder().dockerHost(config.getDockerHost()).build());
  }

  static String address() {
    return DefaultDockerClientConfig.createDefaultConfigBuilder()
        .build()
        .getDockerHost()
        .toString();
  }

  /** Containers of an app, running or not. */
  List<Container> replicas(String appId) {
    return labelled(Map.of("dev.slipway.app", appId));
  }

  List<Container> labelled(Map<String, String> labels) {
    return client.listContainersCmd().withShowAll(true).withLabelFilter(labels).exec();
  }

  void kill(Container container) {
    client.killContainerCmd(container.getId()).exec();
  }

  void remove(Container container) {
    client.removeContainerCmd(container.getId()).withForce(true).exec();
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
