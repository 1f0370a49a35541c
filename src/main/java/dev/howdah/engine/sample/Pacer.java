package dev.howdah.engine.sample;

import java.util.HashMap;
import java.util.Map;

/**
 * Keeps sampling within its budget. The server does not tell how much of its time a session took, so a probe counts with the fastest
 * of its last runs, less the way there and back: what is over that was waiting, for the network or for a core of a
 * busy server, and a server under load is just the one that somebody wants to see. Thread-safe.
 */
final class Pacer {
    /** Beyond that it is no longer sampling; what it then costs is shown all the same. */
    static final double SLOWEST = 10;

    private static final long TURN = 5_000_000_000L;
    /** Before that too little is known to slow anything down. */
    private static final long SETTLED = 60_000_000_000L;
    private static final long FORGOTTEN = 30_000_000_000L;
    private static final double FADE = 1.05;

    private final double budget;
    private final Map<String, Known> probes = new HashMap<>();
    private long turnAt;
    private double way;
    private Pace pace;

    /**
     * @param fastest of the last runs in nanoseconds; NaN before the second
     * @param interval that the probe wants, in nanoseconds
     */
    private record Known(double fastest, long interval, long at) {}

    Pacer(double budget, long nanoTime) {
        this.budget = budget;
        this.turnAt = nanoTime + SETTLED - TURN;
        this.pace = new Pace(1, Double.NaN, budget);
    }

    /** How long the emptiest statement takes. */
    synchronized void way(long nanos) {
        way = way == 0 ? nanos : Math.min(nanos, way * FADE);
    }

    synchronized void ran(String probe, long interval, long nanoTime, long nanos) {
        Known before = probes.get(probe);
        // The first run fills the session's caches and says nothing of the others; an old best fades, in case the probe grew dearer.
        double best = before == null ? Double.NaN : Double.isNaN(before.fastest()) ? nanos : Math.min(nanos, before.fastest() * FADE);
        probes.put(probe, new Known(best, interval, nanoTime));
        if (nanoTime - turnAt >= TURN) {
            turnAt = nanoTime;
            double wanted = wanted(nanoTime);
            double factor = Math.max(1, Math.min(SLOWEST, wanted / budget));
            pace = new Pace(factor, wanted / factor, budget);
        }
    }

    /** Milliseconds a second if every probe ran as often as it wants to. */
    private double wanted(long nanoTime) {
        probes.values().removeIf(k -> nanoTime - k.at() > 3 * k.interval() * pace.factor() + FORGOTTEN);
        return probes.values().stream()
                .filter(k -> !Double.isNaN(k.fastest()))
                .mapToDouble(k -> Math.max(0, k.fastest() - way) / k.interval() * 1_000)
                .sum();
    }

    synchronized Pace pace() {
        return pace;
    }

    /** An interval at this pace. */
    synchronized long stretched(long nanos) {
        return (long) (nanos * pace.factor());
    }
}
