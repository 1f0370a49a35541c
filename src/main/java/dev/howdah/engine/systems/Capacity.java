package dev.howdah.engine.systems;

import java.time.Duration;
import java.util.List;

/**
 * How many users at once are served well: at most 1 in 100 requests fails, and 95 of 100 are answered within two seconds. Every
 * user asks about once a second. Immutable.
 */
public record Capacity(List<Operation> operations) implements Claim.Gauge {
    /** Tried in this order after the largest, which is tried first. */
    private static final int[] STEPS = {10, 25, 50, 100, 200, 350};

    private static final int MOST = 500;
    private static final double ERRORS = 0.01;
    private static final double MILLIS = 2000;
    private static final Duration THINK = Duration.ofSeconds(1);
    private static final Duration SHORTEST = Duration.ofSeconds(2);

    @Override
    public double read(Way way, Bench bench) {
        if (served(MOST, way, bench)) {
            return MOST;
        }
        int most = 0;
        for (int users : STEPS) {
            if (!served(users, way, bench)) {
                break;
            }
            most = users;
        }
        return most;
    }

    private boolean served(int users, Way way, Bench bench) {
        Duration time = bench.time().compareTo(SHORTEST) < 0 ? SHORTEST : bench.time();
        return isWell(Crowd.gather(bench.workbench(), operations, way, new Crowd.Spec(users, THINK, time)));
    }

    /** Whether these users were served well. */
    public static boolean isWell(Crowd.Outcome o) {
        return o.done() > 0 && o.errorRate() <= ERRORS && o.p95() <= MILLIS;
    }
}
