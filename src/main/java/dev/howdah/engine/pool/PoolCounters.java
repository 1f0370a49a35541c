package dev.howdah.engine.pool;

import dev.howdah.engine.db.DbProblem;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what happens in one pool. Thread-safe; the paths of checkout and checkin take no lock. */
final class PoolCounters {
    private static final Logger LOG = LoggerFactory.getLogger(EnginePool.class);

    final RollingTimes acquire = new RollingTimes(System.nanoTime());
    final RollingTimes usage = new RollingTimes(System.nanoTime());
    final RollingTimes creation = new RollingTimes(System.nanoTime());

    /** The open connections. */
    final Set<Physical> open = ConcurrentHashMap.newKeySet();

    private final LongAdder connects = new LongAdder();
    private final LongAdder checkouts = new LongAdder();
    private final LongAdder checkins = new LongAdder();
    private final LongAdder recycles = new LongAdder();
    private final LongAdder invalidates = new LongAdder();
    private final LongAdder timeouts = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder usedNanos = new LongAdder();
    private final String pool;
    private volatile boolean prePing;
    private volatile boolean echo;
    private volatile @Nullable DbProblem problem;

    PoolCounters(String pool, PoolSpec spec) {
        this.pool = pool;
        follow(spec);
    }

    void follow(PoolSpec spec) {
        prePing = spec.prePing();
        echo = spec.echo();
    }

    boolean prePing() {
        return prePing;
    }

    void connected(Physical connection, long nanos) {
        open.add(connection);
        connects.increment();
        creation.record(nanos);
        problem = null;
        echo("connect");
    }

    void failed(DbProblem why) {
        failures.increment();
        problem = why;
        echo("failure");
    }

    void checkout(long nanos) {
        checkouts.increment();
        acquire.record(nanos);
        echo("checkout");
    }

    void checkin(long nanos) {
        checkins.increment();
        used(nanos);
        echo("checkin");
    }

    void used(long nanos) {
        usage.record(nanos);
        usedNanos.add(nanos);
    }

    void timedOut(long nanos) {
        timeouts.increment();
        acquire.record(nanos);
        echo("timeout");
    }

    void closed(Physical connection, boolean invalid) {
        if (open.remove(connection)) {
            (invalid ? invalidates : recycles).increment();
            echo(invalid ? "invalidate" : "recycle");
        }
    }

    @Nullable DbProblem problem() {
        return problem;
    }

    double busySeconds() {
        long now = System.nanoTime();
        long out = open.stream().map(p -> p.lent.get()).filter(l -> l != null).mapToLong(l -> now - l.since).sum();
        return (usedNanos.sum() + out) / 1e9;
    }

    PoolStats.Events events() {
        return new PoolStats.Events(
                connects.sum(), checkouts.sum(), checkins.sum(), recycles.sum(), invalidates.sum(), timeouts.sum(),
                        failures.sum());
    }

    private void echo(String event) {
        if (echo) {
            LOG.info("{}: {}", pool, event);
        }
    }
}
