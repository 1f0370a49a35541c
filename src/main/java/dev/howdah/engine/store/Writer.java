package dev.howdah.engine.store;

import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.DbProblem;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The journal's connection to the repository and all that holds as long as that lives. Belongs to the journal's thread. */
final class Writer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    private static final Duration TURN = Duration.ofMinutes(1);
    private static final Duration SETTLED = Duration.ofMinutes(10);
    private static final Duration JUMP = Duration.ofMinutes(5);
    private static final int DAYS = 31;

    private final Repository repository;
    private final Retention retention;
    private final Memories memories;
    private final Connection connection;
    private final Partitions partitions;
    private final TargetTable table = new TargetTable();
    private final Map<Recording, TargetWriter> targets = new LinkedHashMap<>();
    private final long openedAt = System.nanoTime();
    private long turnAt = openedAt - TURN.toNanos();
    private @Nullable Instant turnWall;
    private long mayDropAt;
    private long turns;
    private Duration ahead = Duration.ZERO;
    private @Nullable Instant newest;

    Writer(Repository repository, Retention retention, Memories memories) {
        this.repository = repository;
        this.retention = retention;
        this.memories = memories;
        this.connection = Connections.open(repository.target(), Repository.SESSION);
        this.mayDropAt = openedAt + SETTLED.toNanos();
        try {
            try (Statement s = connection.createStatement()) {
                // The server must soon notice that we are gone: the session holds the locks of our targets.
                s.execute("SET tcp_keepalives_idle = 15; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3");
            }
            partitions = new Partitions(connection);
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            close();
            throw DbException.of(e, repository.target());
        }
    }

    boolean usable() {
        try {
            return !connection.isClosed();
        } catch (SQLException e) {
            return false;
        }
    }

    /** When the newest entry that was written was made. */
    @Nullable Instant newest() {
        return newest;
    }

    /** All or nothing. */
    void write(List<Entry> batch) {
        if (batch.isEmpty()) {
            return;
        }
        try {
            hold();
            for (Entry e : batch) {
                target(e.owner()).accept(connection, e);
            }
            for (TargetWriter t : targets.values()) {
                t.finish(connection);
            }
            connection.commit();
            for (Entry e : batch) {
                newest = e.late() ? newest : e.at();
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /**
     * No migration that changes what is there begins before this transaction is over, see {@link Repository}; and when there was one
     * since the last look, nothing is written.
     */
    private void hold() throws SQLException {
        try (Statement s = connection.createStatement()) {
            s.execute("SELECT pg_advisory_xact_lock_shared(hashtext('" + Repository.LAYOUT_LOCK + "'))");
            try (ResultSet r = s.executeQuery("SELECT max(number) FROM howdah_store.layout")) {
                r.next();
                repository.check(r.getInt(1));
            }
        }
    }

    private TargetWriter target(Recording recording) {
        return targets.computeIfAbsent(recording, r -> new TargetWriter(r, memories.of(r), partitions, table));
    }

    /** True for a fault of what was written; then nothing else can be written on this connection's state either. */
    boolean refuses(DbProblem problem) {
        return dataFault(problem);
    }

    static boolean dataFault(DbProblem problem) {
        return problem instanceof DbProblem.ServerSide s && (s.sqlState().startsWith("22") || s.sqlState().startsWith("23"));
    }

    /** Frees the targets of recordings that were closed. */
    void end(List<Recording> over) {
        try {
            for (Recording r : over) {
                TargetWriter t = targets.remove(r);
                if (t != null) {
                    t.end(connection);
                }
            }
            connection.commit();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Once a minute: partitions ahead, old ones away, under the ceiling, and whether this Howdah may still write. */
    void maintain(Instant now) {
        long nano = System.nanoTime();
        if (nano - turnAt < TURN.toNanos()) {
            return;
        }
        Duration ran = Duration.ofNanos(nano - turnAt);
        turnAt = nano;
        repository.check();
        try {
            for (Level level : Level.values()) {
                partitions.ensure(connection, level, now.plus(level.width()));
            }
            Clocks clocks = Clocks.read(connection, now);
            tell(clocks);
            connection.commit();
            if (mayDrop(clocks.earlier(), nano, ran)) {
                shorten(clocks);
            }
        } catch (SQLException e) {
            throw failed(e);
        }
        turns++;
    }

    /** A clock that differs from the repository's is noted once with every target that is written here, and once when it agrees again. */
    private void tell(Clocks clocks) throws SQLException {
        ahead = clocks.ahead();
        for (TargetWriter t : targets.values()) {
            t.clock(connection, clocks.mine(), ahead);
        }
    }

    /** How far the clock of this machine is ahead of the repository's, as it was last seen; zero when they agree. */
    Duration ahead() {
        return ahead;
    }

    /**
     * What is too old is told by the clock, and a clock can be wrong: it is believed when it agrees with what was written last, or
     * when it has run evenly for a while.
     */
    private boolean mayDrop(Instant now, long nano, Duration ran) throws SQLException {
        Instant before = turnWall;
        turnWall = now;
        if (before != null && Duration.between(before, now).minus(ran).abs().compareTo(JUMP) > 0) {
            mayDropAt = nano + Duration.ofHours(1).toNanos();
        } else if (before == null && plausible(now)) {
            mayDropAt = nano;
        }
        return nano >= mayDropAt;
    }

    private boolean plausible(Instant now) throws SQLException {
        try (Statement s = connection.createStatement();
                var r = s.executeQuery("SELECT max(at) FROM howdah_store.sample_middle WHERE seq = (SELECT max(seq) FROM howdah_store.sample_middle)")) {
            r.next();
            java.sql.Timestamp last = r.getTimestamp(1);
            return last == null || Duration.between(last.toInstant(), now).abs().compareTo(Duration.ofDays(3)) < 0;
        }
    }

    /** What the turn of every hour does, at once. */
    void shortenNow(Instant now) {
        try {
            turns = 0;
            shorten(Clocks.same(now));
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private void shorten(Clocks now) throws SQLException {
        try (Statement s = connection.createStatement()) {
            int dropped = partitions.dropOld(connection, now);
            connection.commit();
            if (turns % 10 == 0) {
                long ceiling = retention.ceiling() * Math.max(1, repository.targets().size());
                int more = partitions.dropOver(connection, ceiling, now);
                connection.commit();
                if (more > 0) {
                    LOG.warn("the repository was over its ceiling: {} partitions were dropped early", more);
                }
            }
            if (turns % 60 == 0) {
                String at = "least(now(), '" + now.earlier() + "'::timestamptz)";
                s.execute("DELETE FROM howdah_store.statement_text WHERE seen < current_date - " + DAYS);
                s.execute("DELETE FROM howdah_store.annotation WHERE at < " + at + " - interval '400 days'");
                s.execute("DELETE FROM howdah_store.alert WHERE closed_at < " + at + " - interval '400 days'");
                s.execute("DELETE FROM howdah_store.alert_mute WHERE until < " + at + " - interval '1 day'");
                connection.commit();
                table.forgetTexts();
            }
            if (dropped > 0) {
                LOG.debug("{} old partitions dropped", dropped);
            }
        }
    }

    private DbException failed(SQLException e) {
        DbException failure = DbException.of(e, Objects.requireNonNull(repository.target()));
        try {
            connection.rollback();
        } catch (SQLException gone) {
            failure.addSuppressed(gone);
        }
        close();
        return failure;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("closing", e);
        }
    }
}
