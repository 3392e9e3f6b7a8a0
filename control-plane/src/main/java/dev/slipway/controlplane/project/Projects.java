package dev.slipway.controlplane.project;

import java.util.List;
import java.util.Optional;

/** The projects on disk. What a writing method has returned is on disk. */
public interface Projects {
  Optional<Project> find(String id);

  /** By id. */
  List<Project> all();

  /** Empty: no such project. */
  Optional<Project> setQuota(String id, Quota quota);

  /** Hears after each change of a quota, on the writer's thread: it must return at once. */
  void onQuotaChange(Runnable listener);
}
