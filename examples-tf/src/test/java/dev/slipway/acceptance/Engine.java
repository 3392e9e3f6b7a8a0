package dev.slipway.acceptance;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The container engine, as someone with access to it uses it behind Slipway's back. */
final class Engine implements AutoCloseable {
  private final DefaultDockerClientConfig config;
  private final DockerClient client;

  /** The machine's: the one that {@code DOCKER_HOST} names. */
  Engine() {
    this(DefaultDockerClientConfig.createDefaultConfigBuilder().build());
  }

  Engine(String address) {
    this(DefaultDockerClientConfig.createDefaultConfigBuilder().withDockerHost(address).build());
  }

  private Engine(DefaultDockerClientConfig config) {
    this.config = config;
    client =
        DockerClientImpl.getInstance(
            config,
            new ApacheDockerHttpClient.Builder().dockerHost(config.getDockerHost()).build());
  }

  String address() {
    return config.getDockerHost().toString();
  }

  boolean isPodman() {
    var components = client.versionCmd().exec().getComponents();
    return components != null
        && components.stream().anyMatch(part -> "Podman Engine".equals(part.getName()));
  }

  /** Containers of an app, running or not. */
  List<Container> replicas(String appId) {
    return labelled(Map.of("dev.slipway.app", appId));
  }

  List<Container> labelled(Map<String, String> labels) {
    return client.listContainersCmd().withShowAll(true).withLabelFilter(labels).exec();
  }

  /** What runs in it; only while the engine is on this machine. */
  ProcessHandle process(Container container) {
    var state = client.inspectContainerCmd(container.getId()).exec().getState();
    return ProcessHandle.of(Objects.requireNonNull(state.getPidLong())).orElseThrow();
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
