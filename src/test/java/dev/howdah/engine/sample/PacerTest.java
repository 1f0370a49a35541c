package dev.howdah.engine.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PacerTest {
    private static final long MS = 1_000_000;
    private final Pacer pacer = new Pacer(Rhythm.HALF_PERCENT, 0);
    private long now;

    /** A probe that is due every second, for so many seconds of time. */
    private void sample(int seconds, double millis) {
        for (long end = now + seconds * 1_000 * MS; now < end; now += pacer.stretched(1_000 * MS)) {
            pacer.ran("p", 1_000 * MS, now, (long) (millis * MS));
        }
    }

    @Test
    void tellsNoCostBeforeItKnowsOne() {
        sample(30, 2);
        assertThat(pacer.pace().millisPerSecond()).isNaN();
        assertThat(pacer.pace().slowed()).isFalse();
    }

    @Test
    void leavesACheapProbeAlone() {
        sample(120, 2);
        assertThat(pacer.pace().factor()).isEqualTo(1);
        assertThat(pacer.pace().millisPerSecond()).isEqualTo(2, within(0.4));
        assertThat(pacer.pace().slowed()).isFalse();
    }

    @Test
    void slowsDownUntilTheBudgetIsKeptAndGoesOnWhenItMay() {
        sample(120, 20);
        assertThat(pacer.pace().slowed()).isTrue();
        assertThat(pacer.pace().millisPerSecond()).isLessThanOrEqualTo(Rhythm.HALF_PERCENT * 1.1);
        sample(60, 0.5);
        assertThat(pacer.pace().slowed()).isFalse();
    }

    @Test
    void neverStopsAltogether() {
        sample(120, 5_000);
        assertThat(pacer.pace().factor()).isEqualTo(Pacer.SLOWEST);
    }

    @Test
    void aSingleSlowAnswerChangesNothing() {
        for (int i = 0; i < 120; i++) {
            pacer.ran("p", 1_000 * MS, now, i % 20 == 19 ? 2_000 * MS : MS);
            now += 1_000 * MS;
        }
        assertThat(pacer.pace().slowed()).isFalse();
    }

    @Test
    void aServerWithoutAFreeCoreIsNotSlowedDownForItsQueue() {
        java.util.Random random = new java.util.Random(7);
        for (int i = 0; i < 120; i++) {
            pacer.ran("p", 1_000 * MS, now, (1 + random.nextInt(60)) * MS);
            now += pacer.stretched(1_000 * MS);
        }
        assertThat(pacer.pace().factor()).isLessThan(2);
    }

    @Test
    void aDistantServerIsNotABurdenedOne() {
        pacer.way(80 * MS);
        sample(120, 82);
        assertThat(pacer.pace().slowed()).isFalse();
        assertThat(pacer.pace().millisPerSecond()).isEqualTo(2, within(0.4));
    }

    @Test
    void asSlowAsItGetsAndStillTooDearIsOver() {
        assertThat(new Pace(Pacer.SLOWEST, 6, 5).over()).isTrue();
        assertThat(new Pace(Pacer.SLOWEST, 4, 5).over()).isFalse();
        assertThat(new Pace(2, 6, 5).over()).isFalse();
        assertThat(new Pace(Pacer.SLOWEST, Double.NaN, 5).over()).isFalse();
    }
}
