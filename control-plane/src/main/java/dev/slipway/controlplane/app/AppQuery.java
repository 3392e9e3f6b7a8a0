package dev.slipway.controlplane.app;

import dev.slipway.controlplane.vocabulary.RegionName;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which apps of a project are wanted, in which order and which page of them.
 *
 * @param states empty: any
 * @param region or null: any
 * @param name or null: any
 * @param pageSize at least 1
 * @param pageToken of the page before, or empty for the first page
 */
public record AppQuery(
    String project,
    LabelSelector labels,
    Set<AppState> states,
    @Nullable RegionName region,
    @Nullable String name,
    Order order,
    boolean descending,
    int pageSize,
    String pageToken) {
  public enum Order {
    CREATED_AT,
    UPDATED_AT,
    NAME,
    STATE
  }

  /** Every app of a project, oldest first. */
  public static AppQuery all(String project, int pageSize, String pageToken) {
    return new AppQuery(
        project,
        LabelSelector.ANY,
        Set.of(),
        null,
        null,
        Order.CREATED_AT,
        false,
        pageSize,
        pageToken);
  }
}
