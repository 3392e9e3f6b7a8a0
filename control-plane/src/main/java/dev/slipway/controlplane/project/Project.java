package dev.slipway.controlplane.project;

/** A tenant: it owns apps. */
public record Project(String id, Quota quota) {
  /** Of a caller who names none. There from the first start on. */
  public static final Project DEFAULT = new Project("default", new Quota(4, 100));
}
