package dev.slipway.controlplane.runtime.kubernetes;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the cluster does not let the driver do, found by asking it. */
final class Rights {
  /** For so long an answer is good. */
  private static final Duration FRESH = Duration.ofMinutes(1);

  private static final String REVIEWS = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

  private final Api api;
  private final Terms terms;
  private List<String> missing = List.of();
  private Instant asked = Instant.EPOCH;

  Rights(Api api, Terms terms) {
    this.api = api;
    this.terms = terms;
  }

  private record Right(String verb, String group, String resource) {
    @Override
    public String toString() {
      return verb + " " + resource + (group.isEmpty() ? "" : "." + group);
    }
  }

  /** Each as verb and kind, such as {@code patch deployments.apps}. */
  synchronized List<String> missing() {
    var now = Instant.now();
    if (now.isAfter(asked.plus(FRESH))) {
      missing = needed().stream().filter(right -> !mayI(right)).map(Right::toString).toList();
      asked = now;
    }
    return missing;
  }

  private List<Right> needed() {
    var needed = new ArrayList<Right>();
    for (var kind : Kind.values()) {
      var wanted =
          switch (kind) {
            case RESOURCE_QUOTA -> !terms.cluster().quota().isEmpty();
            case LIMIT_RANGE -> !terms.cluster().containerMax().isEmpty();
            case NAMESPACE,
                SERVICE_ACCOUNT,
                SECRET,
                NETWORK_POLICY,
                SERVICE,
                DEPLOYMENT,
                DISRUPTION_BUDGET,
                AUTOSCALER ->
                true;
          };
      if (wanted) {
        for (var verb : List.of("get", "create", "patch")) {
          needed.add(new Right(verb, kind.group(), kind.plural()));
        }
        if (!kind.isShared()) {
          needed.add(new Right("list", kind.group(), kind.plural()));
          needed.add(new Right("delete", kind.group(), kind.plural()));
        }
      }
    }
    needed.add(new Right("list", "apps", "replicasets"));
    needed.add(new Right("delete", "apps", "replicasets"));
    needed.add(new Right("list", "", "pods"));
    needed.add(new Right("delete", "", "pods"));
    needed.add(new Right("get", "", "pods/log"));
    needed.add(new Right("list", "metrics.k8s.io", "pods"));
    return needed;
  }

  private boolean mayI(Right right) {
    var slash = right.resource().indexOf('/');
    var attributes = new JsonObject();
    attributes.addProperty("verb", right.verb());
    attributes.addProperty("group", right.group());
    attributes.addProperty(
        "resource", slash < 0 ? right.resource() : right.resource().substring(0, slash));
    if (slash >= 0) {
      attributes.addProperty("subresource", right.resource().substring(slash + 1));
    }
    var spec = new JsonObject();
    spec.add("resourceAttributes", attributes);
    var review = new JsonObject();
    review.addProperty("apiVersion", "authorization.k8s.io/v1");
    review.addProperty("kind", "SelfSubjectAccessReview");
    review.add("spec", spec);
    return api.post(REVIEWS, review).getAsJsonObject("status").get("allowed").getAsBoolean();
  }
}
