package dev.howdah.ui.kit;

/** Makes long series short without losing their peaks. */
final class Decimate {
    private Decimate() {}

    /** At most {@code size} values, each the greatest of its stretch; a stretch of gaps only stays a gap. */
    static double[] peaks(double[] values, int size) {
        if (values.length <= size) {
            return values;
        }
        double[] result = new double[size];
        for (int i = 0; i < size; i++) {
            int from = (int) ((long) i * values.length / size);
            int to = (int) ((long) (i + 1) * values.length / size);
            double top = Double.NaN;
            for (int j = from; j < to; j++) {
                top = Double.isNaN(top) || values[j] > top ? values[j] : top;
            }
            result[i] = top;
        }
        return result;
    }

    /**
     * The least and the greatest value of each stretch, in their order of time: two points a stretch. Gaps that fill a stretch
     * stay gaps. {@code x} rises.
     */
    static Points extremes(double[] x, double[] y, int stretches) {
        int n = x.length;
        if (n <= 2 * stretches) {
            return new Points(x, y);
        }
        double[] rx = new double[2 * stretches];
        double[] ry = new double[2 * stretches];
        for (int s = 0; s < stretches; s++) {
            int from = (int) ((long) s * n / stretches);
            int to = (int) ((long) (s + 1) * n / stretches);
            int low = from;
            int high = from;
            for (int j = from + 1; j < to; j++) {
                low = Double.isNaN(y[low]) || y[j] < y[low] ? j : low;
                high = Double.isNaN(y[high]) || y[j] > y[high] ? j : high;
            }
            int first = Math.min(low, high);
            int second = Math.max(low, high);
            rx[2 * s] = x[first];
            ry[2 * s] = y[first];
            rx[2 * s + 1] = x[second];
            ry[2 * s + 1] = y[second];
        }
        return new Points(rx, ry);
    }

    /** Times and values side by side. */
    record Points(double[] x, double[] y) {}
}
