package dev.slipway.controlplane.scheduling;

import java.util.Map;

/** What each project may hold at once. */
@FunctionalInterface
public interface Quotas {
  /** In flavor units, by project; all projects. */
  Map<String, Demand.Units> byProject();
}
