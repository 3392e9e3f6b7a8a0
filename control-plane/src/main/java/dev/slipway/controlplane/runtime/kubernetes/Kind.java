package dev.slipway.controlplane.runtime.kubernetes;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of objects that the driver writes, in the order in which one needs the other. */
enum Kind {
  NAMESPACE("Namespace", "v1", "namespaces"),
  SERVICE_ACCOUNT("ServiceAccount", "v1", "serviceaccounts"),
  RESOURCE_QUOTA("ResourceQuota", "v1", "resourcequotas"),
  LIMIT_RANGE("LimitRange", "v1", "limitranges"),
  SECRET("Secret", "v1", "secrets"),
  NETWORK_POLICY("NetworkPolicy", "networking.k8s.io/v1", "networkpolicies"),
  SERVICE("Service", "v1", "services"),
  DEPLOYMENT("Deployment", "apps/v1", "deployments"),
  DISRUPTION_BUDGET("PodDisruptionBudget", "policy/v1", "poddisruptionbudgets"),
  AUTOSCALER("HorizontalPodAutoscaler", "autoscaling/v2", "horizontalpodautoscalers");

  private final String title;
  private final String version;
  private final String plural;

  Kind(String title, String version, String plural) {
    this.title = title;
    this.version = version;
    this.plural = plural;
  }

  /** As objects name it, such as {@code Deployment}. */
  String title() {
    return title;
  }

  /** Group and version, such as {@code apps/v1}. */
  String version() {
    return version;
  }

  /** As addresses and roles name it, such as {@code deployments}. */
  String plural() {
    return plural;
  }

  /** As roles name it; empty for the core group. */
  String group() {
    var slash = version.indexOf('/');
    return slash < 0 ? "" : version.substring(0, slash);
  }

  /** A project has it once, for all of its apps. */
  boolean isShared() {
    return switch (this) {
      case NAMESPACE, SERVICE_ACCOUNT, RESOURCE_QUOTA, LIMIT_RANGE -> true;
      case SECRET, NETWORK_POLICY, SERVICE, DEPLOYMENT, DISRUPTION_BUDGET, AUTOSCALER -> false;
    };
  }

  /**
   * What objects of a type are; empty for a kind that the driver does not write.
   *
   * @param type the client's, such as {@code V1Deployment}
   */
  static Optional<Kind> of(Class<?> type) {
    var name = type.getSimpleName();
    return name.matches("V\\d.+") ? titled(name.substring(2)) : Optional.empty();
  }

  static Optional<Kind> titled(String title) {
    return Arrays.stream(values()).filter(kind -> kind.title.equals(title)).findFirst();
  }
}
