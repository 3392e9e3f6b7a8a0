package dev.slipway.controlplane.catalog;

import dev.slipway.controlplane.app.Resources;
import dev.slipway.controlplane.vocabulary.Memory;
import dev.slipway.controlplane.vocabulary.NodeChoice;
import dev.slipway.controlplane.vocabulary.RegionName;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads a catalog from YAML; the built-in one, {@code catalog.yaml}, shows every field. */
public final class CatalogFile {
  private static final String BUILT_IN = "catalog.yaml";

  private final List<String> problems = new ArrayList<>();
  private final String file;

  private CatalogFile(String file) {
    this.file = file;
  }

  /** The catalog of a control plane that was given none. */
  public static Catalog builtIn() {
    var stream = Objects.requireNonNull(CatalogFile.class.getResourceAsStream(BUILT_IN));
    try (var reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
      return read(BUILT_IN, reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a file.
   *
   * @throws CatalogException it cannot be read, or is wrong; every problem is told
   */
  public static Catalog read(Path path) {
    try (var reader = Files.newBufferedReader(path)) {
      return read(path.toString(), reader);
    } catch (NoSuchFileException e) {
      throw new CatalogException(List.of("%s: there is no such file".formatted(path)));
    } catch (IOException e) {
      throw new CatalogException(List.of("%s: cannot be read: %s".formatted(path, e.getMessage())));
    }
  }

  static Catalog read(String file, Reader yaml) {
    return new CatalogFile(file).parse(yaml);
  }

  private Catalog parse(Reader yaml) {
    try {
      var root = new Yaml(new SafeConstructor(new LoaderOptions())).compose(yaml);
      if (root == null) {
        throw new CatalogException(List.of("%s: is empty".formatted(file)));
      }
      var catalog = catalog(new Section(file, "", root, problems));
      if (problems.isEmpty()) {
        return catalog;
      }
      throw new CatalogException(problems);
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      throw new CatalogException(
          List.of("%s:%d: is not YAML: %s".formatted(file, line, e.getProblem())));
    } catch (YAMLException e) {
      throw new CatalogException(List.of("%s: is not YAML: %s".formatted(file, e.getMessage())));
    }
  }

  private Catalog catalog(Section root) {
    root.knowsOnly("currency", "limits", "regions", "flavors");
    var currency = root.text("currency");
    if (!currency.isEmpty() && !currency.matches("[A-Z]{3}")) {
      root.problem("currency", "\"%s\" must be an ISO 4217 code, such as EUR".formatted(currency));
    }
    var limits = root.has("limits") ? limits(root.section("limits")) : Limits.DEFAULT;
    var regions = regions(root);
    var flavors = flavors(root, regions);
    return new Catalog(currency, limits, regions, flavors);
  }

  private static Limits limits(Section section) {
    section.knowsOnly("replicas", "cpu", "gpu");
    return new Limits(
        section.number("replicas", 1, 1000, Limits.DEFAULT.replicas()),
        section.number("cpu", 1, 10_000, Limits.DEFAULT.cpuUnits()),
        section.number("gpu", 1, 10_000, Limits.DEFAULT.gpuUnits()));
  }

  private static List<Region> regions(Section root) {
    var names = new HashSet<RegionName>();
    var regions = new ArrayList<Region>();
    var hasDefault = false;
    for (var section : root.sections("regions")) {
      section.knowsOnly(
          "id", "description", "runtime", "engine", "cluster", "domain", "default", "overcommit");
      var name = section.parsed("id", RegionName::new).orElse(new RegionName("unreadable"));
      if (!names.add(name)) {
        section.problem("id", "\"%s\" is the id of two regions".formatted(name));
      }
      var isDefault = section.flag("default");
      if (isDefault && hasDefault) {
        section.problem("default", "is true for two regions; one can be the default");
      }
      hasDefault |= isDefault;
      int cpuOvercommit = 1;
      int memoryOvercommit = 1;
      if (section.has("overcommit")) {
        var overcommit = section.section("overcommit");
        overcommit.knowsOnly("cpu", "memory");
        cpuOvercommit = overcommit.number("cpu", 1, 1000, 1);
        memoryOvercommit = overcommit.number("memory", 1, 1000, 1);
      }
      regions.add(
          new Region(
              name,
              section.text("description", ""),
              section.textOf("runtime", Region.DOCKER, Region.KUBERNETES),
              section.text("engine", ""),
              ClusterSection.of(section),
              section.text("domain", name + ".localhost"),
              isDefault,
              cpuOvercommit,
              memoryOvercommit));
    }
    return regions;
  }

  private static List<Flavor> flavors(Section root, List<Region> regions) {
    var ids = new HashSet<String>();
    var defaults = new HashSet<Resources.Kind>();
    var flavors = new ArrayList<Flavor>();
    for (var section : root.sections("flavors")) {
      section.knowsOnly(
          "id",
          "kind",
          "description",
          "default",
          "max",
          "per_unit",
          "gpu",
          "nodes",
          "price_per_minute",
          "regions");
      var flavor = flavor(section, regions);
      if (!flavor.id().isEmpty() && !ids.add(flavor.id())) {
        section.problem("id", "\"%s\" is the id of two flavors".formatted(flavor.id()));
      }
      if (flavor.isDefault() && !defaults.add(flavor.kind())) {
        section.problem(
            "default",
            "is true for two flavors of kind %s; one can be the default"
                .formatted(section.text("kind")));
      }
      flavors.add(flavor);
    }
    return flavors;
  }

  private static Flavor flavor(Section section, List<Region> regions) {
    var isGpu = section.textOf("kind", "cpu", "gpu").equals("gpu");
    var unit = section.section("per_unit");
    unit.knowsOnly("cpu", "memory", "disk");
    int gpus = 0;
    var gpuModel = "";
    var gpuMemory = Memory.NONE;
    var gpuResource = "";
    if (isGpu) {
      var gpu = section.section("gpu");
      gpu.knowsOnly("count", "model", "memory", "resource");
      gpus = gpu.number("count", 1, 64, 1);
      gpuModel = gpu.text("model", "");
      gpuMemory = gpu.parsed("memory", Memory::parse).orElse(Memory.NONE);
      gpuResource = gpu.text("resource", "nvidia.com/gpu");
    } else if (section.has("gpu")) {
      section.problem("gpu", "is for flavors of kind gpu; remove it or change the kind");
    }
    return new Flavor(
        section.text("id"),
        isGpu ? Resources.Kind.GPU : Resources.Kind.CPU,
        section.text("description", ""),
        section.flag("default"),
        section.number("max", 1, 10_000, null),
        unit.number("cpu", 1, 10_000, null),
        gpus,
        unit.parsed("memory", Memory::parse).orElse(Memory.NONE),
        unit.parsed("disk", Memory::parse).orElse(Memory.NONE),
        gpuModel,
        gpuMemory,
        gpuResource,
        section.has("nodes") ? ClusterSection.nodes(section.section("nodes")) : NodeChoice.ANY,
        section.amount("price_per_minute"),
        regionsOf(section, regions));
  }

  /** The regions that the flavor names, or all of them. */
  private static Set<RegionName> regionsOf(Section section, List<Region> regions) {
    var all = new LinkedHashSet<RegionName>();
    regions.forEach(region -> all.add(region.name()));
    if (!section.has("regions")) {
      return all;
    }
    var named = new LinkedHashSet<RegionName>();
    for (var text : section.texts("regions")) {
      all.stream()
          .filter(name -> name.value().equals(text))
          .findFirst()
          .ifPresentOrElse(
              named::add,
              () -> section.problem("regions", "\"%s\" is none of %s".formatted(text, all)));
    }
    return named;
  }
}
