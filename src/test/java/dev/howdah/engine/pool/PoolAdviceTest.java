package dev.howdah.engine.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PoolAdviceTest {
    private static final PoolSpec FIFTEEN = PoolSpec.of(5, 10, Duration.ZERO, true);

    private static PoolLoad load(double seconds, double arrivals, double hold, double peak, double exhausted) {
        double busy = arrivals * hold;
        return new PoolLoad(
                Duration.ofMillis((long) (seconds * 1000)), (long) (arrivals * seconds), arrivals, hold, busy, peak, exhausted);
    }

    @Test
    void givesARangeFromTheMeanToTheBusiestSeconds() {
        PoolAdvice a = PoolAdvice.of(load(600, 300, 0.02, 9, 0), FIFTEEN, null);
        assertThat(a.load().busy()).isEqualTo(6);
        assertThat(a.least()).isBetween(7, 12);
        assertThat(a.most()).isGreaterThan(a.least()).isLessThan(20);
        assertThat(a.confidence()).isEqualTo(PoolAdvice.Confidence.HIGH);
        assertThat(a.sentences().getFirst()).startsWith("15 connections fit: " + a.least() + " to " + a.most());
        assertThat(a.sentences().get(1)).contains("300 callers a second").contains("20.0 ms").contains("6.0 in use");
    }

    @Test
    void marksTheChosenSizeOnAFallingCurve() {
        PoolAdvice a = PoolAdvice.of(load(600, 300, 0.02, 9, 0), FIFTEEN, null);
        assertThat(a.curve()).extracting(PoolAdvice.Point::size).contains(15, a.least(), a.most()).isSorted();
        assertThat(a.curve()).extracting(p -> -p.p95WaitMillis()).isSorted();
        assertThat(a.curve().getFirst().meanWaitMillis()).isInfinite();
        assertThat(a.curve().getFirst().use()).isEqualTo(1);
    }

    @Test
    void saysWhenThePoolIsTooSmallTightOrTooBig() {
        assertThat(PoolAdvice.of(load(600, 1000, 0.02, 22, 0), FIFTEEN, null).sentences().getFirst())
                .startsWith("15 connections are too few");
        assertThat(PoolAdvice.of(load(600, 300, 0.02, 14, 0), FIFTEEN, null).sentences().getFirst())
                .contains("serve the mean load");
        assertThat(PoolAdvice.of(load(600, 10, 0.02, 0.4, 0), FIFTEEN, null).sentences().getFirst())
                .contains("more than needed");
    }

    @Test
    void trustsAnExhaustedPoolLittle() {
        PoolAdvice a = PoolAdvice.of(load(600, 300, 0.05, 15, 0.4), FIFTEEN, null);
        assertThat(a.confidence()).isEqualTo(PoolAdvice.Confidence.LOW);
        assertThat(a.sentences()).anyMatch(s -> s.contains("exhausted in 40.0 %"));
    }

    @Test
    void comparesAllInstancesWithTheServersLimit() {
        var fits = new PoolAdvice.Budget(4, 15, 97, 10);
        assertThat(fits.fits()).isTrue();
        var over = new PoolAdvice.Budget(8, 15, 97, 10);
        assertThat(over.wanted()).isEqualTo(120);
        assertThat(over.left()).isEqualTo(87);
        PoolAdvice a = PoolAdvice.of(PoolLoad.NONE, FIFTEEN, over);
        assertThat(a.sentences()).anyMatch(s ->
                s.contains("8 instances with 15 connections want 120, but the server has only 87"));
        assertThat(PoolAdvice.of(PoolLoad.NONE, FIFTEEN, new PoolAdvice.Budget(1, 15, 97, 10)).sentences().get(1))
                .startsWith("One instance with 15 connections: 15 of 87");
    }

    @Test
    void saysThatNothingIsMeasuredYet() {
        PoolAdvice a = PoolAdvice.of(PoolLoad.NONE, FIFTEEN, null);
        assertThat(a.confidence()).isEqualTo(PoolAdvice.Confidence.NONE);
        assertThat(a.curve()).isEmpty();
        assertThat(a.sentences()).containsExactly(
                "Nothing is measured yet: 15 connections stay as they are until the pool has been used for a minute.");
    }

    @Test
    void measuresTheLoadFromLooks() {
        LoadMeter meter = new LoadMeter();
        Instant start = Instant.parse("2026-11-21T10:00:00Z");
        for (int i = 0; i <= 700; i++) {
            meter.add(look(start.plusSeconds(i), 100L * i, 4.0 * i, i % 10 == 0));
        }
        PoolLoad load = meter.load();
        assertThat(load.window()).isEqualTo(Duration.ofMinutes(10));
        assertThat(load.arrivals()).isEqualTo(100);
        assertThat(load.busy()).isEqualTo(4);
        assertThat(load.peakBusy()).isEqualTo(4);
        assertThat(load.holdSeconds()).isEqualTo(0.04);
        assertThat(load.exhausted()).isBetween(0.09, 0.11);
        assertThat(new LoadMeter().load()).isEqualTo(PoolLoad.NONE);
    }

    private static PoolStats look(Instant at, long checkouts, double busy, boolean exhausted) {
        return new PoolStats(at, "p", FIFTEEN, false, exhausted ? 15 : 4, 0, exhausted ? 3 : 0,
                new PoolStats.Events(15, checkouts, checkouts, 0, 0, 0, 0), Percentiles.NONE, Percentiles.NONE,
                        Percentiles.NONE, busy, null);
    }
}
