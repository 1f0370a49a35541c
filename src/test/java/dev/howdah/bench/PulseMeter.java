package dev.howdah.bench;

import dev.howdah.ui.kit.Fx;
import java.util.Locale;
import javafx.animation.AnimationTimer;
import org.HdrHistogram.Histogram;

/**
 * How long the FX thread works on each frame. A frame begins with the animation timers; what is posted there runs when the frame is
 * handed to the renderer, so the time between is the frame's own work: timers, style, layout, drawing commands, synchronising.
 * An upper bound: events that came meanwhile are in it.
 */
public final class PulseMeter extends AnimationTimer {
    private final Fx fx;
    private final Histogram nanos = new Histogram(60_000_000_000L, 3);

    public PulseMeter(Fx fx) {
        this.fx = fx;
    }

    @Override
    public void handle(long now) {
        long begun = System.nanoTime();
        fx.later(() -> nanos.recordValue(Math.max(0, System.nanoTime() - begun)));
    }

    public void reset() {
        nanos.reset();
    }

    public double millis(double percentile) {
        return nanos.getValueAtPercentile(percentile) / 1e6;
    }

    String report(double seconds) {
        double busy = nanos.getMean() * nanos.getTotalCount() / 1e9 / seconds;
        return String.format(
                Locale.ROOT,
                "pulses %d (%.1f/s), p50 %.2f ms, p90 %.2f ms, p99 %.2f ms, max %.2f ms, FX thread busy %.1f %%",
                nanos.getTotalCount(),
                nanos.getTotalCount() / seconds,
                millis(50),
                millis(90),
                millis(99),
                millis(100),
                busy * 100);
    }
}
