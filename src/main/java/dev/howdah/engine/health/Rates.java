package dev.howdah.engine.health;

import dev.howdah.engine.health.HealthMemory.Counter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Turns counters into rates between two looks. A reset, a restart or a clock that went back gives no rate, never a wrong one. */
final class Rates {
    /** Two looks that are closer say nothing. */
    private static final Duration SHORTEST = Duration.ofMillis(500);

    /** Two looks that are further apart speak of a time that is over. */
    private static final Duration LONGEST = Duration.ofHours(25);

    private Rates() {}

    /** The counters of these rows. */
    static Map<String, Counter> counters(List<CheckRow> rows, Instant at) {
        Map<String, Counter> counters = new HashMap<>();
        rows.forEach(r -> counters.put(r.object(),
                new Counter(at, r.number("total"), r.number("base"), Objects.requireNonNullElse(r.text("epoch"), ""))));
        return counters;
    }

    /** The rows that could be compared with the look before, with their rate as value; NaN below the floor. */
    static List<CheckRow> rates(Check check, List<CheckRow> rows, Map<String, Counter> before, Map<String, Counter> now) {
        List<CheckRow> rates = new ArrayList<>();
        for (CheckRow row : rows) {
            Counter a = before.get(row.object());
            Counter b = Objects.requireNonNull(now.get(row.object()));
            if (a != null && comparable(a, b)) {
                rates.add(row.with("value", rate(check.measure(), a, b)));
            }
        }
        return rates;
    }

    private static boolean comparable(Counter a, Counter b) {
        Duration apart = Duration.between(a.at(), b.at());
        return apart.compareTo(SHORTEST) >= 0 && apart.compareTo(LONGEST) <= 0 && a.epoch().equals(b.epoch()) && a.total() <= b.total();
    }

    private static double rate(Check.Measure measure, Counter a, Counter b) {
        double rise = b.total() - a.total();
        if (measure.rate() == Check.Rate.SECOND) {
            return rise / (Duration.between(a.at(), b.at()).toNanos() / 1e9);
        }
        double base = b.base() - a.base();
        return base > 0 && base >= measure.floor() ? rise / base : Double.NaN;
    }
}
