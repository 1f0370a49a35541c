package dev.howdah.engine.apply;

import java.time.Instant;
import java.util.Map;

/**
 * What the affected statements did within a window. Immutable.
 *
 * @param from by the server's clock, {@code to} too
 * @param seconds that were really measured; less when the counters were reset or the server restarted meanwhile
 * @param statements by queryid; those that did not run are left out
 */
public record Measurement(Instant from, Instant to, double seconds, Map<String, Figures> statements) {
    public Measurement {
        statements = Map.copyOf(statements);
    }

    /**
     * One statement.
     *
     * @param meanMs time of one call
     * @param errorMs standard error of that mean: the larger of what the calls' own scatter gives and what the scatter of the
     *     window's slices gives, which also sees slow drift
     */
    public record Figures(double calls, double meanMs, double errorMs) {}
}
