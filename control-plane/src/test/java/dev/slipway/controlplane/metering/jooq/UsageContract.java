package dev.slipway.controlplane.metering.jooq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.slipway.controlplane.database.Database;
import dev.slipway.controlplane.metering.Usage;
import dev.slipway.controlplane.metering.UsageMinute;
import dev.slipway.controlplane.metering.UsageSum;
import dev.slipway.controlplane.project.Project;
import dev.slipway.controlplane.project.Projects;
import dev.slipway.controlplane.project.Quota;
import dev.slipway.controlplane.project.jooq.ProjectStores;
import dev.slipway.controlplane.vocabulary.AppId;
import dev.slipway.controlplane.vocabulary.RegionName;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of usage and of projects keeps to, whatever the database. */
abstract class UsageContract {
  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
  private static final long MINUTE = UsageMinute.minuteOf(START);
  private static final AppId APP = AppId.random();

  private Usage usage;

  /** An empty database of the current schema. */
  abstract Database database();

  @BeforeEach
  void openStore() {
    usage = new JooqUsage(database());
  }

  private static UsageMinute minute(
      AppId app, String name, long minute, String flavor, int units, int replicas, String price) {
    return new UsageMinute(
        app,
        minute,
        "default",
        name,
        new RegionName("local"),
        flavor,
        units,
        replicas,
        new BigDecimal(price),
        "EUR");
  }

  private static UsageMinute cpu(long minute, int replicas) {
    return minute(APP, "web", minute, "ai1-1-cpu", 2, replicas, "0.0005");
  }

  private List<UsageSum> sum(Instant from, Instant to) {
    return usage.sum("default", null, from, to);
  }

  @Test
  void minutesAddUp() {
    usage.record(List.of(cpu(MINUTE, 1), cpu(MINUTE + 1, 3)));
    assertThat(sum(START, START.plusSeconds(120)))
        .containsExactly(
            new UsageSum(
                APP,
                "web",
                new RegionName("local"),
                "ai1-1-cpu",
                4,
                8,
                new BigDecimal("0.0040"),
                "EUR"));
  }

  @Test
  void theSameMinuteCountsOnceAtItsMost() {
    usage.record(List.of(cpu(MINUTE, 2)));
    usage.record(List.of(cpu(MINUTE, 3)));
    usage.record(List.of(cpu(MINUTE, 1)));
    new JooqUsage(database()).record(List.of(cpu(MINUTE, 3)));
    assertThat(sum(START, START.plusSeconds(60)))
        .extracting(UsageSum::replicaMinutes)
        .containsExactly(3L);
  }

  @Test
  void anyPartOfAMinuteIsAStartedMinute() {
    usage.record(List.of(cpu(MINUTE, 1)));
    assertThat(sum(START.plusSeconds(10), START.plusSeconds(11))).hasSize(1);
    assertThat(sum(START.plusSeconds(60), START.plusSeconds(90))).isEmpty();
    assertThat(sum(START.minusSeconds(60), START)).isEmpty();
  }

  @Test
  void priceAndUnitsMayChangeInBetween() {
    usage.record(
        List.of(
            minute(APP, "web", MINUTE, "ai1-1-gpu", 1, 1, "0.03"),
            minute(APP, "web", MINUTE + 1, "ai1-1-gpu", 2, 1, "0.04")));
    var sum = sum(START, START.plusSeconds(120)).getFirst();
    assertThat(sum.replicaMinutes()).isEqualTo(2);
    assertThat(sum.unitMinutes()).isEqualTo(3);
    assertThat(sum.cost()).isEqualByComparingTo("0.11");
  }

  @Test
  void appsFlavorsAndProjectsAreApart() {
    var other = AppId.random();
    usage.record(
        List.of(
            cpu(MINUTE, 1),
            minute(APP, "web", MINUTE, "ai1-1-gpu", 1, 1, "0.03"),
            minute(other, "api", MINUTE, "ai1-1-cpu", 1, 1, "0.0005")));
    assertThat(sum(START, START.plusSeconds(60)))
        .extracting(UsageSum::appName, UsageSum::flavor)
        .containsExactly(
            tuple("api", "ai1-1-cpu"), tuple("web", "ai1-1-cpu"), tuple("web", "ai1-1-gpu"));
    assertThat(usage.sum("default", other, START, START.plusSeconds(60))).hasSize(1);
    assertThat(usage.sum("elsewhere", null, START, START.plusSeconds(60))).isEmpty();
  }

  @Test
  void theDefaultProjectIsThereAndItsQuotaStays() {
    Projects projects = ProjectStores.open(database());
    assertThat(projects.all()).containsExactly(Project.DEFAULT);
    var heard = new AtomicInteger();
    projects.onQuotaChange(heard::incrementAndGet);
    var changed = projects.setQuota("default", new Quota(8, 10));
    assertThat(changed).contains(new Project("default", new Quota(8, 10)));
    assertThat(heard).hasValue(1);
    assertThat(projects.setQuota("nobody", new Quota(1, 1))).isEmpty();
    assertThat(heard).hasValue(1);
    assertThat(ProjectStores.open(database()).find("default")).isEqualTo(changed);
  }
}
