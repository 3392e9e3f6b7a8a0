package dev.slipway.controlplane.runtime.docker;

import dev.slipway.controlplane.vocabulary.AppId;
import dev.slipway.controlplane.vocabulary.RegionName;
import java.util.List;

/** The labels that make a container ours and say what it is. */
final class Labels {
  /** The control plane that made it; several may share an engine. */
  static final String INSTANCE = "dev.slipway.instance";

  static final String REGION = "dev.slipway.region";
  static final String APP = "dev.slipway.app";

  /** The app's name, for people. */
  static final String NAME = "dev.slipway.name";

  static final String REVISION = "dev.slipway.revision";
  static final String RESTART = "dev.slipway.restart";
  static final String REPLICA = "dev.slipway.replica";

  /** Counts the containers of one replica from 0; the highest is the current one. */
  static final String RUN = "dev.slipway.run";

  /** {@link Template#hash()}: two containers with the same one are interchangeable. */
  static final String TEMPLATE = "dev.slipway.template";

  /** The port that is served, in the container. */
  static final String PORT = "dev.slipway.port";

  /** {@link ProbeText}; absent without such a probe. */
  static final String READINESS = "dev.slipway.readiness";

  static final String LIVENESS = "dev.slipway.liveness";

  /** CDI names, comma separated; absent without GPUs. */
  static final String GPUS = "dev.slipway.gpus";

  private Labels() {}

  /** Filters for everything of one control plane in one region. */
  static List<String> ofRegion(String instance, RegionName region) {
    return List.of(INSTANCE + "=" + instance, REGION + "=" + region);
  }

  static List<String> ofApp(String instance, RegionName region, AppId app) {
    return List.of(INSTANCE + "=" + instance, REGION + "=" + region, APP + "=" + app);
  }
}
