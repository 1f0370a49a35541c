package dev.howdah.engine.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StatementTimesTest {
    private static Counters counters(double[] millis) {
        double[] values = new double[Measure.COUNT];
        values[Measure.CALLS.ordinal()] = millis.length;
        values[Measure.EXEC_MS.ordinal()] = Arrays.stream(millis).sum();
        values[Measure.SQUARES.ordinal()] = Arrays.stream(millis).map(m -> m * m).sum();
        return new Counters(values);
    }

    private static double[] logNormal(Random random, int n, double middle, double spread) {
        return random.doubles(n).map(u -> Math.exp(middle + spread * random.nextGaussian())).toArray();
    }

    @Test
    void isNearWhatWasMeasuredWhenTimesAreLogNormal() {
        Random random = new Random(3);
        double[] fast = logNormal(random, 60_000, 0, 0.5);
        double[] slow = logNormal(random, 5_000, 4, 0.8);
        double[] all = new double[fast.length + slow.length];
        System.arraycopy(fast, 0, all, 0, fast.length);
        System.arraycopy(slow, 0, all, fast.length, slow.length);
        Arrays.sort(all);
        double exact = all[(int) Math.ceil(0.95 * all.length) - 1];
        assertThat(StatementTimes.p95EstimateMs(List.of(counters(fast), counters(slow)))).isCloseTo(exact, within(exact * 0.1));
    }

    @Test
    void oneStatementWithoutDeviationTakesWhatItTakes() {
        assertThat(StatementTimes.p95EstimateMs(List.of(counters(new double[] {3, 3, 3})))).isCloseTo(3, within(1e-6));
    }

    @Test
    void isNotKnownWithoutExecutions() {
        assertThat(StatementTimes.p95EstimateMs(List.of())).isNaN();
        assertThat(StatementTimes.p95EstimateMs(List.of(counters(new double[0])))).isNaN();
    }
}
