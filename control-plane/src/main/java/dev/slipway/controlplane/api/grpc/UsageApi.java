package dev.slipway.controlplane.api.grpc;

import dev.slipway.controlplane.catalog.Catalog;
import dev.slipway.controlplane.metering.Usage;
import dev.slipway.controlplane.metering.UsageSum;
import dev.slipway.controlplane.vocabulary.FailureCode;
import dev.slipway.controlplane.vocabulary.FailureException;
import dev.slipway.proto.v1.ListUsageRequest;
import dev.slipway.proto.v1.ListUsageResponse;
import dev.slipway.proto.v1.UsageGrpc;
import dev.slipway.proto.v1.UsageRow;
import io.grpc.stub.StreamObserver;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;

/** The service {@code Usage}. */
final class UsageApi extends UsageGrpc.UsageImplBase {
  private final Usage usage;
  private final Tenants tenants;
  private final Catalog catalog;
  private final Clock clock;

  UsageApi(Usage usage, Tenants tenants, Catalog catalog, Clock clock) {
    this.usage = usage;
    this.tenants = tenants;
    this.catalog = catalog;
    this.clock = clock;
  }

  @Override
  public void listUsage(ListUsageRequest request, StreamObserver<ListUsageResponse> observer) {
    Answer.with(observer, () -> list(request));
  }

  private ListUsageResponse list(ListUsageRequest request) {
    var now = clock.instant();
    var from = request.hasFrom() ? Times.instant("from", request.getFrom()) : startOfMonth(now);
    var to = request.hasTo() ? Times.instant("to", request.getTo()) : now;
    if (from.isAfter(to)) {
      throw new FailureException(
          FailureCode.BAD_REQUEST, "from (%s) is after to (%s)".formatted(from, to));
    }
    var sums =
        usage.sum(
            tenants.project(request.getProject()).id(),
            request.getAppId().isEmpty() ? null : Ids.app(request.getAppId()),
            from,
            to);
    var response = ListUsageResponse.newBuilder().setCurrency(catalog.currency());
    sums.forEach(sum -> response.addRows(row(sum)));
    return response
        .setTotalCost(
            sums.stream()
                .filter(sum -> sum.currency().equals(catalog.currency()))
                .map(UsageSum::cost)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .toPlainString())
        .build();
  }

  private static Instant startOfMonth(Instant now) {
    return YearMonth.from(now.atOffset(ZoneOffset.UTC))
        .atDay(1)
        .atStartOfDay()
        .toInstant(ZoneOffset.UTC);
  }

  private static UsageRow row(UsageSum sum) {
    return UsageRow.newBuilder()
        .setAppId(sum.app().value())
        .setAppName(sum.appName())
        .setRegion(sum.region().value())
        .setFlavor(sum.flavor())
        .setReplicaMinutes(sum.replicaMinutes())
        .setUnitMinutes(sum.unitMinutes())
        .setCost(sum.cost().toPlainString())
        .setCurrency(sum.currency())
        .build();
  }
}
