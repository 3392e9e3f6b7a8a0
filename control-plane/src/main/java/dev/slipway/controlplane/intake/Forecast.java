package dev.slipway.controlplane.intake;

import dev.slipway.controlplane.app.AppSpec;
import dev.slipway.controlplane.app.Roll;
import dev.slipway.controlplane.app.Standing;
import dev.slipway.controlplane.runtime.Capacity;
import dev.slipway.controlplane.runtime.Drivers;
import dev.slipway.controlplane.scheduling.Decision;
import dev.slipway.controlplane.scheduling.Demand;
import dev.slipway.controlplane.scheduling.Ledger;
import dev.slipway.controlplane.scheduling.Quotas;
import dev.slipway.controlplane.scheduling.Scheduler;
import dev.slipway.controlplane.scheduling.Snapshot;
import dev.slipway.controlplane.vocabulary.AppId;
import dev.slipway.controlplane.vocabulary.FailureCode;
import dev.slipway.controlplane.vocabulary.RegionName;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells whether an app of a spec would start at once, were it accepted now. */
final class Forecast {
  private final Roll roll;
  private final Quotas quotas;
  private final Drivers drivers;
  private final Ledger ledger;
  private @Nullable Known known;

  /** All that a decision about one more app depends on. */
  private record Situation(
      List<Standing> apps,
      Map<String, Demand.Units> quotas,
      Map<RegionName, Capacity> capacities) {}

  /** A plan asks about many apps while nothing happens: what is common to all is kept. */
  private record Known(Situation situation, Scheduler scheduler) {}

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
    var decision = decide(ledger.wanted(id, project, spec, now));
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

  private synchronized Decision decide(Demand wanted) {
    var apps = roll.all();
    if (apps.stream().anyMatch(app -> app.waits() && app.id().equals(wanted.app()))) {
      // It would wait for this instead of what it waits for now.
      apps =
          apps.stream()
              .map(app -> app.id().equals(wanted.app()) ? app.withoutWish() : app)
              .toList();
    }
    var situation = new Situation(apps, quotas.byProject(), drivers.capacities());
    if (known == null || !known.situation().equals(situation)) {
      known = new Known(situation, Scheduler.after(snapshot(situation)));
    }
    return known.scheduler().foresee(wanted);
  }

  private Snapshot snapshot(Situation situation) {
    return ledger.snapshot(situation.apps(), situation.quotas(), situation.capacities());
  }

  private static void waits(AppSpec spec, FailureCode cause, String reason, Findings findings) {
    findings.warning(
        "resources." + spec.resources().kind().name().toLowerCase(Locale.ROOT),
        cause,
        "would wait in QUEUED: " + reason);
  }
}
