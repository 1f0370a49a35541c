package dev.howdah.engine.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatementIntervalTest {
    private static final Instant T = Instant.parse("2026-11-21T10:00:00Z");
    private static final StatementKey KEY = new StatementKey(10, 5, 77, true);

    @Test
    void countsNothingOverARestart() {
        StatementSnapshot before = snapshot(T, T.minusSeconds(99), 1_000, null, 0);
        StatementSnapshot after = snapshot(T.plusSeconds(10), T.plusSeconds(5), 5_000, null, 0);
        StatementInterval i = StatementInterval.between(before, after);
        assertThat(i.uses()).isEmpty();
        assertThat(i.breaks()).containsExactly(StatementInterval.Break.RESTART);
        assertThat(i.gap()).isTrue();
    }

    @Test
    void countsNothingWhenRightsChange() {
        StatementSnapshot before = snapshot(T, T.minusSeconds(99), 0, null, 12);
        StatementSnapshot after = snapshot(T.plusSeconds(10), T.minusSeconds(99), 5_000, null, 0);
        assertThat(StatementInterval.between(before, after).breaks()).containsExactly(StatementInterval.Break.RIGHTS);
    }

    @Test
    void countsWhatAnEntryHasSinceItWasBegunAnew() {
        StatementSnapshot before = snapshot(T, T.minusSeconds(99), 1_000, T.minusSeconds(50), 0);
        StatementSnapshot anew = snapshot(T.plusSeconds(10), T.minusSeconds(99), 1_200, T.plusSeconds(3), 0);
        StatementSnapshot old = snapshot(T.plusSeconds(10), T.minusSeconds(99), 1_200, T.minusSeconds(50), 0);
        assertThat(calls(StatementInterval.between(before, anew))).isEqualTo(1_200);
        assertThat(calls(StatementInterval.between(before, old))).isEqualTo(200);
    }

    @Test
    void doesNotTakeAnOldEntryThatWasNotSeenBeforeForNews() {
        StatementSnapshot before = new StatementSnapshot(T, snapshot(T, T.minusSeconds(99), 0, null, 0).setup(), Map.of(), 0);
        StatementSnapshot after = snapshot(T.plusSeconds(10), T.minusSeconds(99), 9_000, T.minusSeconds(50), 0);
        assertThat(StatementInterval.between(before, after).uses()).isEmpty();
    }

    @Test
    void estimatesThePercentileOfALogNormalLoad() {
        java.util.random.RandomGenerator random = new java.util.Random(7);
        double[] times = random.doubles(20_000).map(x -> Math.exp(1 + 0.8 * new java.util.Random(Double.doubleToLongBits(x)).nextGaussian())).toArray();
        double[] values = new double[Measure.COUNT];
        for (double t : times) {
            values[Measure.CALLS.ordinal()]++;
            values[Measure.EXEC_MS.ordinal()] += t;
            values[Measure.SQUARES.ordinal()] += t * t;
        }
        StatementUse use = new StatementUse(KEY, new Counters(values), 60);
        java.util.Arrays.sort(times);
        double exact = times[(int) (0.95 * times.length)];
        assertThat(use.p95EstimateMs()).isCloseTo(exact, within(0.1 * exact));
        assertThat(use.load()).isEqualTo(use.totalMs() / 60);
    }

    private static double calls(StatementInterval i) {
        return i.uses().get(KEY).get(Measure.CALLS);
    }

    private static StatementSnapshot snapshot(Instant at, Instant started, double calls, @Nullable Instant since, int hidden) {
        double[] values = new double[Measure.COUNT];
        values[Measure.CALLS.ordinal()] = calls;
        values[Measure.EXEC_MS.ordinal()] = calls * 2;
        var setup = new StatementSnapshot.Setup("1.11", "public", started, 5_000, "top", false, false, 0L, T.minus(Duration.ofDays(1)));
        return new StatementSnapshot(at, setup, Map.of(KEY, new StatementSnapshot.Entry(new Counters(values), since, 1, 3)), hidden);
    }
}
