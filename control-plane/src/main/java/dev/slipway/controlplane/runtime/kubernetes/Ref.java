package dev.slipway.controlplane.runtime.kubernetes;

/**
 * Names one object of a cluster.
 *
 * @param namespace empty for a namespace itself
 */
record Ref(Kind kind, String namespace, String name) {
  /** Below the API server's address. */
  String path() {
    return "%s/%s".formatted(collection(kind, namespace), name);
  }

  static String collection(Kind kind, String namespace) {
    var root = kind.group().isEmpty() ? "/api/" : "/apis/";
    return root
        + kind.version()
        + (namespace.isEmpty() ? "" : "/namespaces/" + namespace)
        + "/"
        + kind.plural();
  }

  /** For people, such as {@code Deployment hello in slipway-default}. */
  @Override
  public String toString() {
    return kind.title() + " " + name + (namespace.isEmpty() ? "" : " in " + namespace);
  }
}
