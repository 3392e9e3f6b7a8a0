package dev.slipway.controlplane.runtime.docker;

import dev.slipway.controlplane.runtime.Capacity;
import dev.slipway.controlplane.runtime.RuntimeUnavailableException;
import dev.slipway.controlplane.vocabulary.Memory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One machine's engine and what is scarce on it. Regions that share a machine share this, so that
 * they do not hand out the same GPU twice.
 */
public final class DockerEngine implements AutoCloseable {
  private final URI address;
  private final DockerRuntimeProperties settings;
  private final EngineClient client;
  private final CdiDevices gpus;
  private final Semaphore starts;
  private final ReentrantLock gpuChoice = new ReentrantLock();
  private volatile @Nullable Machine machine;

  /** What does not change while an engine runs. */
  record Machine(boolean podman, String name, int cpus, Memory memory, String platform) {}

  /**
   * Talks to nobody yet: an engine that is away now may come.
   *
   * @param address {@code unix:///…}, or {@code tcp://} on this machine
   * @throws IllegalArgumentException an address of another kind
   */
  public DockerEngine(String address, DockerRuntimeProperties settings) {
    this.address = checked(address);
    this.settings = settings;
    this.client = new EngineClient(this.address, settings.deadline());
    this.gpus = new CdiDevices(settings.cdiSpecDirs().stream().map(Path::of).toList());
    this.starts =
        new Semaphore(
            settings.parallelStarts() == 0
                ? Runtime.getRuntime().availableProcessors()
                : settings.parallelStarts());
  }

  private static URI checked(String address) {
    var uri = URI.create(address);
    var local =
        switch (uri.getScheme() == null ? "" : uri.getScheme()) {
          case "unix" -> uri.getPath() != null && uri.getPath().startsWith("/");
          case "tcp" -> Set.of("127.0.0.1", "localhost", "[::1]").contains(uri.getHost());
          default -> false;
        };
    if (!local) {
      throw new IllegalArgumentException(
          "the engine's address must be unix:///path/to/socket, or tcp://127.0.0.1:port:"
              + " containers are reached on this machine's loopback. It is \""
              + address
              + "\"");
    }
    return uri;
  }

  /**
   * Where an engine usually listens: Docker's sockets, then Podman's, system-wide and the user's.
   *
   * @param environment such as {@link System#getenv()}
   */
  public static List<String> usualAddresses(Map<String, String> environment) {
    var addresses = new ArrayList<String>();
    var runtime = environment.get("XDG_RUNTIME_DIR");
    var home = environment.get("HOME");
    addresses.add("unix:///var/run/docker.sock");
    if (runtime != null) {
      addresses.add("unix://" + runtime + "/docker.sock");
    }
    if (home != null) {
      addresses.add("unix://" + home + "/.docker/run/docker.sock");
    }
    if (runtime != null) {
      addresses.add("unix://" + runtime + "/podman/podman.sock");
    }
    addresses.add("unix:///run/podman/podman.sock");
    return addresses;
  }

  /** The first of these addresses at which an engine answers, or null. */
  public static @Nullable String firstThatAnswers(
      List<String> addresses, DockerRuntimeProperties settings) {
    for (var address : addresses) {
      if (address.startsWith("unix://") && !Files.exists(Path.of(URI.create(address).getPath()))) {
        continue;
      }
      try (var engine = new DockerEngine(address, settings)) {
        engine.client.ping();
        return address;
      } catch (RuntimeUnavailableException | EngineException e) {
        // Nobody there; the next one may answer.
      }
    }
    return null;
  }

  public String address() {
    return address.toString();
  }

  /** Such as {@code Podman 4.3.1} or {@code Docker 28.2.0}. */
  public String version() {
    return machine().name();
  }

  /**
   * What the machine has in total.
   *
   * @throws RuntimeUnavailableException the engine does not answer
   */
  public Capacity capacity() {
    var now = ask();
    machine = now;
    var counts =
        gpus.byKind().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().size()));
    return new Capacity(now.cpus(), now.memory(), Map.copyOf(counts));
  }

  EngineClient client() {
    return client;
  }

  DockerRuntimeProperties settings() {
    return settings;
  }

  /** As last asked; what an engine is does not change while it runs. */
  Machine machine() {
    var known = machine;
    if (known == null) {
      known = ask();
      machine = known;
    }
    return known;
  }

  private Machine ask() {
    var components = client.components();
    var podman = components.get("Podman Engine");
    var info = client.machine();
    return new Machine(
        podman != null,
        podman != null ? "Podman " + podman : "Docker " + components.getOrDefault("Engine", ""),
        info.path("NCPU").asInt(),
        new Memory(info.path("MemTotal").asLong()),
        platform(info.path("OSType").asString("linux"), info.path("Architecture").asString()));
  }

  /** The kernel's names of architectures are not those of images. */
  private static String platform(String os, String architecture) {
    var image =
        switch (architecture) {
          case "x86_64" -> "amd64";
          case "aarch64" -> "arm64";
          default -> architecture;
        };
    return os + "/" + image;
  }

  /**
   * Makes and starts a container. GPUs are chosen and written onto the container in one go, so that
   * what is free can always be read from the engine.
   *
   * @param spec asks for the container with these GPUs
   * @throws EngineException the engine refuses; nothing is left behind
   */
  Container run(String gpuKind, int gpuCount, SpecFor spec)
      throws GpuShortageException, InterruptedException {
    starts.acquire();
    try {
      var id =
          gpuCount == 0 ? create(spec.with(List.of())) : createWithGpus(gpuKind, gpuCount, spec);
      try {
        client.start(id);
        return client
            .inspect(id)
            .orElseThrow(() -> new EngineException(404, "the new container is gone already"));
      } catch (EngineException e) {
        client.remove(id);
        throw e;
      }
    } finally {
      starts.release();
    }
  }

  /** A container's specification once its GPUs are known. */
  interface SpecFor {
    ContainerSpec with(List<String> gpus);
  }

  private String createWithGpus(String kind, int count, SpecFor spec)
      throws GpuShortageException, InterruptedException {
    gpuChoice.lockInterruptibly();
    try {
      var chosen = gpus.choose(kind, count, gpusInUse());
      if (chosen.size() < count) {
        var total = gpus.byKind().getOrDefault(kind, List.of()).size();
        throw new GpuShortageException(kind, count, chosen.size(), total);
      }
      return create(spec.with(chosen));
    } finally {
      gpuChoice.unlock();
    }
  }

  /** Of every control plane on this engine: a GPU has one user. */
  private Set<String> gpusInUse() {
    var used = new HashSet<String>();
    // What was just made counts too, so all that has not ended.
    client.list(List.of(Labels.GPUS)).stream()
        .filter(c -> c.state() != Container.State.EXITED)
        .forEach(c -> used.addAll(List.of(c.labels().getOrDefault(Labels.GPUS, "").split(","))));
    return used;
  }

  /** A name that is taken can only be left over from a start that was cut short. */
  private String create(ContainerSpec spec) {
    try {
      return createNow(spec);
    } catch (EngineException e) {
      if (!e.nameTaken()) {
        throw e;
      }
      var holder = client.inspect(spec.name());
      if (holder.isPresent() && !sameOwner(holder.get(), spec)) {
        throw e;
      }
      holder.ifPresent(c -> client.remove(c.id()));
      return createNow(spec);
    }
  }

  private static boolean sameOwner(Container holder, ContainerSpec spec) {
    var owner = spec.labels().get(Labels.INSTANCE);
    return owner != null && owner.equals(holder.labels().get(Labels.INSTANCE));
  }

  private String createNow(ContainerSpec spec) {
    // Podman drops device requests from Docker's call without a word.
    return machine().podman() && !spec.gpus().isEmpty()
        ? client.createByPodman(spec)
        : client.create(spec);
  }

  @Override
  public void close() {
    client.close();
  }
}
