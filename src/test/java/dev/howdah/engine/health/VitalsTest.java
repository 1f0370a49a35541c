package dev.howdah.engine.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Lack;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.health.VitalHistory.Figure;
import dev.howdah.engine.sample.Reading;
import dev.howdah.testing.Servers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VitalsTest {
    private static final Instant T0 = Instant.parse("2026-11-21T10:00:00Z");

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void countsWhatSessionsDo(int major) {
        Target target = Servers.newDatabase(major);
        Db db = Servers.db(target);
        Vitals before = Vitals.PROBE.read(db);
        Servers.execute(target, "CREATE TABLE t AS SELECT generate_series(1, 1000) AS n", "BEGIN; SELECT count(*) FROM t; COMMIT");
        Servers.execute(target, "SELECT pg_stat_clear_snapshot()");
        Vitals after = Vitals.PROBE.read(db);
        assertThat(after.walBytes()).isGreaterThan(before.walBytes());
        assertThat(after.transactions()).isGreaterThanOrEqualTo(before.transactions());
        assertThat(after.replicationLagSeconds()).isNull();
    }

    @Test
    void anUnprivilegedRoleSeesAPartAndIsToldWhatIsMissing() {
        Target target = Servers.newDatabase();
        Db db = Servers.db(Servers.unprivileged(target));
        assertThat(Vitals.PROBE.missing(db)).isNull();
        assertThat(Vitals.PROBE.partial(db)).singleElement().satisfies(l -> {
            assertThat(l.reason()).isEqualTo("needs pg_read_all_stats");
            assertThat(l.remedy()).startsWith("GRANT pg_read_all_stats TO nobody");
        });
        assertThat(Vitals.PROBE.read(db).transactions()).isPositive();
    }

    /** A role that sees its own sessions only would say that nobody waits for a lock. */
    @Test
    void figuresOfSessionsThatAreNotSeenAreNotKnown() {
        Reading.Value<Vitals> part = new Reading.Value<>(T0, hiding(1_000, 5_000, 2), Duration.ZERO, List.of(new Lack("needs pg_read_all_stats", null)));
        VitalFigures figures = new VitalFigures();
        figures.next(part);
        double[] values = Objects.requireNonNull(figures.next(new Reading.Value<>(T0.plusSeconds(1), hiding(1_100, 9_000, 2), Duration.ZERO, part.lacks())));
        assertThat(values[Figure.TRANSACTIONS.ordinal()]).isEqualTo(100);
        for (Figure f : Figure.values()) {
            assertThat(Double.isNaN(values[f.ordinal()])).as(f.name()).isEqualTo(f.ofSessions() || f == Figure.REPLICATION_LAG);
        }
        double[] whole = Objects.requireNonNull(new VitalFigures().next(at(0, vitals(1_000, 5_000, T0))));
        assertThat(whole[Figure.ON_LOCK.ordinal()]).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void othersSessionsAreCountedAlsoWhereTheirStateIsHidden(int major) throws SQLException {
        Target target = Servers.newDatabase(major);
        Db weak = Servers.db(Servers.unprivileged(target));
        try (Connection held = Connections.open(target, SessionSpec.batch())) {
            held.createStatement().execute("SELECT 1");
            Vitals seen = Vitals.PROBE.read(weak);
            assertThat(seen.hidden()).isPositive();
            assertThat(seen.sessions()).isGreaterThanOrEqualTo(seen.hidden());
            assertThat(Vitals.PROBE.read(Servers.db(target)).hidden()).isZero();
        }
    }

    @Test
    void ratesAreNeverNegativeAndNeverMadeUpAfterAReset() {
        var a = at(0, vitals(1_000, 5_000, T0));
        assertThat(VitalRates.between(a, at(2, vitals(1_400, 9_000, T0))).transactions()).isEqualTo(200);
        assertThat(VitalRates.between(a, at(2, vitals(10, 9_000, T0))).transactions()).isNaN();
        assertThat(VitalRates.between(a, at(2, vitals(2_000, 9_000, T0.plusSeconds(1)))).transactions()).isNaN();
        assertThat(VitalRates.between(a, at(-5, vitals(2_000, 9_000, T0)))).isEqualTo(VitalRates.UNKNOWN);
    }

    @Test
    void aHitRatioOfAFewBlocksIsNotShown() {
        var a = at(0, vitals(0, 1_000, T0));
        assertThat(VitalRates.between(a, at(1, vitals(0, 1_050, T0))).hitRatio()).isNaN();
        assertThat(VitalRates.between(a, at(1, vitals(0, 2_000, T0))).hitRatio()).isEqualTo(1.0);
    }

    private static Reading.Value<Vitals> at(int seconds, Vitals v) {
        return new Reading.Value<>(T0.plusSeconds(seconds), v, Duration.ZERO, List.of());
    }

    private static Vitals vitals(long transactions, long hit, Instant reset) {
        return vitals(transactions, hit, reset, 0);
    }

    private static Vitals hiding(long transactions, long hit, int hidden) {
        return vitals(transactions, hit, T0, hidden);
    }

    private static Vitals vitals(long transactions, long hit, Instant reset, int hidden) {
        return new Vitals(transactions, hit, 0, 0, 0, reset, hidden, hidden, 0, 0, 0, 0, 0, 0, 0, 0, 0, null, 0, null, 0);
    }
}
