package dev.slipway.controlplane.api.grpc;

import dev.slipway.controlplane.app.AppQuery;
import dev.slipway.controlplane.app.AppQuery.Order;
import dev.slipway.controlplane.app.LabelSelector;
import dev.slipway.controlplane.vocabulary.FailureCode;
import dev.slipway.controlplane.vocabulary.FailureException;
import dev.slipway.controlplane.vocabulary.RegionName;
import dev.slipway.proto.v1.ListAppsRequest;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what a list should hold. */
final class ListReader {
  private static final int MAX_TEXT = 4096;

  static AppQuery query(String project, ListAppsRequest request) {
    var order = request.getOrderBy();
    boolean descending = order.startsWith("-");
    return new AppQuery(
        project,
        LabelSelector.parse(bounded("label_selector", request.getLabelSelector())),
        request.getStatesList().stream()
            .map(AppWire::state)
            .flatMap(Optional::stream)
            .collect(Collectors.toUnmodifiableSet()),
        region(request.getRegion()),
        request.getName().isEmpty() ? null : request.getName(),
        order(descending ? order.substring(1) : order),
        descending,
        Ids.pageSize("page_size", request.getPageSize()),
        bounded("page_token", request.getPageToken()));
  }

  private static String bounded(String field, String text) {
    if (text.length() > MAX_TEXT) {
      throw new FailureException(
          FailureCode.BAD_REQUEST, "%s has more than %d characters".formatted(field, MAX_TEXT));
    }
    return text;
  }

  private static @Nullable RegionName region(String text) {
    try {
      return text.isEmpty() ? null : new RegionName(text);
    } catch (IllegalArgumentException e) {
      throw new FailureException(
          FailureCode.BAD_REQUEST,
          "region: \"%s\" is not a region's name; ListRegions shows all"
              .formatted(Ids.shortened(text)),
          e);
    }
  }

  private static Order order(String text) {
    return switch (text) {
      case "", "created_at" -> Order.CREATED_AT;
      case "updated_at" -> Order.UPDATED_AT;
      case "name" -> Order.NAME;
      case "state" -> Order.STATE;
      default ->
          throw new FailureException(
              FailureCode.BAD_REQUEST,
              "order_by: \"%s\" is none of created_at, updated_at, name and state, with or without \"-\" before it"
                  .formatted(Ids.shortened(text)));
    };
  }

  private ListReader() {}
}
