package dev.slipway.controlplane.runtime.kubernetes;

import com.google.gson.JsonObject;
import dev.slipway.controlplane.vocabulary.AppId;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The labels and annotations that make an object ours and say what it is. */
final class Labels {
  static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  /** The value of {@link #MANAGED_BY}, and the field manager of everything that is applied. */
  static final String MANAGER = "slipway";

  /** The field manager of the number of replicas under automatic scaling. */
  static final String SCALE_MANAGER = "slipway-scale";

  /** The app's name, for people. */
  static final String NAME = "app.kubernetes.io/name";

  /** The app's id, where dashboards look for it. */
  static final String APP_INSTANCE = "app.kubernetes.io/instance";

  static final String APP = "slipway.dev/app";
  static final String PROJECT = "slipway.dev/project";
  static final String REGION = "slipway.dev/region";

  /** The control plane that made it; several may share a cluster. */
  static final String INSTANCE = "slipway.dev/instance";

  /** Annotation: the workload's revision. Kubernetes copies it from a Deployment to its newest. */
  static final String REVISION = "slipway.dev/revision";

  /**
   * The workload's generation, where drift is only reported. With a new one every object differs
   * from what was applied, so what others have changed in it is put right.
   */
  static final String GENERATION = "slipway.dev/generation";

  /**
   * A hash of what was applied; the same one needs no writing. No annotation: those of a Deployment
   * are copied to its newest ReplicaSet, one more write for each change of the least setting.
   */
  static final String APPLIED = "slipway.dev/applied";

  /** Annotation of pods: two with the same one are interchangeable. */
  static final String TEMPLATE = "slipway.dev/template";

  private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private Labels() {}

  /** Selects everything of one control plane in one region. */
  static String ofRegion(Owner owner) {
    return "%s=%s,%s=%s".formatted(INSTANCE, owner.instance(), REGION, owner.region());
  }

  static String ofApp(Owner owner, AppId app) {
    return "%s,%s=%s".formatted(ofRegion(owner), APP, app);
  }

  /** Whose an object is; empty for one that is no app's. */
  static Optional<AppId> app(V1ObjectMeta meta) {
    var id = of(meta).getOrDefault(APP, "");
    return UUID.matcher(id).matches() ? Optional.of(new AppId(id)) : Optional.empty();
  }

  static Map<String, String> of(V1ObjectMeta meta) {
    var labels = meta.getLabels();
    return labels == null ? Map.of() : labels;
  }

  /** Of an object as the API answers it; empty: it has no such label. */
  static String of(JsonObject object, String name) {
    return object.getAsJsonObject("metadata").get("labels") instanceof JsonObject labels
            && labels.has(name)
        ? labels.get(name).getAsString()
        : "";
  }

  static Map<String, String> annotationsOf(V1ObjectMeta meta) {
    var annotations = meta.getAnnotations();
    return annotations == null ? Map.of() : annotations;
  }
}
