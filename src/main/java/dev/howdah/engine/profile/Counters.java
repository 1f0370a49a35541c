package dev.howdah.engine.profile;

import java.util.Arrays;

/** A set of counters, one for each {@link Measure}. Immutable: whoever hands in an array keeps no hold on it. */
public final class Counters {
    static final Counters ZERO = new Counters(new double[Measure.COUNT]);

    private final double[] values;

    Counters(double[] values) {
        if (values.length != Measure.COUNT) {
            throw new IllegalArgumentException("wants " + Measure.COUNT + " values");
        }
        this.values = values;
    }

    /** The counter's value; NaN when the server does not collect it. */
    public double get(Measure m) {
        return values[m.ordinal()];
    }

    /** This less what was before. */
    Counters minus(Counters before) {
        double[] d = new double[values.length];
        for (int i = 0; i < d.length; i++) {
            d[i] = values[i] - before.values[i];
        }
        // a sum of squares is computed, not counted: rounding must not make it negative
        int squares = Measure.SQUARES.ordinal();
        d[squares] = Math.max(0, d[squares]);
        return new Counters(d);
    }

    /** Both together; what only one of them collects is what that one says. */
    public Counters plus(Counters other) {
        double[] d = new double[values.length];
        for (int i = 0; i < d.length; i++) {
            d[i] = Double.isNaN(values[i]) ? other.values[i] : Double.isNaN(other.values[i]) ? values[i] : values[i] + other.values[i];
        }
        return new Counters(d);
    }

    /** True when any true counter is lower than before: the entry was begun anew meanwhile. */
    boolean fellBehind(Counters before) {
        for (int i = 0; i < values.length; i++) {
            boolean counted = i != Measure.SQUARES.ordinal() && i != Measure.JIT_MS.ordinal();
            if (counted && values[i] < before.values[i]) {
                return true;
            }
        }
        return false;
    }

    /** True when the statement did nothing at all. */
    boolean idle() {
        return values[Measure.CALLS.ordinal()] == 0 && values[Measure.EXEC_MS.ordinal()] == 0 && !(values[Measure.PLANS.ordinal()] > 0);
    }

    /** In the order of {@link Measure}; also an older list, which has fewer: what is missing is NaN. */
    public static Counters of(double[] values) {
        double[] all = Arrays.copyOf(values, Measure.COUNT);
        Arrays.fill(all, Math.min(values.length, all.length), all.length, Double.NaN);
        return new Counters(all);
    }

    /** In the order of {@link Measure}. */
    public double[] toArray() {
        return values.clone();
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Counters c && Arrays.equals(values, c.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
