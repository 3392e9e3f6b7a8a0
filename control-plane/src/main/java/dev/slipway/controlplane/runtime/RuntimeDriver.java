package dev.slipway.controlplane.runtime;

import dev.slipway.controlplane.vocabulary.AppId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One region's engine. Level-based: {@link #apply} says what is wanted, the driver brings it about
 * and keeps it so, and tells its listener what it sees. Every call is safe to repeat.
 *
 * <p>Methods throw {@link RuntimeUnavailableException} when the engine does not answer.
 */
public interface RuntimeDriver extends AutoCloseable {
  /** {@code "docker"} or {@code "kubernetes"}. */
  String kind();

  /**
   * What the engine does not let the driver do, for the operator, such as {@code patch
   * deployments.apps}; empty: nothing.
   */
  default List<String> lacks() {
    return List.of();
  }

  /** What the region has in total. */
  Capacity capacity();

  /**
   * Looks an image up without running it; pulls nothing when the engine has it.
   *
   * @throws ImageUnavailableException nobody has it or nobody could be asked
   */
  ImageFacts inspectImage(String reference) throws ImageUnavailableException;

  /** Brings the app to this workload in the background, adopting replicas that fit. */
  void apply(Workload workload);

  /**
   * Goes on with a workload that had come about before this process began: what is missing now,
   * somebody has taken away. To an engine that cannot tell it is the same as {@link #apply}.
   */
  default void resume(Workload workload) {
    apply(workload);
  }

  /**
   * What there is of the app now; {@link Observation#nothing} for an unknown one. After {@link
   * #apply} has returned, neither {@code settled} nor {@code failure} nor {@code drift} speak of an
   * earlier workload.
   */
  Observation observe(AppId app);

  /** Apps that have anything in the engine, wanted or not. */
  Set<AppId> present();

  /** Every later observation and event goes to the listener, from one thread per app at a time. */
  void watch(RuntimeListener listener);

  /**
   * Hands over log lines, oldest first, until there are no more or, when following, until the
   * thread is interrupted.
   */
  void logs(AppId app, LogQuery query, Consumer<LogLine> sink) throws InterruptedException;

  /**
   * What running replicas use. CPU is measured between two calls: a replica that was never measured
   * before is missing.
   */
  List<ReplicaUsage> usage(AppId app);

  /**
   * Removes everything of the app and returns when it is gone. Nothing there is fine.
   *
   * @param grace time for a clean exit; zero kills at once
   */
  void remove(AppId app, Duration grace) throws InterruptedException;

  /** Stops watching and reconciling. Replicas keep running. */
  @Override
  void close();
}
