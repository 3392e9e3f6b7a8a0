package dev.slipway.controlplane.runtime.docker;

import dev.slipway.controlplane.vocabulary.AppId;
import dev.slipway.controlplane.vocabulary.Memory;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of our containers, as the engine describes it.
 *
 * @param created when it was made
 * @param startedAt when it last began to run, or null before the first time
 * @param finishedAt when it last ended, or null before the first time
 * @param exitCode meaningful once it has ended
 * @param outOfMemory the engine knows that the kernel killed it for memory; Podman never does
 * @param error what the engine says went wrong with starting it; empty when nothing did
 * @param pid of its first process on this machine; 0 while it does not run
 * @param ports from port in the container to port on loopback
 * @param cpus CPUs it may use
 */
record Container(
    String id,
    String name,
    Map<String, String> labels,
    State state,
    Instant created,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    int exitCode,
    boolean outOfMemory,
    String error,
    long pid,
    Map<Integer, Integer> ports,
    double cpus,
    Memory memory) {

  enum State {
    CREATED,
    RUNNING,
    EXITED
  }

  AppId app() {
    return new AppId(label(Labels.APP));
  }

  String replica() {
    return label(Labels.REPLICA);
  }

  int run() {
    return (int) number(Labels.RUN);
  }

  long revision() {
    return number(Labels.REVISION);
  }

  int port() {
    return (int) number(Labels.PORT);
  }

  String template() {
    return label(Labels.TEMPLATE);
  }

  boolean running() {
    return state == State.RUNNING;
  }

  /** The port on loopback for one in the container, or null while it has none. */
  @Nullable Integer published(int port) {
    return ports.get(port);
  }

  private String label(String name) {
    return labels.getOrDefault(name, "");
  }

  /** Labels are open to anybody's hand: what is no number counts as 0. */
  private long number(String name) {
    var text = label(name);
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
  }
}
