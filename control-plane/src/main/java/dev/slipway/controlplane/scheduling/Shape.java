package dev.slipway.controlplane.scheduling;

import dev.slipway.controlplane.vocabulary.NodeChoice;

/**
 * What every replica of an app takes, all of it on one node.
 *
 * @param flavor that it is made of, as people know it
 * @param share of one replica
 * @param nodes where in a cluster it may be
 */
public record Shape(String flavor, Amount share, NodeChoice nodes) {}
