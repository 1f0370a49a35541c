package dev.howdah.engine.health;

import org.jspecify.annotations.Nullable;

/**
 * From where on a value is a finding.
 *
 * @param below true when small values are the bad ones
 * @param warning in the check's unit; null when nothing is a warning
 * @param critical in the check's unit; null when nothing is critical
 */
public record Threshold(boolean below, @Nullable Double warning, @Nullable Double critical) {
    /** How serious a value is; a value that is not a number is not. */
    public Levels.Severity of(double value) {
        if (reached(value, critical)) {
            return Levels.Severity.CRITICAL;
        }
        return reached(value, warning) ? Levels.Severity.WARNING : Levels.Severity.OK;
    }

    private boolean reached(double value, @Nullable Double limit) {
        return limit != null && (below ? value <= limit : value >= limit);
    }

    /** Reads the words of a header: a figure, {@code < figure}, {@code any} for every row, or null for never. */
    static Threshold parse(@Nullable String warn, @Nullable String crit) {
        boolean below = (warn != null && warn.startsWith("<")) || (crit != null && crit.startsWith("<"));
        return new Threshold(below, limit(warn), limit(crit));
    }

    private static @Nullable Double limit(@Nullable String word) {
        if (word == null) {
            return null;
        }
        return "any".equals(word) ? Double.valueOf(Double.NEGATIVE_INFINITY) : Double.valueOf(word.replaceFirst("^<\\s*", ""));
    }
}
