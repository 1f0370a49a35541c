package dev.howdah.engine.health;

import dev.howdah.engine.sample.Reading;
import java.time.Duration;

/**
 * What happened between two looks, per second. A figure that cannot be told is NaN, never zero and never negative: after a
 * reset, a restart, a crash or a clock that went back.
 *
 * @param hitRatio blocks found in shared_buffers of all blocks asked for, 0 to 1; NaN when fewer than {@link #BLOCK_FLOOR} were
 */
public record VitalRates(double transactions, double hitRatio, double walBytes, double deadlocks, double tempBytes) {
    /** Below this many blocks in the interval a ratio says nothing. */
    public static final long BLOCK_FLOOR = 100;

    public static final VitalRates UNKNOWN = new VitalRates(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    public static VitalRates between(Reading.Value<Vitals> before, Reading.Value<Vitals> after) {
        double seconds = Duration.between(before.at(), after.at()).toNanos() / 1e9;
        Vitals a = before.value();
        Vitals b = after.value();
        if (seconds <= 0 || !java.util.Objects.equals(a.statsReset(), b.statsReset())) {
            return UNKNOWN;
        }
        double hit = rise(a.blocksHit(), b.blocksHit());
        double asked = hit + rise(a.blocksRead(), b.blocksRead());
        return new VitalRates(
                rise(a.transactions(), b.transactions()) / seconds,
                asked >= BLOCK_FLOOR ? hit / asked : Double.NaN,
                rise(a.walBytes(), b.walBytes()) / seconds,
                rise(a.deadlocks(), b.deadlocks()) / seconds,
                rise(a.tempBytes(), b.tempBytes()) / seconds);
    }

    private static double rise(double before, double after) {
        return after >= before ? after - before : Double.NaN;
    }
}
