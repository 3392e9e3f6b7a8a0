package dev.slipway.controlplane.runtime.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the kernel itself counts. Podman does not tell when it was memory that ended a container,
 * and the container's own counters are gone with it, but the machine's stays.
 */
final class KernelMemory {
  private static final Path VMSTAT = Path.of("/proc/vmstat");
  private static final String KILLS = "oom_kill ";

  private KernelMemory() {}

  /** Processes killed for memory since the machine started; 0 where the kernel cannot be read. */
  static long kills() {
    try (var lines = Files.lines(VMSTAT)) {
      return lines
          .filter(line -> line.startsWith(KILLS))
          .mapToLong(line -> Long.parseLong(line.substring(KILLS.length()).strip()))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      // Not Linux, or hidden: then an exit code of 137 is all there is to go by.
      return 0;
    }
  }
}
