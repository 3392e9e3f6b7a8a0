package dev.slipway.controlplane.runtime.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.DeviceRequest;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.RestartPolicy;
import dev.slipway.controlplane.runtime.Workload;
import dev.slipway.controlplane.vocabulary.Memory;
import dev.slipway.controlplane.vocabulary.RegionName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One container to be made, and how to ask each engine for it. It runs as an ordinary user without
 * any capability, cannot gain privileges, keeps the engine's seccomp profile, and is reached on
 * loopback only.
 *
 * @param ports in the container; each gets a port on loopback that the engine chooses
 * @param gpus CDI names such as {@code nvidia.com/gpu=0}
 */
record ContainerSpec(
    String name,
    String image,
    List<String> command,
    Map<String, String> env,
    Map<String, String> labels,
    SortedSet<Integer> ports,
    double cpus,
    Memory memory,
    int pids,
    List<String> gpus,
    Duration stopGrace) {

  /** Never root: the same user in every container, as AI Deploy has it. */
  static final String USER = "42420:42420";

  private static final String LOOPBACK = "127.0.0.1";
  private static final long CPU_PERIOD_MICROS = 100_000;

  /** Whose container it is: what the workload itself does not say. */
  record Owner(String instance, RegionName region) {}

  /**
   * @param run counts the containers of this replica from 0
   * @param machineCpus engines refuse a limit above what the machine has
   */
  static ContainerSpec of(
      Workload workload,
      Owner owner,
      String replica,
      int run,
      List<String> gpus,
      int pids,
      int machineCpus) {
    var env = new TreeMap<String, String>();
    env.put("PORT", String.valueOf(workload.port()));
    env.put("SLIPWAY_APP_ID", workload.app().value());
    env.put("SLIPWAY_REPLICA", replica);
    env.putAll(workload.env());
    env.putAll(workload.secretEnv().values());

    var labels = new LinkedHashMap<String, String>();
    labels.put(Labels.INSTANCE, owner.instance());
    labels.put(Labels.REGION, owner.region().value());
    labels.put(Labels.APP, workload.app().value());
    labels.put(Labels.NAME, workload.name());
    labels.put(Labels.REVISION, String.valueOf(workload.revision()));
    labels.put(Labels.RESTART, String.valueOf(workload.restart()));
    labels.put(Labels.REPLICA, replica);
    labels.put(Labels.RUN, String.valueOf(run));
    labels.put(Labels.TEMPLATE, Template.of(workload).hash());
    labels.put(Labels.PORT, String.valueOf(workload.port()));
    var ports = new TreeSet<Integer>();
    ports.add(workload.port());
    if (workload.readinessProbe() != null) {
      labels.put(Labels.READINESS, ProbeText.write(workload.readinessProbe()));
      ports.add(workload.readinessProbe().port());
    }
    if (workload.livenessProbe() != null) {
      labels.put(Labels.LIVENESS, ProbeText.write(workload.livenessProbe()));
      ports.add(workload.livenessProbe().port());
    }
    if (!gpus.isEmpty()) {
      labels.put(Labels.GPUS, String.join(",", gpus));
    }
    return new ContainerSpec(
        nameOf(workload, replica, run),
        workload.image(),
        workload.command(),
        env,
        labels,
        ports,
        Math.min(workload.share().cpus(), machineCpus),
        workload.share().memory(),
        pids,
        gpus,
        workload.rollout().terminationGrace());
  }

  private static String nameOf(Workload workload, String replica, int run) {
    var name = "slipway-%s-%s".formatted(workload.app().value().substring(0, 8), replica);
    return run == 0 ? name : name + "-" + run;
  }

  CreateContainerCmd asDocker(DockerClient client) {
    var host =
        HostConfig.newHostConfig()
            .withNanoCPUs((long) (cpus * 1e9))
            .withMemory(memory.bytes())
            // The same with swap: none of it.
            .withMemorySwap(memory.bytes())
            .withPidsLimit((long) pids)
            .withCapDrop(Capability.ALL)
            .withSecurityOpts(List.of("no-new-privileges"))
            .withRestartPolicy(RestartPolicy.noRestart())
            .withPortBindings(
                ports.stream()
                    .map(p -> new PortBinding(Ports.Binding.bindIp(LOOPBACK), ExposedPort.tcp(p)))
                    .toList());
    if (!gpus.isEmpty()) {
      host.withDeviceRequests(
          List.of(new DeviceRequest().withDriver("cdi").withDeviceIds(gpus).withCount(0)));
    }
    var create =
        client
            .createContainerCmd(image)
            .withName(name)
            .withUser(USER)
            .withEnv(env.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList())
            .withLabels(labels)
            .withExposedPorts(ports.stream().map(ExposedPort::tcp).toList())
            .withStopTimeout((int) stopGrace.toSeconds())
            .withHostConfig(host);
    if (!command.isEmpty()) {
      create.withEntrypoint(command);
    }
    return create;
  }

  /** The body of Podman's {@code POST /libpod/containers/create}. */
  JsonNode asPodman() {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("name", name).put("image", image).put("user", USER);
    if (!command.isEmpty()) {
      var entrypoint = json.putArray("entrypoint");
      command.forEach(entrypoint::add);
    }
    var variables = json.putObject("env");
    env.forEach(variables::put);
    var marks = json.putObject("labels");
    labels.forEach(marks::put);
    var published = json.putArray("portmappings");
    ports.forEach(p ->
        published
            .addObject()
            .put("container_port", p)
            .put("host_ip", LOOPBACK)
            .put("protocol", "tcp"));
    var limits = json.putObject("resource_limits");
    limits
        .putObject("cpu")
        .put("quota", (long) (cpus * CPU_PERIOD_MICROS))
        .put("period", CPU_PERIOD_MICROS);
    limits.putObject("memory").put("limit", memory.bytes()).put("swap", memory.bytes());
    limits.putObject("pids").put("limit", pids);
    json.putArray("cap_drop").add("ALL");
    json.put("no_new_privileges", true);
    json.put("restart_policy", "no");
    json.put("stop_timeout", stopGrace.toSeconds());
    json.putObject("netns").put("nsmode", "bridge");
    var devices = json.putArray("devices");
    gpus.forEach(gpu -> devices.addObject().put("path", gpu));
    return json;
  }
}
