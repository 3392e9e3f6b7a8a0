package dev.slipway.controlplane.app;

import java.util.List;

/** An app and some of its events, oldest first, read at one moment. */
public record Trace(App app, List<Event> events) {}
