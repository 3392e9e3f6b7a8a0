package dev.slipway.controlplane.gateway.xds;

import dev.slipway.controlplane.vocabulary.AppId;

/**
 * Which app answers under which host name.
 *
 * <p>Nothing is told to a gateway before {@link #complete}: a gateway that served all along would
 * otherwise take the first, half-read list for the whole truth and drop the rest.
 */
public interface Routes {
  /**
   * The app answers under this host name from now on; until it has replicas in traffic, with 503.
   * Safe to repeat; another name replaces the former.
   *
   * @param host lower case, without port
   */
  void add(AppId app, String host);

  /** The app's host name is unknown from now on: 404. Safe to repeat. */
  void remove(AppId app);

  /** Every app that existed at start has been added; those added later are new. */
  void complete();
}
