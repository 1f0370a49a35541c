package dev.howdah.engine.systems.trainingmonkey;

/**
 * The ratio of acute to chronic workload. Both are means of the daily loads weighted by exp(-decay x age in days), normalised
 * over their window (Williams et al., "Better way to determine the acute:chronic workload ratio?", 2017, in the finite form).
 * Immutable.
 *
 * @param chronicDays length of the chronic window, at least 7; 28 is usual
 * @param decay per day, 0 for rolling averages
 */
public record Acwr(int chronicDays, double decay) {
    /** Days of the acute window. */
    public static final int ACUTE_DAYS = 7;

    public Acwr {
        if (chronicDays < ACUTE_DAYS || chronicDays > 365 || decay < 0 || !Double.isFinite(decay)) {
            throw new IllegalArgumentException("chronic days " + chronicDays + ", decay " + decay);
        }
    }

    /** @param ratio NaN where chronic is 0 */
    public record Result(double load, double acute, double chronic, double ratio) {}

    /**
     * The value of one day.
     *
     * @param loads of consecutive days; days without activity are 0
     * @param day index into loads; the windows before its beginning count as 0
     */
    public Result at(double[] loads, int day) {
        double acute = mean(loads, day, ACUTE_DAYS);
        double chronic = mean(loads, day, chronicDays);
        return new Result(loads[day], acute, chronic, chronic == 0 ? Double.NaN : acute / chronic);
    }

    private double mean(double[] loads, int day, int window) {
        double sum = 0;
        double weights = 0;
        double weight = 1;
        double step = Math.exp(-decay);
        for (int age = 0; age < window; age++) {
            sum += age <= day ? loads[day - age] * weight : 0;
            weights += weight;
            weight *= step;
        }
        return sum / weights;
    }
}
