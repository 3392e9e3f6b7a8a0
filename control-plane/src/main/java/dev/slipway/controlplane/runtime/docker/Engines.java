package dev.slipway.controlplane.runtime.docker;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The engines that regions name, each opened once: regions on one engine share its GPUs. */
final class Engines implements AutoCloseable {
  private final DockerRuntimeProperties settings;
  private final String machine;
  private final Map<String, DockerEngine> open = new HashMap<>();

  /**
   * @param address of the machine's own engine; empty: the first usual one that answers, else the
   *     first usual one, which may come later
   */
  Engines(DockerRuntimeProperties settings, String address, Map<String, String> environment) {
    this.settings = settings;
    this.machine = address.isEmpty() ? usual(settings, environment) : address;
  }

  private static String usual(DockerRuntimeProperties settings, Map<String, String> environment) {
    List<String> usual = DockerEngine.usualAddresses(environment);
    var answering = DockerEngine.firstThatAnswers(usual, settings);
    return answering == null ? usual.getFirst() : answering;
  }

  /**
   * @param address empty: the machine's own
   */
  DockerEngine at(String address) {
    return open.computeIfAbsent(
        address.isEmpty() ? machine : address, found -> new DockerEngine(found, settings));
  }

  @Override
  public void close() {
    open.values().forEach(DockerEngine::close);
  }
}
