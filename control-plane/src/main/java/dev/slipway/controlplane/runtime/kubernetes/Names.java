package dev.slipway.controlplane.runtime.kubernetes;

import dev.slipway.controlplane.runtime.Workload;
import io.kubernetes.client.common.KubernetesObject;
import java.util.List;

/** What objects are called. */
final class Names {
  /** The one container of a pod. */
  static final String CONTAINER = "app";

  /** The objects that every namespace of ours has one of. */
  static final String SHARED = "slipway";

  private static final int LABEL = 63;
  private static final int SHORT = 10;

  private Names() {}

  static String of(KubernetesObject object) {
    return String.valueOf(object.getMetadata().getName());
  }

  /** Empty for what is in none. */
  static String namespace(KubernetesObject object) {
    var namespace = object.getMetadata().getNamespace();
    return namespace == null ? "" : namespace;
  }

  static String namespace(String prefix, String project) {
    var name = prefix + project;
    return name.length() <= LABEL
        ? name
        : name.substring(0, LABEL - SHORT - 1) + "-" + Hash.of(name).substring(0, SHORT);
  }

  /** The app's own name, unless Kubernetes refuses it: a Service's begins with a letter. */
  static String of(Workload workload) {
    var name = workload.name();
    if (Character.isLetter(name.charAt(0))) {
      return name;
    }
    var kept = name.substring(0, Math.min(name.length(), LABEL - "app--".length() - SHORT));
    return "app-%s-%s".formatted(kept, Hash.of(workload.app().value()).substring(0, SHORT));
  }

  /** A name for each set of secret values; the values themselves leave no trace in it. */
  static String secret(Workload workload) {
    var secrets = workload.secretEnv();
    var told =
        Hash.of(List.of(workload.app(), secrets.values().keySet(), secrets.version()).toString());
    return of(workload) + "-" + told.substring(0, SHORT);
  }
}
