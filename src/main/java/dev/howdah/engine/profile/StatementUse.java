package dev.howdah.engine.profile;

/**
 * What one statement did within a window, with the figures that follow from its counters. Times in ms. Figures that the server
 * does not collect are NaN.
 *
 * @param seconds length of the window
 */
public record StatementUse(StatementKey key, Counters counters, double seconds) {
    /** The 95th percentile of the standard normal distribution. */
    private static final double Z95 = 1.6448536269514722;

    public double calls() {
        return get(Measure.CALLS);
    }

    public double callsPerSecond() {
        return calls() / seconds;
    }

    /** Execution time in ms; planning is not in it. */
    public double totalMs() {
        return get(Measure.EXEC_MS);
    }

    /** Milliseconds of execution in a second of time: 1,000 keeps one session busy. */
    public double load() {
        return totalMs() / seconds;
    }

    public double meanMs() {
        return calls() > 0 ? totalMs() / calls() : Double.NaN;
    }

    /** Standard deviation of the execution times within the window, in ms: from the sums of squares before and after. */
    public double deviationMs() {
        double n = calls();
        if (!(n > 1)) {
            return Double.NaN;
        }
        double mean = totalMs() / n;
        return Math.sqrt(Math.max(0, get(Measure.SQUARES) / n - mean * mean));
    }

    /**
     * An estimate of the time that 95 of 100 executions stayed under, in ms. The server keeps no percentiles: this is that of the
     * log-normal distribution with the window's mean and deviation, ln N(m, s²) with s² = ln(1 + (deviation / mean)²) and
     * m = ln(mean) - s² / 2. Exact percentiles come from the log. NaN below 5 calls.
     */
    public double p95EstimateMs() {
        double mean = meanMs();
        double deviation = deviationMs();
        if (calls() < 5 || !(mean > 0) || Double.isNaN(deviation)) {
            return Double.NaN;
        }
        double variance = Math.log1p((deviation / mean) * (deviation / mean));
        return Math.exp(Math.log(mean) - variance / 2 + Z95 * Math.sqrt(variance));
    }

    public double rowsPerCall() {
        return calls() > 0 ? get(Measure.ROWS) / calls() : Double.NaN;
    }

    /** Blocks that were not in shared_buffers, or were written by the statement itself. */
    public double ioBlocks() {
        return get(Measure.SHARED_READ) + get(Measure.SHARED_WRITTEN);
    }

    /** Time for reading and writing blocks in ms; 0 where track_io_timing is off. */
    public double ioMs() {
        double sum = 0;
        for (Measure m : new Measure[] {
            Measure.SHARED_READ_MS, Measure.SHARED_WRITE_MS, Measure.LOCAL_READ_MS, Measure.LOCAL_WRITE_MS, Measure.TEMP_READ_MS, Measure.TEMP_WRITE_MS
        }) {
            sum += Double.isNaN(get(m)) ? 0 : get(m);
        }
        return sum;
    }

    /** Share of shared blocks that were found in shared_buffers, 0 to 1; NaN when it touched none. */
    public double hitRatio() {
        double hit = get(Measure.SHARED_HIT);
        double all = hit + get(Measure.SHARED_READ);
        return all > 0 ? hit / all : Double.NaN;
    }

    public double tempBlocks() {
        return get(Measure.TEMP_READ) + get(Measure.TEMP_WRITTEN);
    }

    public double get(Measure m) {
        return counters.get(m);
    }
}
