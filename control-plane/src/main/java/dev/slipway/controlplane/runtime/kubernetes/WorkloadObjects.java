package dev.slipway.controlplane.runtime.kubernetes;

import dev.slipway.controlplane.app.Rollout;
import dev.slipway.controlplane.app.Scaling;
import dev.slipway.controlplane.app.Share;
import dev.slipway.controlplane.runtime.Workload;
import dev.slipway.controlplane.vocabulary.Memory;
import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.custom.IntOrString;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1DeploymentSpec;
import io.kubernetes.client.openapi.models.V1DeploymentStrategy;
import io.kubernetes.client.openapi.models.V1IPBlock;
import io.kubernetes.client.openapi.models.V1LabelSelector;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1NetworkPolicyEgressRule;
import io.kubernetes.client.openapi.models.V1NetworkPolicyIngressRule;
import io.kubernetes.client.openapi.models.V1NetworkPolicyPeer;
import io.kubernetes.client.openapi.models.V1NetworkPolicyPort;
import io.kubernetes.client.openapi.models.V1NetworkPolicySpec;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudgetSpec;
import io.kubernetes.client.openapi.models.V1RollingUpdateDeployment;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServicePort;
import io.kubernetes.client.openapi.models.V1ServiceSpec;
import io.kubernetes.client.openapi.models.V2CrossVersionObjectReference;
import io.kubernetes.client.openapi.models.V2HPAScalingRules;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscalerBehavior;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscalerSpec;
import io.kubernetes.client.openapi.models.V2MetricSpec;
import io.kubernetes.client.openapi.models.V2MetricTarget;
import io.kubernetes.client.openapi.models.V2ResourceMetricSource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a workload is in a cluster, in the order in which one object needs the other. */
final class WorkloadObjects {
  /** Where clouds hand out a machine's credentials to whoever asks. */
  private static final String METADATA_SERVICE = "169.254.169.254/32";

  private final Workload workload;
  private final Terms terms;
  private final String name;

  private WorkloadObjects(Workload workload, Terms terms) {
    this.workload = workload;
    this.terms = terms;
    this.name = Names.of(workload);
  }

  static List<KubernetesObject> of(Workload workload, Terms terms) {
    var objects = new WorkloadObjects(workload, terms);
    var all = new ArrayList<KubernetesObject>();
    if (!workload.secretEnv().values().isEmpty()) {
      all.add(objects.secret());
    }
    all.add(objects.networkPolicy());
    all.add(objects.service());
    all.add(objects.deployment());
    if (workload.scaling().min() >= 2) {
      all.add(objects.disruptionBudget());
    }
    if (workload.scaling() instanceof Scaling.Automatic automatic) {
      all.add(objects.autoscaler(automatic));
    }
    return all;
  }

  private V1ObjectMeta meta(String objectName) {
    var meta =
        new V1ObjectMeta()
            .name(objectName)
            .namespace(Names.namespace(terms.cluster().namespacePrefix(), workload.project()))
            .labels(labels());
    return switch (workload.drift()) {
      // What others change is put right at once, so there is nothing left for a generation to do.
      case ENFORCE -> meta;
      case REPORT -> meta.putLabelsItem(Labels.GENERATION, String.valueOf(workload.generation()));
    };
  }

  private Map<String, String> labels() {
    var labels = new TreeMap<>(ProjectObjects.labels(workload.project(), terms.owner()));
    labels.put(Labels.NAME, workload.name());
    labels.put(Labels.APP_INSTANCE, workload.app().value());
    labels.put(Labels.APP, workload.app().value());
    return labels;
  }

  private V1LabelSelector pods() {
    return new V1LabelSelector().matchLabels(Map.of(Labels.APP, workload.app().value()));
  }

  private V1Secret secret() {
    var data = new TreeMap<String, byte[]>();
    workload
        .secretEnv()
        .values()
        .forEach((key, value) -> data.put(key, value.getBytes(StandardCharsets.UTF_8)));
    return new V1Secret()
        .apiVersion(Kind.SECRET.version())
        .kind(Kind.SECRET.title())
        .metadata(meta(Names.secret(workload)))
        .immutable(true)
        .type("Opaque")
        .data(data);
  }

  private V1NetworkPolicy networkPolicy() {
    var ports = new TreeSet<Integer>();
    ports.add(workload.port());
    if (workload.readinessProbe() != null) {
      ports.add(workload.readinessProbe().port());
    }
    if (workload.livenessProbe() != null) {
      ports.add(workload.livenessProbe().port());
    }
    var in =
        new V1NetworkPolicyIngressRule()
            .ports(
                ports.stream()
                    .map(port ->
                        new V1NetworkPolicyPort().port(new IntOrString(port)).protocol("TCP"))
                    .toList());
    if (!terms.cluster().gateways().isEmpty()) {
      in.from(
          terms.cluster().gateways().stream()
              .map(cidr -> new V1NetworkPolicyPeer().ipBlock(new V1IPBlock().cidr(cidr)))
              .toList());
    }
    var out =
        new V1NetworkPolicyEgressRule()
            .to(
                List.of(
                    new V1NetworkPolicyPeer()
                        .ipBlock(
                            new V1IPBlock().cidr("0.0.0.0/0").except(List.of(METADATA_SERVICE))),
                    new V1NetworkPolicyPeer().ipBlock(new V1IPBlock().cidr("::/0"))));
    return new V1NetworkPolicy()
        .apiVersion(Kind.NETWORK_POLICY.version())
        .kind(Kind.NETWORK_POLICY.title())
        .metadata(meta(name))
        .spec(
            new V1NetworkPolicySpec()
                .podSelector(pods())
                .policyTypes(List.of("Egress", "Ingress"))
                .ingress(List.of(in))
                .egress(List.of(out)));
  }

  private V1Service service() {
    return new V1Service()
        .apiVersion(Kind.SERVICE.version())
        .kind(Kind.SERVICE.title())
        .metadata(meta(name))
        .spec(
            new V1ServiceSpec()
                .type("ClusterIP")
                .selector(Map.of(Labels.APP, workload.app().value()))
                .ports(
                    List.of(
                        new V1ServicePort()
                            .name("http")
                            .port(workload.port())
                            .targetPort(new IntOrString(workload.port()))
                            .protocol("TCP"))));
  }

  /** Under automatic scaling the number of replicas is left out: it is the autoscaler's. */
  private V1Deployment deployment() {
    var rollout = workload.rollout();
    var spec =
        new V1DeploymentSpec()
            .selector(pods())
            .revisionHistoryLimit(2)
            .progressDeadlineSeconds(
                (int) Math.max(1, PodTemplate.seconds(rollout.progressDeadline())))
            .strategy(
                new V1DeploymentStrategy()
                    .type("RollingUpdate")
                    .rollingUpdate(
                        new V1RollingUpdateDeployment()
                            .maxSurge(amount(rollout.maxSurge()))
                            .maxUnavailable(amount(unavailable(rollout)))))
            .template(PodTemplate.of(workload, terms, labels()));
    if (workload.scaling() instanceof Scaling.Fixed(int replicas)) {
      spec.replicas(replicas);
    }
    return new V1Deployment()
        .apiVersion(Kind.DEPLOYMENT.version())
        .kind(Kind.DEPLOYMENT.title())
        .metadata(
            meta(name).putAnnotationsItem(Labels.REVISION, String.valueOf(workload.revision())))
        .spec(spec);
  }

  /** With neither more nor fewer replicas than wanted, nothing could ever be replaced. */
  private static Share unavailable(Rollout rollout) {
    return rollout.maxSurge().amount() == 0 && rollout.maxUnavailable().amount() == 0
        ? new Share(1, false)
        : rollout.maxUnavailable();
  }

  private static IntOrString amount(Share share) {
    return share.isPercentage()
        ? new IntOrString(share.toString())
        : new IntOrString(share.amount());
  }

  /** Replicas that are broken anyway may go: they must not keep a node from being emptied. */
  private V1PodDisruptionBudget disruptionBudget() {
    return new V1PodDisruptionBudget()
        .apiVersion(Kind.DISRUPTION_BUDGET.version())
        .kind(Kind.DISRUPTION_BUDGET.title())
        .metadata(meta(name))
        .spec(
            new V1PodDisruptionBudgetSpec()
                .selector(pods())
                .maxUnavailable(new IntOrString(1))
                .unhealthyPodEvictionPolicy("AlwaysAllow"));
  }

  /** Targets are amounts: a percentage would be of what is asked for, not of what may be used. */
  private V2HorizontalPodAutoscaler autoscaler(Scaling.Automatic automatic) {
    return new V2HorizontalPodAutoscaler()
        .apiVersion(Kind.AUTOSCALER.version())
        .kind(Kind.AUTOSCALER.title())
        .metadata(meta(name))
        .spec(
            new V2HorizontalPodAutoscalerSpec()
                .scaleTargetRef(
                    new V2CrossVersionObjectReference()
                        .apiVersion(Kind.DEPLOYMENT.version())
                        .kind(Kind.DEPLOYMENT.title())
                        .name(name))
                .minReplicas(Math.max(1, automatic.min()))
                .maxReplicas(Math.max(1, automatic.max()))
                .metrics(List.of(new V2MetricSpec().type("Resource").resource(metric(automatic))))
                .behavior(
                    new V2HorizontalPodAutoscalerBehavior()
                        .scaleDown(
                            new V2HPAScalingRules()
                                .stabilizationWindowSeconds(
                                    (int) PodTemplate.seconds(automatic.scaleDownWindow())))
                        .scaleUp(
                            new V2HPAScalingRules()
                                .stabilizationWindowSeconds(
                                    (int) PodTemplate.seconds(automatic.scaleUpWindow())))));
  }

  private V2ResourceMetricSource metric(Scaling.Automatic automatic) {
    var share = workload.share();
    var target = new V2MetricTarget().type("AverageValue");
    return switch (automatic.metric()) {
      case CPU ->
          new V2ResourceMetricSource()
              .name("cpu")
              .target(
                  target.averageValue(
                      PodTemplate.millis(share.cpus() * 1000L * automatic.target() / 100)));
      case RAM ->
          new V2ResourceMetricSource()
              .name("memory")
              .target(
                  target.averageValue(
                      PodTemplate.bytes(
                          new Memory(
                              Math.multiplyExact(share.memory().bytes(), automatic.target())
                                  / 100))));
    };
  }
}
