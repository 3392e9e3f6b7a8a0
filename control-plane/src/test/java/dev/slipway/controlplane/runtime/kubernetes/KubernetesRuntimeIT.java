package dev.slipway.controlplane.runtime.kubernetes;

import dev.slipway.controlplane.runtime.Recorder;
import dev.slipway.controlplane.runtime.RuntimeDriver;
import dev.slipway.controlplane.runtime.RuntimeDriverContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The contract, kept by the driver for Kubernetes on a lab whose node runs containers. */
@Order(1)
@ResourceLock(ClusterDriver.LAB)
class KubernetesRuntimeIT extends RuntimeDriverContract {
  private final ClusterDriver cluster = new ClusterDriver(ClusterDriver.lab());

  @BeforeAll
  static void aLabIsThere() {
    ClusterDriver.lab().requireOurs();
  }

  @Override
  protected RuntimeDriver driver() {
    return cluster.driver();
  }

  @Override
  protected Recorder recorder() {
    return cluster.recorder();
  }

  @Override
  protected void restartDriver() {
    cluster.restart();
  }

  @Override
  protected void closeDriver() {
    cluster.close();
  }

  /** Nodes are this machine's processes, and so is what runs on them. */
  @Override
  protected void killBehindItsBack(String replica) {
    var identity = "SLIPWAY_REPLICA=" + replica;
    ProcessHandle.allProcesses()
        .filter(process -> environment(process).contains(identity))
        .forEach(ProcessHandle::destroyForcibly);
  }

  private static List<String> environment(ProcessHandle process) {
    try {
      var bytes = Files.readAllBytes(Path.of("/proc/%d/environ".formatted(process.pid())));
      return List.of(new String(bytes, StandardCharsets.UTF_8).split("\0"));
    } catch (IOException unreadable) {
      // It has ended, or hides what it was started with: no replica does.
      return List.of();
    }
  }

  @Override
  protected void removeBehindItsBack(String replica) {
    var ignored = cluster.kubectl("delete", "pod", replica, "--wait=false");
  }

  @Override
  protected String image(String name) {
    return ClusterDriver.image(name);
  }

  @Override
  protected String imageThatNobodyHas() {
    return ClusterDriver.lab().address() + ":5000/slipway/nobody-has-this:1";
  }

  /** A kubelet decides on that after it has told of the end. */
  @Override
  protected List<String> backOffs() {
    return List.of("its log ends", "its log ends", "its log ends");
  }

  /** A Deployment goes on trying. */
  @Override
  protected boolean givesUp() {
    return false;
  }

  @Override
  protected boolean tellsErrorOutput() {
    return false;
  }

  /** A Deployment does not wait for pods that end. */
  @Override
  protected boolean countsLeaving() {
    return false;
  }

  @Override
  protected boolean keepsNames() {
    return false;
  }

  /** Among pods of about the same age a ReplicaSet chooses at random. */
  @Override
  protected boolean keepsOldest() {
    return false;
  }
}
