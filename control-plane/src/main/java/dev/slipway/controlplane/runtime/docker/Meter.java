package dev.slipway.controlplane.runtime.docker;

import com.github.dockerjava.api.model.Statistics;
import dev.slipway.controlplane.runtime.ReplicaUsage;
import dev.slipway.controlplane.vocabulary.Memory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** Measures what containers use: CPU between two measurements, memory at each. */
final class Meter {
  private static final Path CGROUPS = Path.of("/sys/fs/cgroup");

  /** Closer together, two measurements of CPU time say little. */
  private static final Duration APART = Duration.ofMillis(500);

  private final DockerEngine engine;
  private final Map<String, Sample> last = new ConcurrentHashMap<>();

  /**
   * @param cpuNanos CPU time since the container started
   */
  private record Sample(long timeNanos, long cpuNanos, ReplicaUsage usage) {}

  Meter(DockerEngine engine) {
    this.engine = engine;
  }

  /** Empty when it does not run, or was never measured before. */
  Optional<ReplicaUsage> measure(Container container) {
    var stats = engine.client().stats(container.id());
    if (stats.isEmpty()) {
      last.remove(container.id());
      return Optional.empty();
    }
    var cpu = stats.get().getCpuStats();
    if (cpu == null || cpu.getCpuUsage() == null || cpu.getCpuUsage().getTotalUsage() == null) {
      return Optional.empty();
    }
    var time = readNanos(stats.get());
    var total = cpu.getCpuUsage().getTotalUsage();
    var before = last.get(container.id());
    if (before != null && time - before.timeNanos() < APART.toNanos()) {
      return Optional.of(before.usage());
    }
    var share =
        before == null
            ? 0
            : (total - before.cpuNanos())
                / (double) (time - before.timeNanos())
                / (container.cpus() > 0 ? container.cpus() : engine.machine().cpus());
    var usage =
        new ReplicaUsage(
            container.replica(),
            Math.max(0, share),
            workingSet(container, stats.get()),
            container.memory());
    last.put(container.id(), new Sample(time, total, usage));
    return before == null ? Optional.empty() : Optional.of(usage);
  }

  void forgetAllBut(java.util.Collection<String> containers) {
    last.keySet().retainAll(containers);
  }

  private static long readNanos(Statistics stats) {
    try {
      var read = OffsetDateTime.parse(stats.getRead()).toInstant();
      return Math.addExact(
          Math.multiplyExact(read.getEpochSecond(), 1_000_000_000L), read.getNano());
    } catch (DateTimeParseException | ArithmeticException e) {
      return System.currentTimeMillis() * 1_000_000;
    }
  }

  /** What could not be given back: page cache that is not in use does not count. */
  private static Memory workingSet(Container container, Statistics stats) {
    var memory = stats.getMemoryStats();
    if (memory == null || memory.getUsage() == null) {
      return Memory.NONE;
    }
    var details = memory.getStats();
    Long inactive = null;
    if (details != null) {
      inactive =
          details.getTotalInactiveFile() != null
              ? details.getTotalInactiveFile()
              : details.getInactiveFile();
    }
    // Podman leaves this out; the kernel has it.
    var cache = inactive != null ? inactive : inactiveFile(container.pid()).orElse(0);
    return new Memory(Math.max(0, memory.getUsage() - cache));
  }

  private static OptionalLong inactiveFile(long pid) {
    try (var groups = Files.lines(Path.of("/proc", String.valueOf(pid), "cgroup"))) {
      var paths = groups.map(line -> line.split(":", 3)).filter(p -> p.length == 3).toList();
      for (var part : paths) {
        if (part[1].equals("memory")) {
          return stat(CGROUPS.resolve("memory" + part[2]), "total_inactive_file ");
        }
      }
      for (var part : paths) {
        if (part[0].equals("0")) {
          return stat(CGROUPS.resolve(part[2].replaceFirst("^/", "")), "inactive_file ");
        }
      }
    } catch (IOException e) {
      // The process has just ended, or belongs to another machine's view.
    }
    return OptionalLong.empty();
  }

  private static OptionalLong stat(Path group, String key) throws IOException {
    try (var lines = Files.lines(group.resolve("memory.stat"))) {
      return lines
          .filter(line -> line.startsWith(key))
          .mapToLong(line -> Long.parseLong(line.substring(key.length()).strip()))
          .findFirst();
    }
  }
}
