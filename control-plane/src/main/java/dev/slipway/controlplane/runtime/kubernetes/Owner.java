package dev.slipway.controlplane.runtime.kubernetes;

import com.google.gson.JsonObject;
import dev.slipway.controlplane.vocabulary.RegionName;
import io.kubernetes.client.openapi.models.V1ObjectMeta;

/**
 * Whose objects they are.
 *
 * @param instance the control plane's id
 */
record Owner(String instance, RegionName region) {
  /** Whether this control plane made the object, in this region. */
  boolean owns(V1ObjectMeta meta) {
    var labels = Labels.of(meta);
    return instance.equals(labels.get(Labels.INSTANCE))
        && region.value().equals(labels.get(Labels.REGION));
  }

  /** The same, of an object as the API answers it. */
  boolean owns(JsonObject object) {
    return instance.equals(Labels.of(object, Labels.INSTANCE))
        && region.value().equals(Labels.of(object, Labels.REGION));
  }
}
