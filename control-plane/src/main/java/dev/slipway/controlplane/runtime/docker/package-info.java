/**
 * The driver for one machine's engine: Docker Engine, or Podman behind the same API.
 *
 * <p>{@link dev.slipway.controlplane.runtime.docker.DockerEngine} is the connection to the engine,
 * {@link dev.slipway.controlplane.runtime.docker.DockerRuntime} the driver of one region on it. A
 * loop per app reads what the engine has, lets a pure function say the steps towards what is
 * wanted, takes them, and tells what it sees.
 */
@NullMarked
package dev.slipway.controlplane.runtime.docker;

import org.jspecify.annotations.NullMarked;
