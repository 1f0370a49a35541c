package dev.howdah.engine.profile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The execution times of all statements together, estimated from counters. Stateless. */
public final class StatementTimes {
    private static final double SHARE = 0.95;
    private static final int HALVINGS = 50;
    private static final double LEAST_MS = 1e-4;

    private StatementTimes() {}

    /** @param spread of the logarithm; 0 for a statement of which only the mean is known */
    private record Part(double calls, double middle, double spread) {
        /** The share of its executions that took at most so long. */
        double within(double logMs) {
            return spread == 0 ? (logMs >= middle ? 1 : 0) : normal((logMs - middle) / spread);
        }
    }

    /**
     * An estimate of the time in ms that 95 of 100 executions of any statement stayed under: each statement is taken for log-normal
     * with its mean and deviation, as in {@link StatementUse#p95EstimateMs}, and weighs with its calls. NaN without executions.
     */
    public static double p95EstimateMs(Collection<Counters> uses) {
        List<Part> parts = new ArrayList<>();
        double calls = 0;
        for (Counters c : uses) {
            double n = c.get(Measure.CALLS);
            double mean = n > 0 ? Math.max(LEAST_MS, c.get(Measure.EXEC_MS) / n) : Double.NaN;
            if (n > 0 && !Double.isNaN(mean)) {
                parts.add(part(n, mean, c.get(Measure.SQUARES)));
                calls += n;
            }
        }
        if (parts.isEmpty()) {
            return Double.NaN;
        }
        double low = Math.log(LEAST_MS);
        double high = parts.stream().mapToDouble(p -> p.middle() + 6 * p.spread()).max().orElse(low) + 1e-9;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            double sum = 0;
            for (Part p : parts) {
                sum += p.calls() * p.within(middle);
            }
            if (sum >= SHARE * calls) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return Math.exp(high);
    }

    private static Part part(double n, double mean, double squares) {
        double variance = n > 1 && !Double.isNaN(squares) ? Math.max(0, squares / n - mean * mean) : 0;
        double spread = Math.sqrt(Math.log1p(variance / (mean * mean)));
        return new Part(n, Math.log(mean) - spread * spread / 2, spread);
    }

    /** The standard normal distribution, to 1e-7: Abramowitz and Stegun, 26.2.17. */
    private static double normal(double x) {
        double t = 1 / (1 + 0.2316419 * Math.abs(x));
        double tail = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI)
                * t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return x >= 0 ? 1 - tail : tail;
    }
}
