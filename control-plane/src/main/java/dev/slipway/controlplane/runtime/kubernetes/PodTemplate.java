package dev.slipway.controlplane.runtime.kubernetes;

import dev.slipway.controlplane.app.Probe;
import dev.slipway.controlplane.runtime.ReplicaShare;
import dev.slipway.controlplane.runtime.Workload;
import dev.slipway.controlplane.vocabulary.Memory;
import dev.slipway.controlplane.vocabulary.Toleration;
import io.kubernetes.client.custom.IntOrString;
import io.kubernetes.client.custom.Quantity;
import io.kubernetes.client.openapi.models.V1Capabilities;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1ContainerPort;
import io.kubernetes.client.openapi.models.V1EnvVar;
import io.kubernetes.client.openapi.models.V1EnvVarSource;
import io.kubernetes.client.openapi.models.V1HTTPGetAction;
import io.kubernetes.client.openapi.models.V1LabelSelector;
import io.kubernetes.client.openapi.models.V1Lifecycle;
import io.kubernetes.client.openapi.models.V1LifecycleHandler;
import io.kubernetes.client.openapi.models.V1ObjectFieldSelector;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1PodSecurityContext;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1PodTemplateSpec;
import io.kubernetes.client.openapi.models.V1Probe;
import io.kubernetes.client.openapi.models.V1ResourceRequirements;
import io.kubernetes.client.openapi.models.V1SeccompProfile;
import io.kubernetes.client.openapi.models.V1SecretKeySelector;
import io.kubernetes.client.openapi.models.V1SecurityContext;
import io.kubernetes.client.openapi.models.V1SleepAction;
import io.kubernetes.client.openapi.models.V1TCPSocketAction;
import io.kubernetes.client.openapi.models.V1Toleration;
import io.kubernetes.client.openapi.models.V1TopologySpreadConstraint;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The pod of a workload. It runs as an ordinary user without any capability, cannot gain
 * privileges, keeps the engine's seccomp profile and has no access to the cluster.
 */
final class PodTemplate {
  /** Never root: the same user in every container, as AI Deploy has it. */
  private static final long USER = 42420;

  /** Traffic ends at the latest so long after Kubernetes has begun to end a pod. */
  private static final Duration LONGEST_DRAIN = Duration.ofSeconds(5);

  private final Workload workload;
  private final Terms terms;

  private PodTemplate(Workload workload, Terms terms) {
    this.workload = workload;
    this.terms = terms;
  }

  static V1PodTemplateSpec of(Workload workload, Terms terms, Map<String, String> labels) {
    var spec = new PodTemplate(workload, terms).spec();
    var hash = Hash.of(workload.restart() + ObjectJson.GSON.toJson(spec));
    return new V1PodTemplateSpec()
        .metadata(new V1ObjectMeta().labels(labels).annotations(Map.of(Labels.TEMPLATE, hash)))
        .spec(spec);
  }

  private V1PodSpec spec() {
    var drain = drain();
    var spec =
        new V1PodSpec()
            .serviceAccountName(Names.SHARED)
            .automountServiceAccountToken(false)
            .enableServiceLinks(false)
            .terminationGracePeriodSeconds(
                seconds(drain) + seconds(workload.rollout().terminationGrace()))
            .securityContext(
                new V1PodSecurityContext()
                    .runAsUser(USER)
                    .runAsGroup(USER)
                    .fsGroup(USER)
                    .runAsNonRoot(true)
                    .seccompProfile(new V1SeccompProfile().type("RuntimeDefault")))
            .topologySpreadConstraints(
                List.of(spread("topology.kubernetes.io/zone"), spread("kubernetes.io/hostname")))
            .containers(List.of(container(drain)));
    var nodes = workload.share().nodes();
    if (!nodes.labels().isEmpty()) {
      spec.nodeSelector(nodes.labels());
    }
    if (!nodes.tolerations().isEmpty()) {
      spec.tolerations(nodes.tolerations().stream().map(PodTemplate::toleration).toList());
    }
    if (!terms.cluster().priorityClass().isEmpty()) {
      spec.priorityClassName(terms.cluster().priorityClass());
    }
    return spec;
  }

  private Duration drain() {
    return terms.drain().compareTo(LONGEST_DRAIN) > 0 ? LONGEST_DRAIN : terms.drain();
  }

  private V1Container container(Duration drain) {
    var container =
        new V1Container()
            .name(Names.CONTAINER)
            .image(workload.image())
            .imagePullPolicy("IfNotPresent")
            .ports(List.of(new V1ContainerPort().containerPort(workload.port()).protocol("TCP")))
            .env(env())
            .readinessProbe(readiness(workload.readinessProbe()))
            // What it wrote last is part of how it ended.
            .terminationMessagePolicy("FallbackToLogsOnError")
            .securityContext(
                new V1SecurityContext()
                    .allowPrivilegeEscalation(false)
                    .capabilities(new V1Capabilities().drop(List.of("ALL"))));
    var liveness = workload.livenessProbe();
    if (liveness != null) {
      // Kubernetes takes no other number of successes here.
      container.livenessProbe(http(liveness).successThreshold(1));
    }
    if (!workload.command().isEmpty()) {
      container.command(workload.command());
    }
    if (!drain.isZero()) {
      container.lifecycle(
          new V1Lifecycle()
              .preStop(
                  new V1LifecycleHandler().sleep(new V1SleepAction().seconds(seconds(drain)))));
    }
    var resources = resources(workload.share());
    if (resources != null) {
      container.resources(resources);
    }
    return container;
  }

  private List<V1EnvVar> env() {
    var env = new TreeMap<String, V1EnvVar>();
    put(env, value("PORT", String.valueOf(workload.port())));
    put(env, value("SLIPWAY_APP_ID", workload.app().value()));
    put(
        env,
        new V1EnvVar()
            .name("SLIPWAY_REPLICA")
            .valueFrom(
                new V1EnvVarSource()
                    .fieldRef(
                        new V1ObjectFieldSelector().apiVersion("v1").fieldPath("metadata.name"))));
    workload.env().forEach((name, value) -> put(env, value(name, value)));
    var secret = Names.secret(workload);
    for (var name : workload.secretEnv().values().keySet()) {
      put(
          env,
          new V1EnvVar()
              .name(name)
              .valueFrom(
                  new V1EnvVarSource()
                      .secretKeyRef(new V1SecretKeySelector().name(secret).key(name))));
    }
    return new ArrayList<>(env.values());
  }

  /** Kubernetes would put other variables in the place of {@code $(NAME)}. */
  private static V1EnvVar value(String name, String value) {
    return new V1EnvVar().name(name).value(value.replace("$(", "$$("));
  }

  private static void put(Map<String, V1EnvVar> env, V1EnvVar variable) {
    env.put(variable.getName(), variable);
  }

  /** Null for a replica that gets nothing, because none is wanted. */
  private @Nullable V1ResourceRequirements resources(ReplicaShare share) {
    if (share.cpus() == 0) {
      return null;
    }
    var limits = new TreeMap<String, Quantity>();
    var requests = new TreeMap<String, Quantity>();
    limits.put("cpu", new Quantity(String.valueOf(share.cpus())));
    requests.put("cpu", millis(Math.ceilDiv(share.cpus() * 1000L, terms.cpuOvercommit())));
    limits.put("memory", bytes(share.memory()));
    requests.put(
        "memory",
        bytes(new Memory(Math.ceilDiv(share.memory().bytes(), terms.memoryOvercommit()))));
    if (share.disk().bytes() > 0) {
      limits.put("ephemeral-storage", bytes(share.disk()));
      requests.put("ephemeral-storage", bytes(share.disk()));
    }
    if (share.gpus() > 0) {
      var gpus = new Quantity(String.valueOf(share.gpus()));
      limits.put(share.gpuResource(), gpus);
      requests.put(share.gpuResource(), gpus);
    }
    return new V1ResourceRequirements().limits(limits).requests(requests);
  }

  static Quantity millis(long thousandths) {
    return new Quantity(
        thousandths % 1000 == 0 ? String.valueOf(thousandths / 1000) : thousandths + "m");
  }

  static Quantity bytes(Memory memory) {
    return new Quantity(BigDecimal.valueOf(memory.bytes()), Quantity.Format.BINARY_SI);
  }

  /** Without a probe of the owner's, a replica is ready as soon as its port accepts. */
  private V1Probe readiness(@Nullable Probe probe) {
    return probe != null
        ? http(probe)
        : new V1Probe()
            .tcpSocket(new V1TCPSocketAction().port(new IntOrString(workload.port())))
            .periodSeconds(1);
  }

  private static V1Probe http(Probe probe) {
    return new V1Probe()
        .httpGet(
            new V1HTTPGetAction()
                .path(probe.path())
                .port(new IntOrString(probe.port()))
                .scheme("HTTP"))
        .initialDelaySeconds((int) seconds(probe.initialDelay()))
        .periodSeconds((int) Math.max(1, seconds(probe.period())))
        .timeoutSeconds((int) Math.max(1, seconds(probe.timeout())))
        .failureThreshold(probe.failureThreshold())
        .successThreshold(probe.successThreshold());
  }

  private V1TopologySpreadConstraint spread(String over) {
    return new V1TopologySpreadConstraint()
        .topologyKey(over)
        .maxSkew(1)
        .whenUnsatisfiable("ScheduleAnyway")
        .matchLabelKeys(List.of("pod-template-hash"))
        .labelSelector(
            new V1LabelSelector().matchLabels(Map.of(Labels.APP, workload.app().value())));
  }

  private static V1Toleration toleration(Toleration toleration) {
    var wanted = new V1Toleration().operator(toleration.value().isEmpty() ? "Exists" : "Equal");
    if (!toleration.key().isEmpty()) {
      wanted.key(toleration.key());
    }
    if (!toleration.value().isEmpty()) {
      wanted.value(toleration.value());
    }
    if (!toleration.effect().isEmpty()) {
      wanted.effect(toleration.effect());
    }
    return wanted;
  }

  /** Kubernetes counts whole seconds: a part of one is one. */
  static long seconds(Duration duration) {
    return duration.plusNanos(999_999_999).toSeconds();
  }
}
