package dev.howdah.engine.sandbox;

import dev.howdah.engine.cluster.ClusterException;
import dev.howdah.engine.cluster.ClusterSpec;
import dev.howdah.engine.cluster.PgBinaries;
import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Sql;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.text.Text;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Howdah's own PostgreSQL to try things in: statistics extensions loaded, marked as disposable. One console owns it; a second
 * one of the same user uses the running server of the first. Thread-safe.
 */
public final class Sandbox implements AutoCloseable {
    /** The sandbox's database. */
    public static final String DATABASE = "sandbox";

    private static final String REPOSITORY = "repository";

    private final Target target;
    private final @Nullable PgCluster owned;
    private final @Nullable FileChannel lock;

    private Sandbox(Target target, @Nullable PgCluster owned, @Nullable FileChannel lock) {
        this.target = target;
        this.owned = owned;
        this.lock = lock;
    }

    /**
     * Starts the sandbox, or finds it running.
     *
     * @param port 0 for any free one
     * @throws ClusterException with a sentence that says why not
     */
    public static Sandbox open(PgBinaries binaries, Path folder, int port) {
        try {
            Files.createDirectories(folder);
            FileChannel lock = tryLock(folder.resolve("lock"));
            if (lock == null) {
                return new Sandbox(PgCluster.running(folder).withDatabase(DATABASE), null, null);
            }
            ClusterSpec spec = ClusterSpec.lasting(newest(binaries), folder)
                    .withPort(port)
                    .with("shared_preload_libraries", "pg_stat_statements,auto_explain")
                    .with("pg_stat_statements.track", "all")
                    .with("auto_explain.log_min_duration", "500ms")
                    .with("auto_explain.log_format", "json")
                    .with("track_io_timing", "on")
                    .with("log_lock_waits", "on")
                    .with("max_connections", "150");
            PgCluster cluster = PgCluster.start(binaries, spec);
            Target target = prepare(cluster);
            return new Sandbox(target, cluster, lock);
        } catch (IOException e) {
            throw new ClusterException(Text.of("cluster.cannot-write", folder, ClusterException.reason(e)), e);
        }
    }

    /** The superuser's way in; its environment is {@link dev.howdah.engine.db.Environment#SANDBOX}. */
    public Target target() {
        return target;
    }

    /**
     * The database of Howdah's own queue and history, made at the first call.
     *
     * @throws DbException when the server cannot be reached any more
     */
    public Target repository() {
        try (Connection c = Connections.open(target, SessionSpec.interactive());
                Statement s = c.createStatement()) {
            // Two processes may ask at once.
            s.execute("SELECT pg_advisory_lock(hashtext('howdah.repository'))");
            makeDatabase(s, REPOSITORY);
        } catch (SQLException e) {
            throw DbException.of(e, target);
        }
        return target.withDatabase(REPOSITORY).withName(REPOSITORY);
    }

    /**
     * The same database where a server runs in the folder already; whether it was ever made there is not looked at.
     *
     * @throws ClusterException when none runs
     */
    public static Target runningRepository(Path folder) {
        return PgCluster.running(folder).withDatabase(REPOSITORY).withName(REPOSITORY);
    }

    private static void makeDatabase(Statement s, String name) throws SQLException {
        try (ResultSet exists = s.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + name + "'")) {
            if (exists.next()) {
                return;
            }
        }
        s.execute("CREATE DATABASE " + name);
    }

    /** False when another console started the server: it may end at any time. */
    public boolean owned() {
        return owned != null;
    }

    /** Stops the server if this console started it; the data stays. */
    @Override
    public void close() {
        if (owned != null) {
            owned.close();
        }
        if (lock != null) {
            try {
                lock.close();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    private static int newest(PgBinaries binaries) {
        return binaries.majors().stream().findFirst().orElseThrow(
                () -> new ClusterException(Text.of("cluster.none-carried"), null));
    }

    private static @Nullable FileChannel tryLock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            return null;
        }
        channel.close();
        return null;
    }

    private static Target prepare(PgCluster cluster) {
        Target target = cluster.target(DATABASE);
        try {
            try (Connection c = Connections.open(cluster.target("postgres"), SessionSpec.interactive());
                    Statement s = c.createStatement()) {
                makeDatabase(s, DATABASE);
            }
            try (Connection c = Connections.open(target, SessionSpec.interactive());
                    Statement s = c.createStatement()) {
                s.execute(Sql.load("sandbox/marker", 18).text());
            }
            return target;
        } catch (SQLException e) {
            cluster.close();
            throw new ClusterException(Text.of("cluster.cannot-prepare", e.getMessage()), e);
        }
    }
}
