package dev.howdah.ui.kit;

import dev.howdah.engine.text.Share;

/** What a number counts, and so how it is written. */
public enum Unit {
    /** A number that names something, like a process id: all digits, nothing between. */
    NAME,
    /** Things, counted in full: 12,431. */
    WHOLE,
    /** Things: 12.4 k. */
    COUNT,
    /** Things a second: 12.4 k/s. */
    PER_SECOND,
    /** Bytes, in powers of 1,024. */
    BYTES,
    BYTES_PER_SECOND,
    /** Time, given in milliseconds. */
    MILLIS,
    /** Time, given in seconds. */
    SECONDS,
    /** A share, given as 0 to 1. */
    SHARE;

    private static final double MILLIS_PER_SECOND = 1000;

    /** At most 3 significant digits; a dash when the value is not known (NaN). */
    public Figure figure(double value) {
        if (Double.isNaN(value)) {
            return Figure.UNKNOWN;
        }
        return switch (this) {
            case NAME -> new Figure(String.valueOf(Math.round(value)), "");
            case WHOLE -> new Figure(Format.exact(value), "");
            case COUNT -> Format.scaled(value, 1000, Format.METRIC, "");
            case PER_SECOND -> Format.scaled(value, 1000, Format.METRIC, "/s");
            case BYTES -> Format.scaled(value, 1024, Format.BINARY, "");
            case BYTES_PER_SECOND -> Format.scaled(value, 1024, Format.BINARY, "/s");
            case MILLIS -> Format.time(value);
            case SECONDS -> Format.time(value * MILLIS_PER_SECOND);
            case SHARE -> new Figure(Share.number(value), "%");
        };
    }

    /** The figure with its unit: "98.7 %". */
    public String text(double value) {
        return figure(value).text();
    }

    /** Full precision, for tooltips and copies. */
    public String exact(double value) {
        if (Double.isNaN(value)) {
            return Figure.UNKNOWN.text();
        }
        return switch (this) {
            case NAME -> String.valueOf(Math.round(value));
            case WHOLE, COUNT -> Format.exact(value);
            case PER_SECOND -> Format.exact(value) + " /s";
            case BYTES -> Format.exact(value) + " B";
            case BYTES_PER_SECOND -> Format.exact(value) + " B/s";
            case MILLIS -> Format.exact(value) + " ms";
            case SECONDS -> Format.exact(value) + " s";
            case SHARE -> Format.exact(value * 100) + " %";
        };
    }
}
