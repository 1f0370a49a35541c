package dev.howdah.engine.health;

import dev.howdah.engine.sample.Rhythm;
import java.time.Duration;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps the checks of one target within their budget. The dear ones give way: none may take more of the budget than a level that
 * is found so that all together fit, and the cheap ones keep the rhythm that they want. A check counts with the fastest of its last runs, less the way there
 * and back: what is over that was waiting. Not thread-safe.
 */
final class CheckPace {
    /** Beyond that a check says nothing of the present any more. */
    static final double SLOWEST = 10;

    private static final double FADE = 1.05;

    private final double budget;
    private final Map<Check, Double> costs = new IdentityHashMap<>();
    private double level = Double.POSITIVE_INFINITY;
    private double way = Double.NaN;

    /** Within the checks' part of half a per cent of a core. */
    CheckPace() {
        this(Rhythm.checking().budget());
    }

    /** @param budget milliseconds a second */
    CheckPace(double budget) {
        this.budget = budget;
    }

    /** How long a statement took that costs the server next to nothing. */
    void way(long nanos) {
        way = Double.isNaN(way) ? nanos : Math.min(nanos, way * FADE);
    }

    /** How long a check's own statement took. */
    void ran(Check check, long nanos) {
        double cost = Math.max(0, nanos - (Double.isNaN(way) ? 0 : way)) / 1e6;
        costs.merge(check, cost, (before, now) -> Math.min(now, before * FADE));
        level = level();
    }

    /** The greatest share, in milliseconds a second, with which all together fit; infinite when they fit as they are. */
    private double level() {
        List<Double> rates = costs.keySet().stream().map(this::wanted).sorted().toList();
        double left = budget;
        for (int i = 0; i < rates.size(); i++) {
            double even = left / (rates.size() - i);
            if (rates.get(i) > even) {
                return even;
            }
            left -= rates.get(i);
        }
        return Double.POSITIVE_INFINITY;
    }

    private double wanted(Check check) {
        return costs.getOrDefault(check, 0.0) * 1e3 / check.manner().interval().toMillis();
    }

    /** How long after a run the next one is due. */
    Duration pause(Check check) {
        Duration interval = check.manner().interval();
        double factor = Math.clamp(wanted(check) / level, 1, SLOWEST);
        return Duration.ofMillis(Math.round(interval.toMillis() * factor));
    }

    /** Those that run less often than they want to, the dearest first. */
    List<Slowed> slowed() {
        return costs.keySet().stream()
                .filter(c -> wanted(c) > level)
                .sorted(Comparator.comparingDouble(this::wanted).reversed())
                .map(c -> new Slowed(c, costs.getOrDefault(c, 0.0), pause(c)))
                .toList();
    }

    /** Milliseconds a second that all take at their pauses. */
    double taken() {
        return costs.entrySet().stream().mapToDouble(e -> e.getValue() * 1e3 / pause(e.getKey()).toMillis()).sum();
    }
}
