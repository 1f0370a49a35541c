package dev.howdah.testing;

import dev.howdah.engine.cluster.ClusterSpec;
import dev.howdah.engine.cluster.PgBinaries;
import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.ConnInfo;
import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.DirectDataSource;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.twin.TwinFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Real servers for tests: one a major version and JVM, started at first use and removed after the JVM. Each test makes its own
 * database with {@link #newDatabase}.
 */
public final class Servers {
    private static final Map<Integer, PgCluster> RUNNING = new ConcurrentHashMap<>();
    private static final AtomicInteger NUMBER = new AtomicInteger();
    public static final int NEWEST = 18;
    /** From this major version on a database is copied through the WAL unless told otherwise, at five times the price of its files. */
    private static final int STRATEGIES = 15;

    private Servers() {}

    /** Where the jars of the carried servers are. */
    public static Path folder() {
        return Path.of(System.getProperty("howdah.postgres", Path.of("target/postgres").toAbsolutePath().toString()));
    }

    public static PgBinaries binaries() {
        return new PgBinaries(folder(), Path.of(System.getProperty("java.io.tmpdir"), "howdah-test-postgres"));
    }

    /** The target as an address with its password. */
    public static String url(Target target) {
        String bare = ConnInfo.of(target).toUrl();
        return target.password() == null ? bare : bare.replace("@", ":" + target.password().reveal() + "@");
    }

    /** The shared server of a major version, with pg_stat_statements and auto_explain loaded and 200 connections. */
    public static PgCluster shared(int major) {
        return RUNNING.computeIfAbsent(major, Servers::start);
    }

    /** The same, waiting longer for a busy machine's answer to a new connection. */
    public static Target patient(Target t) {
        return new Target(t.name(), t.hosts(), t.database(), t.user(), t.password(), t.tls(), t.environment(),
                Map.of("connectTimeout", "180", "loginTimeout", "180"));
    }

    /** A server of the test's own, to be closed by it: for tests that stop, pause or break it. */
    public static PgCluster own(int major, Map<String, String> settings) {
        ClusterSpec spec = spec(major, folder(major));
        for (var e : settings.entrySet()) {
            spec = spec.with(e.getKey(), e.getValue());
        }
        return PgCluster.start(binaries(), spec);
    }

    /** The superuser's way to a fresh, empty database on the shared server. */
    public static Target newDatabase(int major) {
        return database(shared(major), "t" + NUMBER.incrementAndGet());
    }

    /** The superuser's way to a fresh, empty database of this name on a server. */
    public static Target database(PgCluster server, String name) {
        execute(patient(server.target("postgres")), "CREATE DATABASE " + name + (major(server) < STRATEGIES ? "" : " STRATEGY FILE_COPY"));
        return patient(server.target(name));
    }

    private static int major(PgCluster server) {
        try {
            return Integer.parseInt(Files.readString(server.data().resolve("PG_VERSION")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Target newDatabase() {
        return newDatabase(NEWEST);
    }

    /** A login role that may do nothing special, and its way to the database. */
    public static Target unprivileged(Target target) {
        String role = "nobody" + NUMBER.incrementAndGet();
        execute(target, "CREATE ROLE " + role + " LOGIN PASSWORD 'pw-" + role + "'");
        return target.withUser(role, new dev.howdah.engine.db.Secret("pw-" + role));
    }

    /** A Db that opens a connection a call. */
    public static Db db(Target target) {
        return db(target, SessionSpec.interactive());
    }

    /** The time limit for a statement of a usual session is lengthened: a busy machine is no fault of the statement. */
    public static Db db(Target target, SessionSpec session) {
        boolean usual = session.equals(SessionSpec.interactive()) || session.equals(SessionSpec.sampler());
        return new Db(target, new DirectDataSource(target, usual ? patient(session) : session));
    }

    private static SessionSpec patient(SessionSpec s) {
        return new SessionSpec(s.part(), s.readOnly(), Duration.ofMinutes(3), s.lockTimeout(), Duration.ofMinutes(3));
    }

    public static void execute(Target target, String... statements) {
        try (Connection c = Connections.open(target, patient(SessionSpec.interactive()));
                var s = c.createStatement()) {
            for (String statement : statements) {
                s.execute(statement);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Its guard ends and removes it: the JVM need not wait for its end while thousands of files go. */
    private static PgCluster start(int major) {
        PgCluster cluster = PgCluster.start(binaries(), spec(major, temporary(major))
                // with a thousand databases a worker would start ten times a second; a test that wants one has a server of its own
                .with("autovacuum_naptime", "1d"));
        Runtime.getRuntime().addShutdownHook(new Thread(cluster::closeLater));
        return cluster;
    }

    /** A server of one test is small and soon gone: in memory its thousand files cost a fraction. The shared ones grow. */
    private static Path folder(int major) {
        try {
            return TwinFolder.create(Path.of(System.getProperty("java.io.tmpdir")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path temporary(int major) {
        try {
            return Files.createTempDirectory("howdah-test-" + major);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ClusterSpec spec(int major, Path folder) {
        return ClusterSpec.temporary(major, folder)
                .with("shared_preload_libraries", "pg_stat_statements,auto_explain")
                .with("max_connections", "200")
                // all tests share it: an entry that is thrown out would fail the test that looks for it
                .with("pg_stat_statements.max", "50000")
                .with("shared_buffers", "64MB")
                .with("timezone", "America/Los_Angeles");
    }
}
