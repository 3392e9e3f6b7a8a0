package dev.slipway.controlplane.runtime.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The GPUs that this machine's CDI specifications list. A specification may name one GPU several
 * times, by number and by serial, and all of them together; here each counts once.
 *
 * @see <a href="https://github.com/cncf-tags/container-device-interface">Container Device
 *     Interface</a>
 */
final class CdiDevices {
  private static final Logger log = LoggerFactory.getLogger(CdiDevices.class);
  private static final int LARGEST_SPEC_BYTES = 4 << 20;

  /** Stands for every device of its kind. */
  private static final String ALL = "all";

  private final List<Path> directories;

  CdiDevices(List<Path> directories) {
    this.directories = directories;
  }

  /** CDI names such as {@code nvidia.com/gpu=0} by kind, read anew each time. */
  Map<String, List<String>> byKind() {
    var devices = new TreeMap<String, List<String>>();
    for (var directory : directories) {
      for (var file : specs(directory)) {
        try {
          read(file, devices);
        } catch (IOException | YAMLException | ClassCastException e) {
          log.atWarn()
              .addKeyValue("file", file)
              .setCause(e)
              .log("A CDI specification cannot be read; its devices are not offered");
        }
      }
    }
    return devices;
  }

  /**
   * Chooses free devices.
   *
   * @param inUse CDI names that running containers hold
   * @return fewer than wanted when there are not enough free ones
   */
  List<String> choose(String kind, int wanted, Set<String> inUse) {
    return byKind().getOrDefault(kind, List.of()).stream()
        .filter(name -> !inUse.contains(name))
        .limit(wanted)
        .toList();
  }

  private static List<Path> specs(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (var files = Files.list(directory)) {
      return files.filter(f -> f.toString().matches(".*\\.(json|ya?ml)")).sorted().toList();
    } catch (IOException e) {
      log.atWarn()
          .addKeyValue("directory", directory)
          .setCause(e)
          .log("A CDI folder cannot be listed; its devices are not offered");
      return List.of();
    }
  }

  /** YAML reads JSON too. */
  private static void read(Path file, Map<String, List<String>> devices) throws IOException {
    if (Files.size(file) > LARGEST_SPEC_BYTES) {
      throw new IOException("larger than " + LARGEST_SPEC_BYTES + " bytes");
    }
    var options = new LoaderOptions();
    options.setCodePointLimit(LARGEST_SPEC_BYTES);
    Object document = new Yaml(new SafeConstructor(options)).load(Files.readString(file));
    if (!(document instanceof Map<?, ?> spec)
        || !(spec.get("kind") instanceof String kind)
        || !(spec.get("devices") instanceof List<?> listed)) {
      throw new IOException("it lacks \"kind\" or \"devices\"");
    }
    var names = devices.computeIfAbsent(kind, k -> new ArrayList<>());
    var known = new HashSet<>(names);
    distinct(listed).stream().map(name -> kind + "=" + name).filter(known::add).forEach(names::add);
  }

  private static Collection<String> distinct(List<?> listed) {
    var byNodes = new TreeMap<String, String>();
    for (var entry : listed) {
      if (entry instanceof Map<?, ?> device && device.get("name") != null) {
        var name = String.valueOf(device.get("name"));
        if (!name.equals(ALL)) {
          byNodes.merge(nodes(device, name), name, CdiDevices::plainer);
        }
      }
    }
    return byNodes.values().stream()
        .sorted(Comparator.comparingInt(String::length).thenComparing(name -> name))
        .toList();
  }

  /** The shortest name is the number; a serial says less. */
  private static String plainer(String one, String other) {
    return one.length() <= other.length() ? one : other;
  }

  /** What makes two names the same device: its nodes; a device without nodes is its name. */
  private static String nodes(Map<?, ?> device, String name) {
    if (device.get("containerEdits") instanceof Map<?, ?> edits
        && edits.get("deviceNodes") instanceof List<?> nodes
        && !nodes.isEmpty()) {
      return nodes.stream()
          .map(n -> n instanceof Map<?, ?> node ? String.valueOf(node.get("path")) : "")
          .sorted()
          .collect(Collectors.joining("\n"));
    }
    return "name " + name;
  }
}
