package dev.howdah.ui.kit;

import java.util.ArrayList;
import java.util.List;

/**
 * What a chart draws: few enough points, already stacked where they are. Immutable.
 *
 * @param from left edge, epoch seconds
 * @param top upper edge of the value axis; the lower one is zero
 */
record Picture(double from, double to, double top, double tick, List<Trace> traces, List<Mark> marks) {
    static final Picture EMPTY = new Picture(0, 1, 1, 0.25, List.of(), List.of());
    private static final int STRETCHES = 400;
    private static final double FIRST_DAY = 86_400;
    private static final int MAX_STEPS = 5;

    /** One drawn series; {@code base} is zero unless stacked. */
    record Trace(Line line, double[] x, double[] y, double[] base) {}

    /** Whether there is a window at all: before the first figures there is none. */
    boolean isTold() {
        return to > FIRST_DAY;
    }

    /** Nothing was collected within the window. */
    boolean isEmpty() {
        return traces.stream().allMatch(t -> java.util.Arrays.stream(t.y()).allMatch(Double::isNaN));
    }

    /** {@code shown} tells which lines are switched on. */
    static Picture of(double from, double to, List<Line> lines, List<Mark> marks, boolean stacked, Unit unit, List<Boolean> shown) {
        List<Trace> traces = new ArrayList<>();
        double top = 0;
        double[] base = {};
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            if (!shown.get(i)) {
                continue;
            }
            Line cut = cut(line, from, to);
            Decimate.Points few = stacked
                    ? new Decimate.Points(means(cut.seconds()), means(cut.values()))
                    : Decimate.extremes(cut.seconds(), cut.values(), STRETCHES);
            double[] lower = stacked && base.length == few.y().length ? base : new double[few.y().length];
            double[] upper = new double[few.y().length];
            for (int p = 0; p < upper.length; p++) {
                upper[p] = few.y()[p] + (Double.isNaN(lower[p]) ? 0 : lower[p]);
                top = Double.isNaN(upper[p]) ? top : Math.max(top, upper[p]);
            }
            traces.add(new Trace(line, few.x(), upper, lower));
            base = upper;
        }
        double tick = tick(top, unit);
        double edge = top <= 0 ? 1 : Math.ceil(top * 1.02 / tick) * tick;
        // there is no more than all of it
        edge = unit == Unit.SHARE && top <= 1 ? Math.min(1, edge) : edge;
        return new Picture(from, to, edge, tick, List.copyOf(traces), marks);
    }

    /** A round distance between grid lines, so that at most five steps reach the top. */
    static double tick(double top, Unit unit) {
        boolean things = unit == Unit.COUNT || unit == Unit.WHOLE;
        boolean bytes = unit == Unit.BYTES || unit == Unit.BYTES_PER_SECOND;
        if (top <= 0 || Double.isInfinite(top)) {
            return things || bytes ? 1 : 0.25;
        }
        double raw = top * 1.02 / MAX_STEPS;
        double power = bytes ? Math.pow(1024, Math.floor(Math.log(raw) / Math.log(1024))) : Math.pow(10, Math.floor(Math.log10(raw)));
        double[] steps = bytes ? new double[] {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024} : new double[] {1, 2, 2.5, 5, 10};
        for (double step : steps) {
            double tick = things ? Math.max(1, step * power) : step * power;
            if (tick >= raw && !(things && tick != Math.rint(tick))) {
                return tick;
            }
        }
        return power * steps[steps.length - 1];
    }

    /** Only what lies in the window, and one point before it. */
    private static Line cut(Line line, double from, double to) {
        double[] x = line.seconds();
        int low = 0;
        while (low < x.length && x[low] < from) {
            low++;
        }
        int high = low;
        while (high < x.length && x[high] <= to) {
            high++;
        }
        low = Math.max(0, low - 1);
        if (low == 0 && high == x.length) {
            return line;
        }
        return new Line(
                line.name(),
                line.hue(),
                java.util.Arrays.copyOfRange(x, low, high),
                java.util.Arrays.copyOfRange(line.values(), low, high));
    }

    /** Means of equal stretches: sums of stacked series stay sums. */
    private static double[] means(double[] values) {
        int size = 2 * STRETCHES;
        if (values.length <= size) {
            return values;
        }
        double[] result = new double[size];
        for (int i = 0; i < size; i++) {
            int start = (int) ((long) i * values.length / size);
            int end = (int) ((long) (i + 1) * values.length / size);
            double sum = 0;
            int n = 0;
            for (int j = start; j < end; j++) {
                if (!Double.isNaN(values[j])) {
                    sum += values[j];
                    n++;
                }
            }
            result[i] = n == 0 ? Double.NaN : sum / n;
        }
        return result;
    }

    /** The value of a trace's line at the last moment not after {@code second}; NaN when there is none near. */
    static double at(Line line, double second) {
        int i = java.util.Arrays.binarySearch(line.seconds(), second);
        int place = i >= 0 ? i : -i - 2;
        return place < 0 || place >= line.values().length ? Double.NaN : line.values()[place];
    }
}
