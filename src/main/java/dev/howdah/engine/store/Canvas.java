package dev.howdah.engine.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Evenly spaced points that are filled level by level: what one level knows, the next is not asked for. */
final class Canvas {
    private static final int MOST_GAPS = 50;

    private final long start;
    private final long step;
    private final int n;
    private final List<String> figures;
    private final double[][] means;
    private final double[][] peaks;
    private final boolean[] known;

    /**
     * @param start epoch second of the first point
     * @param step seconds between two points
     */
    Canvas(long start, long step, int n, List<String> figures) {
        this.start = start;
        this.step = step;
        this.n = n;
        this.figures = figures;
        means = new double[figures.size()][n];
        peaks = new double[figures.size()][n];
        known = new boolean[n];
        Arrays.stream(means).forEach(a -> Arrays.fill(a, Double.NaN));
        Arrays.stream(peaks).forEach(a -> Arrays.fill(a, Double.NaN));
    }

    /** Stretches of which nothing is known yet, from and to as epoch seconds. */
    List<long[]> gaps() {
        List<long[]> gaps = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            if (!known[i]) {
                int j = i;
                while (j < n && !known[j]) {
                    j++;
                }
                if (gaps.size() < MOST_GAPS) {
                    gaps.add(new long[] {start + i * step, start + j * step});
                } else {
                    gaps.getLast()[1] = start + j * step;
                }
                i = j;
            }
        }
        return gaps;
    }

    /**
     * Fills what is not known yet from rows of one level, of which the later ones hold where they overlap.
     *
     * @param levelStep seconds between two steps of the rows
     * @param names of a row's figures by the number of their list
     */
    void fill(List<Rows.Stored> rows, int levelStep, long[] gap, IntFunction<List<String>> names) {
        long low = rows.stream().mapToLong(r -> r.row().second()).min().orElse(0);
        long high = rows.stream().mapToLong(r -> r.row().end()).max().orElse(0);
        low = Math.max(low, gap[0] - Math.floorMod(gap[0] - low, (long) levelStep));
        high = Math.min(high, gap[1]);
        int slots = (int) Math.max(0, (high - low + levelStep - 1) / levelStep);
        if (slots == 0) {
            return;
        }
        Layer layer = new Layer(low, levelStep, slots, figures.size());
        for (Rows.Stored r : rows) {
            List<String> held = names.apply(r.figures());
            layer.lay(r.row(), figures.stream().mapToInt(held::indexOf).toArray());
        }
        if (levelStep >= step) {
            stretch(layer);
        } else {
            gather(layer);
        }
    }

    /** One step of the level is many points. */
    private void stretch(Layer layer) {
        for (int p = 0; p < n; p++) {
            int slot = layer.slot(start + p * step);
            if (!known[p] && slot >= 0 && slot < layer.slots && layer.touched[slot]) {
                known[p] = true;
                for (int f = 0; f < figures.size(); f++) {
                    means[f][p] = layer.means[f][slot];
                    peaks[f][p] = layer.peaks[f][slot];
                }
            }
        }
    }

    /** Many steps of the level are one point. */
    private void gather(Layer layer) {
        for (int p = 0; p < n; p++) {
            int from = Math.max(0, layer.slot(start + p * step));
            int to = Math.min(layer.slots, layer.slot(start + (p + 1) * step));
            if (known[p] || !layer.any(from, to)) {
                continue;
            }
            known[p] = true;
            for (int f = 0; f < figures.size(); f++) {
                double sum = 0;
                double peak = Double.NaN;
                int count = 0;
                for (int i = from; i < to; i++) {
                    if (!Float.isNaN(layer.means[f][i])) {
                        sum += layer.means[f][i];
                        peak = count == 0 ? layer.peaks[f][i] : Math.max(peak, layer.peaks[f][i]);
                        count++;
                    }
                }
                means[f][p] = count == 0 ? Double.NaN : sum / count;
                peaks[f][p] = peak;
            }
        }
    }

    /** @param held seconds for which a value stands until the next one */
    Span span(int held) {
        if (step < held) {
            Arrays.stream(means).forEach(a -> hold(a, held));
            Arrays.stream(peaks).forEach(a -> hold(a, held));
        }
        long[] seconds = new long[n];
        for (int i = 0; i < n; i++) {
            seconds[i] = start + i * step;
        }
        Map<String, double[]> m = new LinkedHashMap<>();
        Map<String, double[]> p = new LinkedHashMap<>();
        for (int f = 0; f < figures.size(); f++) {
            m.put(figures.get(f), means[f]);
            p.put(figures.get(f), peaks[f]);
        }
        return new Span(Duration.ofSeconds(step), seconds, m, p);
    }

    /** Fills short holes with what came before: sampling that is slower than the step leaves no gaps in lines. */
    private void hold(double[] values, int held) {
        int last = -1;
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                if (last >= 0 && (i - last) * step <= held) {
                    Arrays.fill(values, last + 1, i, values[last]);
                }
                last = i;
            }
        }
    }

    /** What one level holds, step by step. */
    private static final class Layer {
        private final long start;
        private final int step;
        private final int slots;
        private final float[][] means;
        private final float[][] peaks;
        private final boolean[] touched;

        Layer(long start, int step, int slots, int figures) {
            this.start = start;
            this.step = step;
            this.slots = slots;
            means = new float[figures][slots];
            peaks = new float[figures][slots];
            touched = new boolean[slots];
            Arrays.stream(means).forEach(a -> Arrays.fill(a, Float.NaN));
            Arrays.stream(peaks).forEach(a -> Arrays.fill(a, Float.NaN));
        }

        int slot(long second) {
            return (int) Math.floorDiv(second - start, (long) step);
        }

        void lay(Row row, int[] place) {
            int first = slot(row.second());
            for (int i = 0; i < row.steps(); i++) {
                int slot = first + i;
                if (slot < 0 || slot >= slots) {
                    continue;
                }
                touched[slot] = true;
                for (int f = 0; f < place.length; f++) {
                    means[f][slot] = place[f] < 0 ? Float.NaN : row.mean(place[f], i);
                    peaks[f][slot] = place[f] < 0 ? Float.NaN : row.peak(place[f], i);
                }
            }
        }

        boolean any(int from, int to) {
            for (int i = from; i < to; i++) {
                if (touched[i]) {
                    return true;
                }
            }
            return false;
        }
    }
}
