package dev.howdah.engine.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.alert.AlertRule.Cycles;
import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.OneConnection;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.health.Check;
import dev.howdah.engine.health.Checks;
import dev.howdah.engine.health.HealthMemory;
import dev.howdah.engine.health.HealthMutes;
import dev.howdah.engine.health.Levels.Severity;
import dev.howdah.engine.health.Threshold;
import dev.howdah.engine.sample.Reading;
import dev.howdah.engine.sample.Sampler;
import dev.howdah.testing.Await;
import dev.howdah.testing.Servers;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Findings of real checks as alerts, and a real server that goes away. */
class RealServerAlertsTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    private static AlertPlan plan(Severity least) {
        return new AlertPlan(List.of(Preset.answer(Duration.ZERO, Quiet.never())),
                new AlertPlan.Findings(least, Duration.ZERO, Quiet.never(),
                        Map.of("abandoned", new AlertPlan.Tuning(false, null, null, null, null), "long-transaction",
                                new AlertPlan.Tuning(true, null, Cycles.ONE, null, null))),
                Duration.ofSeconds(10), ZoneOffset.UTC, List.of());
    }

    private static List<Check> checks() {
        return Checks.all().stream().filter(c -> List.of("long-transaction", "abandoned", "dead-rows").contains(c.id()))
                .map(c -> c.id().equals("long-transaction") ? c.with(new Threshold(false, 0.001, 3_600.0)) : c).toList();
    }

    private static Alert of(Alerts alerts, String rule) {
        return alerts.all().stream().filter(a -> a.rule().id().equals(rule)).findFirst().orElse(null);
    }

    @Test
    void aFindingBecomesAnAlertAndAServerThatStopsIsNeverFine() throws Exception {
        try (PgCluster server = Servers.own(Servers.NEWEST, Map.of())) {
            Target target = server.target("postgres");
            try (OneConnection line = new OneConnection(target, SessionSpec.sampler());
                    Sampler sampler = new Sampler(new Db(target, line), InstantSource.system());
                    OneConnection second = new OneConnection(target, SessionSpec.sampler());
                    Sampler checking = new Sampler(new Db(target, second), InstantSource.system());
                    Alerts alerts = new Alerts(plan(Severity.WARNING), List.of(), Alerts.Keeping.nowhere("ann"), InstantSource.system())) {
                Checks checks = new Checks(checks(), HealthMemory.ofThisProcess(), new HealthMutes(folder.resolve("m"), InstantSource.system()), InstantSource.system());
                alerts.watch(target, new SamplerSource(sampler), checking, checks, null);
                alerts.round();
                assertThat(of(alerts, "abandoned")).isNull();
                assertThat(of(alerts, "dead-rows").state()).isEqualTo(Alert.State.UNKNOWN);
                Connection holder = Connections.open(target, SessionSpec.batch());
                holder.setAutoCommit(false);
                holder.createStatement().execute("SELECT 1");
                Await.until("the long transaction is an alert", LONG, () -> {
                    alerts.round();
                    return of(alerts, "long-transaction").open();
                });
                assertThat(of(alerts, "long-transaction").severity()).isEqualTo(Severity.WARNING);
                assertThat(of(alerts, "long-transaction").sentence()).isNotBlank();
                Await.until("the others were looked at", LONG, () -> {
                    alerts.round();
                    return of(alerts, "dead-rows").state() == Alert.State.OK && of(alerts, "not-reachable").state() == Alert.State.OK;
                });
                server.close();
                Await.until("it does not answer", LONG, () -> {
                    alerts.round();
                    return of(alerts, "not-reachable").open();
                });
                assertThat(of(alerts, "not-reachable").severity()).isEqualTo(Severity.CRITICAL);
                assertThat(alerts.all()).filteredOn(a -> !a.rule().id().equals("not-reachable")).allSatisfy(a -> assertThat(a.state()).isEqualTo(Alert.State.UNKNOWN));
                assertThat(of(alerts, "long-transaction").open()).isTrue();
            }
        }
    }

    @Test
    void countersThatWereResetSayNothingInsteadOfSomethingWrong() {
        Instant t0 = Instant.parse("2026-11-22T10:00:00Z");
        var before = reading(t0, new Counters(1, 10_000, 500, 7, t0));
        assertThat(Counters.between(before, reading(t0.plusSeconds(10), new Counters(2, 10_900, 600, 9, t0))))
                .containsEntry(Measure.ERROR_RATE, 0.1).containsEntry(Measure.DEADLOCKS, 12.0).containsEntry(Measure.LONGEST_QUERY, 2.0);
        assertThat(Counters.between(before, reading(t0.plusSeconds(10), new Counters(2, 100, 90, 0, t0.plusSeconds(5)))))
                .containsOnlyKeys(Measure.LONGEST_QUERY);
        assertThat(Counters.between(before, reading(t0.plusSeconds(10), new Counters(2, 100, 90, 0, t0)))).containsOnlyKeys(Measure.LONGEST_QUERY);
        assertThat(Counters.between(before, reading(t0.minusSeconds(10), new Counters(2, 20_000, 600, 9, t0)))).containsOnlyKeys(Measure.LONGEST_QUERY);
        assertThat(Counters.between(before, reading(t0.plusSeconds(10), new Counters(2, 10_003, 502, 7, t0)))).containsEntry(Measure.ERROR_RATE, 0.0);
    }

    private static Reading.Value<Counters> reading(Instant at, Counters counters) {
        return new Reading.Value<>(at, counters, Duration.ZERO, List.of());
    }

    @Test
    void readsItsOwnFiguresFromEveryVersion() {
        for (int major : List.of(14, Servers.NEWEST)) {
            Db db = Servers.db(Servers.newDatabase(major));
            // A new database's commits are counted a moment later.
            Await.until("commits of " + major, LONG, () -> Objects.requireNonNull(Counters.PROBE.read(db)).committed() > 0);
            assertThat(Objects.requireNonNull(Counters.PROBE.read(db)).longestQuerySeconds()).isNotNegative();
        }
    }
}
