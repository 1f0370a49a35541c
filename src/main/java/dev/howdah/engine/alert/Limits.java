package dev.howdah.engine.alert;

import dev.howdah.engine.health.Levels.Severity;
import dev.howdah.engine.health.Threshold;
import org.jspecify.annotations.Nullable;

/**
 * From where on a figure is an alert, and from where on it is none any more: in between it stays what it was.
 *
 * @param threshold the first values that are not fine
 * @param clear the value at which the lower of the two is over; on the fine side of the threshold or on it
 */
public record Limits(Threshold threshold, double clear) {
    private static final double SLACK = 0.1;

    /**
     * @param below true when small values are the bad ones
     * @param warning null when nothing is a warning
     * @param critical null when nothing is critical
     * @param clear null for a tenth on the fine side of the threshold
     * @throws IllegalArgumentException when the figures contradict each other
     */
    public static Limits of(boolean below, @Nullable Double warning, @Nullable Double critical, @Nullable Double clear) {
        Double first = warning == null ? critical : warning;
        if (first == null || (critical != null && warning != null && (below ? critical > warning : critical < warning))) {
            throw new IllegalArgumentException("warning " + warning + ", critical " + critical);
        }
        double usual = below ? first + Math.abs(first) * SLACK : first - Math.abs(first) * SLACK;
        double end = clear == null ? usual : clear;
        if (below ? end < first : end > first) {
            throw new IllegalArgumentException("clear " + end);
        }
        return new Limits(new Threshold(below, warning, critical), end);
    }

    /** How serious a value is. */
    public Severity of(double value) {
        return threshold.of(value);
    }

    /** How serious a value still is when it was serious before: the critical limit has as much slack as the other. */
    public Severity still(double value) {
        Double first = threshold.warning() == null ? threshold.critical() : threshold.warning();
        double slack = first == null ? 0 : Math.abs(first - clear);
        double held = threshold.below() ? value - slack : value + slack;
        // On the clear value itself it is over.
        return threshold.of(threshold.below() ? Math.nextUp(held) : Math.nextDown(held));
    }
}
