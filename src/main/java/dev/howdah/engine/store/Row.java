package dev.howdah.engine.store;

import java.util.Arrays;

/**
 * A block of samples as it is stored: figure by figure, each with all its steps.
 *
 * @param second epoch second of the first step
 * @param step seconds between two steps
 * @param peaks the greatest value of each step; null at the finest level, where it would be the mean
 */
@SuppressWarnings("ArrayRecordComponent") // rows live for a moment and are never compared
record Row(long second, int step, int steps, float[] means, float @org.jspecify.annotations.Nullable [] peaks) {

    long end() {
        return second + (long) steps * step;
    }

    float mean(int figure, int i) {
        return means[figure * steps + i];
    }

    float peak(int figure, int i) {
        return peaks == null ? mean(figure, i) : peaks[figure * steps + i];
    }

    /** Whether anything is known of a step. */
    boolean holds(int i) {
        for (int f = 0; f < means.length / steps; f++) {
            if (!Float.isNaN(mean(f, i))) {
                return true;
            }
        }
        return false;
    }

    /** The whole row as one step: the mean of its means, the greatest of its peaks. */
    Row block() {
        int figures = means.length / steps;
        float[] mean = new float[figures];
        float[] peak = new float[figures];
        for (int f = 0; f < figures; f++) {
            double sum = 0;
            int n = 0;
            peak[f] = Float.NaN;
            for (int i = 0; i < steps; i++) {
                if (!Float.isNaN(mean(f, i))) {
                    sum += mean(f, i);
                    peak[f] = n == 0 ? peak(f, i) : Math.max(peak[f], peak(f, i));
                    n++;
                }
            }
            mean[f] = n == 0 ? Float.NaN : (float) (sum / n);
        }
        return new Row(second, step * steps, 1, mean, peak);
    }

    /** Collects samples of seconds that follow each other into rows. */
    static final class Maker {
        private final int figures;
        private final int most;
        private long first;
        private float[][] values = new float[0][];

        /** @param most steps in one row */
        Maker(int figures, int most) {
            this.figures = figures;
            this.most = most;
        }

        /** True when the second still belongs to the row that is being made; the first always does. */
        boolean fits(long second) {
            return values.length == 0 || (second >= first + values.length - 1 && second < first + most);
        }

        /** A second look within a second takes the place of the first. */
        void add(long second, float[] sample) {
            if (values.length == 0) {
                first = second;
            }
            int i = (int) (second - first);
            if (i >= values.length) {
                values = Arrays.copyOf(values, i + 1);
            }
            values[i] = sample;
        }

        boolean empty() {
            return values.length == 0;
        }

        Row row() {
            int steps = values.length;
            float[] means = new float[figures * steps];
            Arrays.fill(means, Float.NaN);
            for (int i = 0; i < steps; i++) {
                for (int f = 0; values[i] != null && f < figures; f++) {
                    means[f * steps + i] = values[i][f];
                }
            }
            return new Row(first, 1, steps, means, null);
        }
    }
}
