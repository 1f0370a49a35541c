package dev.howdah.engine.systems;

import java.time.Duration;
import java.util.List;

/**
 * How many users at once are served well: at most 1 in 100 requests fails, and 95 of 100 are answered within two seconds. Every
 * user asks about once a second. Immutable.
 */
public record Capacity(List<Operation> operations) implements Claim.Gauge {
    /** Tried first: what is claimed. */
    private static final int CLAIMED = 500;

    /** Tried in this order when that many are not served well. */
    private static final int[] FEWER = {10, 25, 50, 100, 200, 350};

    /** Tried in this order when they are: the old way may serve more than its claim says, too. */
    private static final int[] MORE = {750, 1_000};

    private static final double ERRORS = 0.01;
    private static final double MILLIS = 2000;
    private static final Duration THINK = Duration.ofSeconds(1);
    private static final Duration SHORTEST = Duration.ofSeconds(2);

    @Override
    public double read(Way way, Bench bench) {
        boolean claimed = served(CLAIMED, way, bench);
        int most = claimed ? CLAIMED : 0;
        for (int users : claimed ? MORE : FEWER) {
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
