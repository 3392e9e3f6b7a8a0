package dev.slipway.controlplane.catalog;

import dev.slipway.controlplane.vocabulary.NodeChoice;
import dev.slipway.controlplane.vocabulary.Toleration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a catalog says of Kubernetes, in Kubernetes' terms. */
final class ClusterSection {
  private static final String QUANTITY = "\\d+(\\.\\d+)?(m|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?";
  private static final String CIDR = "[0-9a-fA-F.:]{2,45}/\\d{1,3}";

  /** Leaves room for a project's name. */
  private static final String PREFIX = "[a-z]([-a-z0-9]{0,29})?";

  private ClusterSection() {}

  /** The cluster of a region; null for a region on an engine. */
  static @Nullable ClusterSettings of(Section region) {
    if (!region.text("runtime", "").equals(Region.KUBERNETES)) {
      if (region.has("cluster")) {
        region.problem("cluster", "is for regions with runtime: kubernetes; remove it");
      }
      return null;
    }
    if (region.has("engine")) {
      region.problem("engine", "is for regions with runtime: docker; name the cluster instead");
    }
    return region.has("cluster") ? cluster(region.section("cluster")) : ClusterSettings.DEFAULT;
  }

  private static ClusterSettings cluster(Section section) {
    section.knowsOnly(
        "kubeconfig",
        "context",
        "namespace_prefix",
        "priority_class",
        "gateways",
        "quota",
        "container_max");
    var prefix = section.text("namespace_prefix", ClusterSettings.DEFAULT_PREFIX);
    if (!prefix.matches(PREFIX)) {
      section.problem(
          "namespace_prefix",
          "\"%s\" must be at most 30 of a-z, 0-9 and -, and begin with a letter, such as slipway-"
              .formatted(prefix));
    }
    return new ClusterSettings(
        section.text("kubeconfig", ""),
        section.text("context", ""),
        prefix,
        section.text("priority_class", ""),
        gateways(section),
        quantities(section, "quota"),
        quantities(section, "container_max"));
  }

  private static List<String> gateways(Section section) {
    var networks = section.texts("gateways");
    networks.stream()
        .filter(network -> !network.matches(CIDR))
        .forEach(network ->
            section.problem(
                "gateways", "\"%s\" is no network such as 10.1.2.0/24".formatted(network)));
    return networks;
  }

  private static SortedMap<String, String> quantities(Section section, String name) {
    if (!section.has(name)) {
      return new TreeMap<>();
    }
    var amounts = section.section(name);
    var quantities = amounts.entries();
    quantities.forEach((resource, amount) -> {
      if (!amount.matches(QUANTITY)) {
        amounts.problem(resource, "\"%s\" is no amount such as 20, 500m or 64Gi".formatted(amount));
      }
    });
    return quantities;
  }

  /** The nodes of a flavor. */
  static NodeChoice nodes(Section section) {
    section.knowsOnly("labels", "tolerations");
    var labels =
        section.has("labels") ? section.section("labels").entries() : new TreeMap<String, String>();
    return new NodeChoice(
        labels,
        section.has("tolerations")
            ? section.sections("tolerations").stream().map(ClusterSection::toleration).toList()
            : List.of());
  }

  private static Toleration toleration(Section section) {
    section.knowsOnly("key", "value", "effect");
    var effect = section.text("effect", "");
    if (!effect.isEmpty()) {
      effect = section.textOf("effect", "NoSchedule", "PreferNoSchedule", "NoExecute");
    }
    return new Toleration(section.text("key"), section.text("value", ""), effect);
  }
}
