package dev.howdah.engine.systems;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** Measures requests one after the other on one thread, for a given time each. Used by one thread. */
public final class Bench {
    /** A minute of the 50 to 100 requests a second that the claims speak of. */
    static final int LEARNING = 4000;

    private final Workbench workbench;
    private final Duration time;

    /** @param time how long each figure is measured; some runs before do not count */
    public Bench(Workbench workbench, Duration time) {
        this.workbench = workbench;
        this.time = time;
    }

    public Workbench workbench() {
        return workbench;
    }

    public Duration time() {
        return time;
    }

    /** Mean time of a request in milliseconds, over as many as fit. */
    public double meanMillis(Operation operation, Way way) {
        return run(operation, way).meanMillis();
    }

    /** Mean number of statements that a request sends. */
    public double statements(Operation operation, Way way) {
        return run(operation, way).statements();
    }

    /** Mean number of statements over requests of all kinds, by their weights. */
    public double statementsOfMix(List<Operation> operations, Way way) {
        double sum = 0;
        double weights = 0;
        for (Operation o : operations) {
            sum += statements(o, way) * o.weight();
            weights += o.weight();
        }
        return sum / weights;
    }

    /**
     * The share of requests of these kinds, by their weights, that need no statement once the cache knows what is asked for often:
     * the first ones, {@link #LEARNING} of each kind, do not count.
     */
    public double shareFromCache(List<Operation> operations, Way way) {
        double sum = 0;
        double weights = 0;
        for (Operation o : operations) {
            SplittableRandom random = new SplittableRandom(11);
            for (int i = 0; i < LEARNING; i++) {
                once(o.work(way), way, random);
            }
            sum += statements(o, way) * o.weight();
            weights += o.weight();
        }
        return 1 - sum / weights;
    }

    /**
     * The share of requests of one kind that need no statement, of a minute of them that begins with nothing known.
     *
     * @param keyPrefix of the entries that are forgotten first
     */
    public double shareOfAMinute(Operation operation, Way way, String keyPrefix) {
        workbench.cache().drop(keyPrefix);
        SplittableRandom random = new SplittableRandom(11);
        long statements = 0;
        for (int i = 0; i < LEARNING; i++) {
            statements += once(operation.work(way), way, random);
        }
        return 1 - (double) statements / LEARNING;
    }

    private Outcome run(Operation operation, Way way) {
        SplittableRandom random = new SplittableRandom(7);
        Operation.Work work = operation.work(way);
        long warmUp = System.nanoTime() + time.toNanos() / 5;
        do {
            once(work, way, random);
        } while (System.nanoTime() < warmUp);
        long runs = 0;
        long statements = 0;
        long start = System.nanoTime();
        long end = start + time.toNanos();
        long now;
        do {
            statements += once(work, way, random);
            runs++;
            now = System.nanoTime();
        } while (now < end);
        return new Outcome((now - start) / 1e6 / runs, (double) statements / runs);
    }

    private int once(Operation.Work work, Way way, SplittableRandom random) {
        try (Session session = workbench.session(way, random)) {
            work.run(session);
            return session.statements();
        }
    }

    private record Outcome(double meanMillis, double statements) {}
}
