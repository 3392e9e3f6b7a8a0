package dev.slipway.controlplane.gateway;

import dev.slipway.controlplane.app.App;

/** Under which name an app is reached. */
@FunctionalInterface
interface HostNames {
  /** In lower case, without port: {@code <id>.<region's domain>}. */
  String of(App app);
}
