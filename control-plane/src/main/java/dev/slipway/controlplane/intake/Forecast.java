package dev.slipway.controlplane.intake;

import dev.slipway.controlplane.app.AppSpec;
import dev.slipway.controlplane.app.Roll;
import dev.slipway.controlplane.runtime.Drivers;
import dev.slipway.controlplane.scheduling.Decision;
import dev.slipway.controlplane.scheduling.Ledger;
import dev.slipway.controlplane.scheduling.Quotas;
import dev.slipway.controlplane.scheduling.Scheduler;
import dev.slipway.controlplane.scheduling.Snapshot;
import dev.slipway.controlplane.vocabulary.AppId;
import dev.slipway.controlplane.vocabulary.FailureCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Locale;

/** Tells whether an app of a spec would start at once, were it accepted now. */
final class Forecast {
  private final Roll roll;
  private final Quotas quotas;
  private final Drivers drivers;
  private final Ledger ledger;

  Forecast(Roll roll, Quotas quotas, Drivers drivers, Ledger ledger) {
    this.roll = roll;
    this.quotas = quotas;
    this.drivers = drivers;
    this.ledger = ledger;
  }

  /**
   * Why it would wait, with a finding; empty: it would not.
   *
   * @param id of the app to be changed, or a fresh one
   */
  String wait(AppId id, String project, AppSpec spec, Instant now, Findings findings) {
    if (!spec.running()) {
      return "";
    }
    var snapshot = ledger.snapshot(roll.all(), quotas.byProject(), drivers.capacities());
    var waiting = new ArrayList<>(snapshot.waiting());
    waiting.removeIf(demand -> demand.app().equals(id));
    waiting.add(ledger.wanted(id, project, spec, now));
    var decision =
        Scheduler.decide(
                new Snapshot(snapshot.quotas(), snapshot.pools(), snapshot.holding(), waiting))
            .stream()
            .filter(made -> made.app().equals(id))
            .findFirst()
            .orElseThrow();
    return switch (decision) {
      case Decision.Admit _ -> "";
      case Decision.Wait(_, var cause, var reason) -> {
        switch (cause) {
          case TAKEN -> waits(spec, FailureCode.WOULD_WAIT, reason, findings);
          case QUOTA_TOO_SMALL -> waits(spec, FailureCode.QUOTA_EXCEEDED, reason, findings);
          case REGION_TOO_SMALL -> waits(spec, FailureCode.CAPACITY_EXCEEDED, reason, findings);
          case REGION_SILENT -> findings.silent(spec.region(), reason);
        }
        yield reason;
      }
    };
  }

  private static void waits(AppSpec spec, FailureCode cause, String reason, Findings findings) {
    findings.warning(
        "resources." + spec.resources().kind().name().toLowerCase(Locale.ROOT),
        cause,
        "would wait in QUEUED: " + reason);
  }
}
