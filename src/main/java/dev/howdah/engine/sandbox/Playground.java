package dev.howdah.engine.sandbox;

import dev.howdah.engine.audit.AuditLog;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.job.BlastRadius;
import dev.howdah.engine.pool.PoolSpec;
import dev.howdah.engine.systems.Arena;
import dev.howdah.engine.systems.OneClick;
import dev.howdah.engine.systems.Progress;
import dev.howdah.engine.systems.SampleSystem;
import dev.howdah.engine.systems.Scorecard;
import dev.howdah.engine.systems.SeedSpec;
import dev.howdah.engine.systems.SystemCache;
import dev.howdah.engine.systems.Traffic;
import dev.howdah.engine.systems.TrafficSpec;
import dev.howdah.engine.systems.TrafficStats;
import dev.howdah.engine.systems.Way;
import dev.howdah.engine.systems.Workbench;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The sample systems on one target, by buttons: reset, seed, check, verify, cleanup, optimise, and clients that use them. Where
 * the target is not disposable, or is production, what destroys is refused by {@link OneClick}. Thread-safe.
 */
public final class Playground implements AutoCloseable {
    /** What the clients of a new sandbox do: there is something to see and to mend. */
    private static final double RATE = 60;

    private static final int CONCURRENCY = 8;

    /** The seed on which figures are compared. */
    private static final int MEASURED_SCALE = 2;

    private static final PoolSpec MEASURED_POOL = PoolSpec.of(10, 20, Duration.ofMinutes(30), true);

    private final Target target;
    private final List<SampleSystem> systems;
    private final InstantSource clock;
    private final OneClick oneClick;
    private final Workbench bench;
    private final Object beginning = new Object();
    /** Whether it was brought up to its newest version here. */
    private boolean begun;
    private @Nullable Traffic traffic;
    private boolean closed;

    /**
     * Touches nothing yet.
     *
     * @param pool what the clients take their connections from
     * @param cache what the clients of the optimised way read through
     */
    public Playground(
            Target target, DataSource pool, SystemCache cache, List<SampleSystem> systems, AuditLog audit, InstantSource clock) {
        this.target = target;
        this.systems = List.copyOf(systems);
        this.clock = clock;
        this.oneClick = new OneClick(target, audit);
        this.bench = new Workbench(target, pool, pool, cache);
    }

    public Target target() {
        return target;
    }

    /** Whether what destroys may be offered here: the marker row says disposable, and it is not production. Reads. */
    public boolean isDisposable() {
        return oneClick.isAllowed();
    }

    /** Fills what is empty and lets the clients begin, in the old way. For the sandbox. A second caller waits for the first. */
    public void begin() {
        synchronized (beginning) {
            SeedSpec full = SeedSpec.of(1, clock);
            if (!begun || !oneClick.isFilled(systems, full)) {
                oneClick.seed(systems, full, true, "", Progress.silent());
                begun = true;
            }
            bench.forgetSizes();
            traffic(TrafficSpec.all(systems, Way.BASELINE, RATE, CONCURRENCY));
        }
    }

    /** What a reset would take away. */
    public BlastRadius preview() {
        return oneClick.preview(systems);
    }

    /** Makes the systems as new; how long it took. The clients rest meanwhile. */
    public Duration reset(String typedName, Progress progress) {
        return atRest(() -> {
            long start = System.nanoTime();
            oneClick.reset(systems, SeedSpec.of(0, clock), typedName, progress);
            return Duration.ofNanos(System.nanoTime() - start);
        });
    }

    /** Adds rows. The clients rest meanwhile: their new rows would take the ids of seeded ones. */
    public OneClick.Seeded seed(int scale, boolean fast, String typedName, Progress progress) {
        return atRest(() -> oneClick.seed(systems, SeedSpec.of(scale, clock), fast, typedName, progress));
    }

    private <T> T atRest(Supplier<T> deed) {
        TrafficSpec before = traffic();
        if (before != null) {
            traffic(before.withConcurrency(0));
        }
        try {
            return deed.get();
        } finally {
            bench.forgetSizes();
            if (before != null && traffic() != null) {
                traffic(before);
            }
        }
    }

    public List<OneClick.Difference> check() {
        return oneClick.check(systems);
    }

    public List<OneClick.Finding> verify() {
        return oneClick.verify(systems);
    }

    /** With {@code preview} it only counts. */
    public List<OneClick.Cleaned> cleanup(boolean preview, String typedName) {
        return oneClick.cleanup(systems, preview, typedName);
    }

    /**
     * Measures the old way, makes the indexes, measures the new one. The clients rest meanwhile and then go on in the new way.
     *
     * @param each how long one figure of one way is measured
     */
    public List<Scorecard.Line> optimise(Duration each, String typedName, Progress progress) {
        List<Scorecard.Line> lines = atRest(() -> {
            oneClick.seed(systems, SeedSpec.of(MEASURED_SCALE, clock), true, typedName, progress);
            try (Arena arena = new Arena(target, MEASURED_POOL, clock)) {
                return new Scorecard(oneClick, arena.workbench(), each).measure(systems, typedName, progress);
            }
        });
        TrafficSpec now = traffic();
        if (now != null) {
            traffic(all(Way.OPTIMISED, now.rate(), now.concurrency()));
        }
        return lines;
    }

    /** What the clients do; null while there are none. */
    public synchronized @Nullable TrafficSpec traffic() {
        return traffic == null ? null : traffic.spec();
    }

    /** The systems in one way. */
    public TrafficSpec all(Way way, double rate, int concurrency) {
        return TrafficSpec.all(systems, way, rate, concurrency);
    }

    /**
     * Lets the clients begin, or go on in another way. Only in the sandbox: elsewhere a load is not a plaything.
     *
     * @throws IllegalStateException for any other target
     */
    public synchronized void traffic(TrafficSpec spec) {
        if (target.environment() != Environment.SANDBOX) {
            throw new IllegalStateException("traffic outside the sandbox");
        }
        if (closed) {
            return;
        }
        if (traffic == null) {
            traffic = new Traffic(bench, systems, spec);
        } else {
            traffic.change(spec);
        }
    }

    /** The clients go home; the rows stay. */
    public void stopTraffic() {
        Traffic leaving;
        synchronized (this) {
            leaving = traffic;
            traffic = null;
        }
        if (leaving != null) {
            leaving.close();
        }
    }

    /** What the clients did since they began; null while there are none. */
    public synchronized @Nullable TrafficStats stats() {
        return traffic == null ? null : traffic.stats();
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        stopTraffic();
    }
}
