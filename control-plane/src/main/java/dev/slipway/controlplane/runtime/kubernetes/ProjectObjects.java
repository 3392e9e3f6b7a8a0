package dev.slipway.controlplane.runtime.kubernetes;

import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.custom.Quantity;
import io.kubernetes.client.openapi.models.V1LimitRange;
import io.kubernetes.client.openapi.models.V1LimitRangeItem;
import io.kubernetes.client.openapi.models.V1LimitRangeSpec;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1ResourceQuota;
import io.kubernetes.client.openapi.models.V1ResourceQuotaSpec;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a project has in a cluster before its first app. */
final class ProjectObjects {
  private ProjectObjects() {}

  static List<KubernetesObject> of(String project, Terms terms) {
    var settings = terms.cluster();
    var namespace = Names.namespace(settings.namespacePrefix(), project);
    var labels = labels(project, terms.owner());
    var all = new ArrayList<KubernetesObject>();
    var guarded = new TreeMap<>(labels);
    // What the driver makes keeps to it; nothing else has any business there.
    guarded.put("pod-security.kubernetes.io/enforce", "restricted");
    all.add(
        new V1Namespace()
            .apiVersion(Kind.NAMESPACE.version())
            .kind(Kind.NAMESPACE.title())
            .metadata(new V1ObjectMeta().name(namespace).labels(guarded)));
    all.add(
        new V1ServiceAccount()
            .apiVersion(Kind.SERVICE_ACCOUNT.version())
            .kind(Kind.SERVICE_ACCOUNT.title())
            .metadata(meta(namespace, labels))
            .automountServiceAccountToken(false));
    if (!settings.quota().isEmpty()) {
      all.add(
          new V1ResourceQuota()
              .apiVersion(Kind.RESOURCE_QUOTA.version())
              .kind(Kind.RESOURCE_QUOTA.title())
              .metadata(meta(namespace, labels))
              .spec(new V1ResourceQuotaSpec().hard(quantities(settings.quota()))));
    }
    if (!settings.containerMax().isEmpty()) {
      all.add(
          new V1LimitRange()
              .apiVersion(Kind.LIMIT_RANGE.version())
              .kind(Kind.LIMIT_RANGE.title())
              .metadata(meta(namespace, labels))
              .spec(
                  new V1LimitRangeSpec()
                      .limits(
                          List.of(
                              new V1LimitRangeItem()
                                  .type("Container")
                                  .max(quantities(settings.containerMax()))))));
    }
    return all;
  }

  static Map<String, String> labels(String project, Owner owner) {
    return Map.of(
        Labels.MANAGED_BY,
        Labels.MANAGER,
        Labels.PROJECT,
        project,
        Labels.REGION,
        owner.region().value(),
        Labels.INSTANCE,
        owner.instance());
  }

  private static V1ObjectMeta meta(String namespace, Map<String, String> labels) {
    return new V1ObjectMeta().name(Names.SHARED).namespace(namespace).labels(labels);
  }

  private static Map<String, Quantity> quantities(Map<String, String> texts) {
    var quantities = new TreeMap<String, Quantity>();
    texts.forEach((name, text) -> quantities.put(name, new Quantity(text)));
    return quantities;
  }
}
