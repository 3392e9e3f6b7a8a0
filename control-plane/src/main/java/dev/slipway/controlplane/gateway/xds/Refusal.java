package dev.slipway.controlplane.gateway.xds;

import java.util.List;

/** A gateway did not take a response; it keeps what it had. */
record Refusal(ResourceType type, List<String> names, String why) {}
