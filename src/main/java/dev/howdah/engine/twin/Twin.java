package dev.howdah.engine.twin;

import dev.howdah.engine.cluster.ClusterException;
import dev.howdah.engine.cluster.ClusterSpec;
import dev.howdah.engine.cluster.PgBinaries;
import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.DbProblem;
import dev.howdah.engine.db.Lack;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.text.Text;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BooleanSupplier;

/**
 * A server of Howdah's own whose planner answers as the capsule's server would: same schema, statistics, sizes and settings, no rows.
 * Its files are sparse and take no room. Thread-safe; closing it removes all of it.
 */
public final class Twin implements AutoCloseable {
    /** A killed server refuses connections a moment before it is known to be gone, and ends its other sessions first. */
    private static final Duration DYING = Duration.ofSeconds(30);

    private static final int MANY_RELATIONS = 3000;

    private final PgBinaries binaries;
    private final Path folder;
    private final int major;
    private final ReadWriteLock heaps = new ReentrantReadWriteLock();
    private PgCluster cluster;
    private TwinDatabase database;
    private int built;
    private int prefixes;
    private boolean closed;

    private Twin(PgBinaries binaries, Path folder, int major, PgCluster cluster, TwinDatabase database) {
        this.binaries = binaries;
        this.folder = folder;
        this.major = major;
        this.cluster = cluster;
        this.database = database;
    }

    /**
     * Starts the server and builds the capsule in it.
     *
     * @param folder made by it and removed with it
     * @param major of the twin; the capsule's own gives its costs exactly, a newer one shows what an upgrade would change
     * @param stop asked often; true ends the building
     * @throws dev.howdah.engine.cluster.ClusterException when no server can be started here
     * @throws java.util.concurrent.CancellationException when it was stopped; nothing is left of it
     */
    public static Twin build(PgBinaries binaries, Path folder, Capsule capsule, int major, BooleanSupplier stop) {
        PgCluster cluster = start(binaries, folder, major, capsule);
        try {
            return new Twin(binaries, folder, major, cluster, TwinDatabase.build(cluster, major, capsule, "twin", stop));
        } catch (DbException e) {
            cluster.close();
            throw new ClusterException(Text.of("twin.no-room", folder, e.problem().detail()), e);
        } catch (RuntimeException | Error e) {
            cluster.close();
            throw e;
        }
    }

    /** The same to its end. */
    public static Twin build(PgBinaries binaries, Path folder, Capsule capsule, int major) {
        return build(binaries, folder, capsule, major, () -> false);
    }

    /** The major version among those at hand that tells the capsule's costs best: its own, else the nearest. */
    public static int bestMajor(PgBinaries binaries, Capsule capsule) {
        int own = capsule.source().major();
        return binaries.majors().stream()
                .min(java.util.Comparator.<Integer>comparingInt(m -> Math.abs(m - own)).thenComparing(m -> -m))
                .orElse(own);
    }

    private static PgCluster start(PgBinaries binaries, Path folder, int major, Capsule capsule) {
        ClusterSpec spec = ClusterSpec.temporary(major, folder);
        for (Map.Entry<String, String> e : SERVER.entrySet()) {
            spec = spec.with(e.getKey(), e.getValue());
        }
        // a plan locks every partition and every index of it
        String locks = capsule.relations().size() > MANY_RELATIONS ? "8192" : "1024";
        return PgCluster.start(binaries, spec.with("max_locks_per_transaction", locks));
    }

    private static final Map<String, String> SERVER = Map.ofEntries(
            Map.entry("autovacuum", "off"),
            // what was written beside its log, like the lengths of files, would be missing or come twice: rather built anew
            Map.entry("restart_after_crash", "off"),
            Map.entry("max_connections", "40"),
            Map.entry("shared_buffers", "32MB"),
            Map.entry("checkpoint_timeout", "1d"),
            Map.entry("max_wal_size", "8GB"),
            Map.entry("bgwriter_lru_maxpages", "0"),
            Map.entry("max_wal_senders", "0"),
            Map.entry("track_counts", "off"),
            Map.entry("max_worker_processes", "0"),
            Map.entry("allow_system_table_mods", "on"),
            Map.entry("shared_preload_libraries", ""));

    public int major() {
        return major;
    }

    /** True when costs are the source's own: same major version and page size. */
    public boolean exact() {
        return major == capsule().source().major() && capsule().source().blockSize() == IndexPages.PAGE;
    }

    public synchronized Capsule capsule() {
        return database.capsule();
    }

    /** What of the capsule does not exist in the twin, each by name, besides what the capsule itself lacks. */
    public synchronized List<Lack> lacks() {
        return database.lacks();
    }

    synchronized TwinDatabase database() {
        return database;
    }

    /** A connection for one what-if at a time; the caller closes it. Restarts the server when somebody killed it. */
    public Connection connect() {
        try {
            return Connections.open(alive().target(), SessionSpec.batch());
        } catch (DbException e) {
            boolean dying = e.problem() instanceof DbProblem.ShuttingDown || e.problem() instanceof DbProblem.Unreachable;
            if (!dying || !server().ended(DYING)) {
                throw e;
            }
            return Connections.open(alive().target(), SessionSpec.batch());
        }
    }

    private synchronized PgCluster server() {
        return cluster;
    }

    /** A connection to one state of the twin, which may no longer be the newest. */
    Connection connect(TwinDatabase state) {
        alive();
        return Connections.open(state.target(), SessionSpec.batch());
    }

    private synchronized TwinDatabase alive() {
        if (!closed && !cluster.isRunning()) {
            cluster.close();
            cluster = start(binaries, folder, major, database.capsule());
            try {
                database = TwinDatabase.build(cluster, major, database.capsule(), name(), () -> false);
            } catch (RuntimeException e) {
                // a server without the capsule in it is none: the next question starts another
                cluster.close();
                throw e;
            }
        }
        return database;
    }

    /**
     * Brings the twin to a newer capsule. What-ifs that are under way end on the old one.
     *
     * @return false when nothing that a planner reads has changed
     */
    public synchronized boolean refresh(Capsule newer) {
        if (database.sameAs(newer)) {
            return false;
        }
        TwinDatabase old = database;
        database = TwinDatabase.build(cluster, major, newer, name(), () -> false);
        old.drop(cluster.target("postgres"));
        return true;
    }

    /** Of names for indexes to try, also of those that were not finished. */
    synchronized String freshPrefix() {
        prefixes++;
        return "howdah_" + prefixes + "_";
    }

    private String name() {
        built++;
        return "twin" + built;
    }

    /** Held while a table's file is short for a moment, so that no plan sees it so. */
    ReadWriteLock heaps() {
        return heaps;
    }

    /** The superuser's way in, for tests and for people who want to look. */
    public synchronized Target target() {
        return database.target();
    }

    /** The postmaster's process id, 0 when it does not run. */
    synchronized long serverPid() {
        return cluster.pid();
    }

    @Override
    public synchronized void close() {
        closed = true;
        cluster.close();
    }

    /** Runs statements on a connection of its own. */
    static void run(Target target, String sql) {
        try (Connection c = Connections.open(target, SessionSpec.batch());
                var s = c.createStatement()) {
            s.execute(sql);
        } catch (SQLException e) {
            throw DbException.of(e, target);
        }
    }
}
