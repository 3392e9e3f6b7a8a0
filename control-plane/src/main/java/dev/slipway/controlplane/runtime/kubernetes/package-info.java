/**
 * The driver for Kubernetes clusters: one region each.
 *
 * <p>What a workload becomes is a pure function, and so is what differs from what the cluster has;
 * watches say what it has, and bring an app back to its loop when that changes.
 */
@NullMarked
package dev.slipway.controlplane.runtime.kubernetes;

import org.jspecify.annotations.NullMarked;
