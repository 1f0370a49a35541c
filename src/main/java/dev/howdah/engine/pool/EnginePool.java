package dev.howdah.engine.pool;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * A pool of connections to one target: HikariCP with its times, its leaks and its levers in the open. It can be made while the
 * server is away; callers then wait as long as the spec allows and get the reason. Thread-safe.
 */
public final class EnginePool implements AutoCloseable {
    /** Of the pool that an engine lends from. */
    public static final String NAME = "engine";

    private static final Duration OVERFLOW_REST = Duration.ofSeconds(30);
    private static final Duration KEEPALIVE = Duration.ofSeconds(120);
    private static final Duration LONGEST_VALIDATION = Duration.ofSeconds(5);

    private final String name;
    private final InstantSource clock;
    private final PoolCounters counters;
    private final HikariDataSource hikari;
    private final Gate gate = new Gate();
    private final DataSource dataSource = (BareDataSource) this::lend;
    private final PoolMeters meters;
    private volatile PoolSpec spec;

    /**
     * Opens the pool; connections follow in the background.
     *
     * @param name for people and meters, unique within a target: {@link #NAME}, {@code sampler}
     */
    public EnginePool(
            String name, Target target, SessionSpec session, PoolSpec spec, MeterRegistry registry, InstantSource clock) {
        this.name = name;
        this.clock = clock;
        this.spec = spec;
        this.counters = new PoolCounters(name, spec);
        this.hikari = new HikariDataSource(config(spec, session, new ServerSource(target, session, counters)));
        this.meters = new PoolMeters(registry, this, target.name());
    }

    private HikariConfig config(PoolSpec s, SessionSpec session, DataSource source) {
        HikariConfig c = new HikariConfig();
        c.setPoolName("howdah-" + name);
        c.setDataSource(source);
        c.setReadOnly(session.readOnly());
        c.setInitializationFailTimeout(-1);
        c.setMaximumPoolSize(s.max());
        c.setMinimumIdle(s.minIdle());
        c.setIdleTimeout(idleTimeout(s));
        c.setMaxLifetime(s.recycle().toMillis());
        c.setKeepaliveTime(keepalive(s));
        c.setConnectionTimeout(s.timeout().toMillis());
        c.setValidationTimeout(validation(s));
        return c;
    }

    public String name() {
        return name;
    }

    /** The spec in force. */
    public PoolSpec spec() {
        return spec;
    }

    /** Lends connections. Closing one gives it back. */
    public DataSource dataSource() {
        return dataSource;
    }

    private Connection lend() throws SQLException {
        PoolSpec now = spec;
        long start = System.nanoTime();
        try {
            gate.pass(now.timeout().toNanos());
            Connection pooled = within(now);
            counters.checkout(System.nanoTime() - start);
            return new Lent(pooled, pooled.unwrap(Physical.class), counters, !now.leakThreshold().isZero());
        } catch (SQLTransientConnectionException e) {
            counters.timedOut(System.nanoTime() - start);
            throw e;
        }
    }

    /** The data source waits as long as it was told when it was made; its pool waits as long as it is told now. */
    private Connection within(PoolSpec now) throws SQLException {
        return !hikari.isClosed() && hikari.getHikariPoolMXBean() instanceof HikariPool pool
                ? pool.getConnection(now.timeout().toMillis()) : hikari.getConnection();
    }

    /** How the pool stands now. Cheap enough for every second. */
    public PoolStats stats() {
        long now = System.nanoTime();
        var gauges = hikari.getHikariPoolMXBean();
        return new PoolStats(
                clock.instant(),
                name,
                spec,
                gate.isShut(),
                gauges.getActiveConnections(),
                gauges.getIdleConnections(),
                gauges.getThreadsAwaitingConnection() + gate.waiting(),
                counters.events(),
                counters.acquire.look(now),
                counters.usage.look(now),
                counters.creation.look(now),
                counters.busySeconds(),
                counters.problem());
    }

    /** The connections that are out, the longest first. */
    public List<Loan> loans() {
        long now = System.nanoTime();
        return lent((physical, l) -> new Loan(
                l.id(), l.thread(), Duration.ofNanos(now - l.since), physical.backendPid, physical.applicationName));
    }

    /** The connections that are out for longer than the leak threshold, the longest first; none when it is zero. */
    public List<Leak> leaks() {
        Duration threshold = spec.leakThreshold();
        long now = System.nanoTime();
        Instant at = clock.instant();
        return lent((physical, l) -> {
            Duration held = Duration.ofNanos(now - l.since);
            boolean leaked = !threshold.isZero() && held.compareTo(threshold) >= 0;
            return leaked ? new Leak(l.id(), l.thread(), at.minus(held), held, physical.backendPid, l.stack()) : null;
        });
    }

    private <T> List<T> lent(BiFunction<Physical, Lent, @Nullable T> reader) {
        record Pair(Physical physical, Lent lent) {}
        List<Pair> out = new ArrayList<>();
        for (Physical p : counters.open) {
            Lent l = p.lent.get();
            if (l != null) {
                out.add(new Pair(p, l));
            }
        }
        out.sort(Comparator.comparingLong(pair -> pair.lent.since));
        List<T> result = new ArrayList<>();
        for (Pair pair : out) {
            T read = reader.apply(pair.physical, pair.lent);
            if (read != null) {
                result.add(read);
            }
        }
        return result;
    }

    /**
     * Takes a lent connection back: its running statement is cancelled, the connection closed and replaced. The caller that has
     * it gets an error at its next use.
     *
     * @return false when it had been given back meanwhile
     */
    public boolean reclaim(long loanId) {
        for (Physical p : counters.open) {
            Lent l = p.lent.get();
            if (l != null && l.id() == loanId) {
                p.doom();
                cancel(p);
                hikari.evictConnection(l.delegate);
                abort(p);
                return true;
            }
        }
        return false;
    }

    private static void cancel(Physical p) {
        try {
            p.unwrap(PGConnection.class).cancelQuery();
        } catch (SQLException e) {
            // The server is gone or did not listen: closing the connection is what counts.
            p.doom();
        }
    }

    /** HikariCP closes in the background; the caller shall not get one more answer. */
    private static void abort(Physical p) {
        try {
            p.abort(Runnable::run);
        } catch (SQLException e) {
            // It was closed already, which is all that was wanted.
            p.doom();
        }
    }

    /** Changes size and overflow now. Idle connections beyond the new size are closed, lent ones when they come back. */
    public void resize(int size, int overflow) {
        apply(spec.withSize(size, overflow));
    }

    /**
     * Puts another spec in force at once. When connections shall be recycled earlier or later than before, the present ones are
     * replaced as they come free.
     */
    public synchronized void apply(PoolSpec next) {
        PoolSpec before = spec;
        var levers = hikari.getHikariConfigMXBean();
        levers.setMinimumIdle(Math.min(next.minIdle(), before.minIdle()));
        levers.setMaximumPoolSize(next.max());
        levers.setMinimumIdle(next.minIdle());
        levers.setIdleTimeout(idleTimeout(next));
        levers.setMaxLifetime(next.recycle().toMillis());
        levers.setValidationTimeout(Math.min(validation(next), validation(before)));
        levers.setConnectionTimeout(next.timeout().toMillis());
        levers.setValidationTimeout(validation(next));
        counters.follow(next);
        spec = next;
        if (!next.recycle().equals(before.recycle())) {
            softEvict();
        }
        if (next.max() < before.max()) {
            shrink(next.max());
        }
    }

    private void shrink(int max) {
        var gauges = hikari.getHikariPoolMXBean();
        for (int i = gauges.getTotalConnections() - max; i > 0 && gauges.getIdleConnections() > 0; i--) {
            try (Connection c = hikari.getConnection()) {
                hikari.evictConnection(c);
            } catch (SQLException e) {
                return;
            }
        }
    }

    /** Replaces every connection: idle ones now, lent ones when they are given back. */
    public void softEvict() {
        counters.open.forEach(Physical::doom);
        hikari.getHikariPoolMXBean().softEvictConnections();
    }

    /** Lends nothing until {@link #resume()}; who asks waits as long as the timeout allows. */
    public void suspend() {
        gate.shut();
    }

    public void resume() {
        gate.open();
    }

    /** Closes the pool and all its connections. */
    @Override
    public void close() {
        meters.close();
        gate.open();
        hikari.close();
    }

    private static long idleTimeout(PoolSpec s) {
        return s.minIdle() < s.max() ? OVERFLOW_REST.toMillis() : 0;
    }

    private static long keepalive(PoolSpec s) {
        return s.recycle().isZero() || s.recycle().compareTo(KEEPALIVE) > 0 ? KEEPALIVE.toMillis() : 0;
    }

    private static long validation(PoolSpec s) {
        return Math.min(LONGEST_VALIDATION.toMillis(), s.timeout().toMillis());
    }
}
