package dev.slipway.controlplane.runtime.docker;

import dev.slipway.controlplane.app.Probe;
import dev.slipway.controlplane.runtime.ReplicaShare;
import dev.slipway.controlplane.runtime.Workload;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The part of a workload that decides what a container is. A change in anything else, such as the
 * number of replicas, leaves running containers alone.
 *
 * @param secrets names of the secret variables; their values are told apart by their version, so
 *     that no label gives a hint of them
 */
record Template(
    long restart,
    String image,
    List<String> command,
    int port,
    Map<String, String> env,
    List<String> secrets,
    long secretsVersion,
    ReplicaShare share,
    @Nullable Probe readiness,
    @Nullable Probe liveness) {

  static Template of(Workload workload) {
    return new Template(
        workload.restart(),
        workload.image(),
        workload.command(),
        workload.port(),
        workload.env(),
        List.copyOf(workload.secretEnv().values().keySet()),
        workload.secretEnv().version(),
        workload.share(),
        workload.readinessProbe(),
        workload.livenessProbe());
  }

  /** The same for the same template in every process: 32 hexadecimal digits. */
  String hash() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      put(digest, "restart", restart);
      put(digest, "image", image);
      command.forEach(part -> put(digest, "command", part));
      put(digest, "port", port);
      env.forEach((name, value) -> put(digest, "env " + name, value));
      secrets.forEach(name -> put(digest, "secret", name));
      put(digest, "secrets", secretsVersion);
      put(digest, "cpus", share.cpus());
      put(digest, "memory", share.memory().bytes());
      put(digest, "gpus", share.gpus() + " " + share.gpuResource());
      put(digest, "readiness", readiness == null ? "" : ProbeText.write(readiness));
      put(digest, "liveness", liveness == null ? "" : ProbeText.write(liveness));
      return HexFormat.of().formatHex(digest.digest(), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Lengths keep neighbours apart: no value can pass for the next key. */
  private static void put(MessageDigest digest, String key, Object value) {
    var text = "%d:%s=%d:%s\n".formatted(key.length(), key, value.toString().length(), value);
    digest.update(text.getBytes(StandardCharsets.UTF_8));
  }
}
