package dev.howdah.engine.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.testing.Await;
import dev.howdah.testing.Servers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults that need living sessions. Thresholds are lowered where the fault would take minutes. */
class SessionFaultsTest {
    private static final SessionSpec PATIENT =
            new SessionSpec("fault", false, Duration.ofMinutes(2), Duration.ZERO, Duration.ofMinutes(2));

    private final List<Connection> open = new ArrayList<>();
    private final Instant[] now = {Clock.systemUTC().instant()};

    @TempDir
    Path folder;

    @AfterEach
    void closeAll() throws SQLException {
        for (Connection c : open) {
            c.close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void sessionsThatHoldUpOthersAreNamed(int major) throws SQLException {
        Target target = Servers.newDatabase(major);
        Db db = Servers.db(target);
        Servers.execute(target, "CREATE TABLE t (a int)", "INSERT INTO t VALUES (1)");
        Connection idle = session(target);
        idle.setAutoCommit(false);
        run(idle, "LOCK TABLE t IN ACCESS SHARE MODE");
        int holder = pid(idle);
        Connection changer = session(target);
        int changing = pid(changer);
        Thread ddl = background(changer, "ALTER TABLE t ADD b int");
        Await.until("the change waits", () -> finds("exclusive-waiting", db, 0, changing));
        Connection reader = session(target);
        int reading = pid(reader);
        Thread read = background(reader, "SELECT * FROM t");
        Await.until("the reader waits", () -> finds("blocked", db, 0, reading));
        assertThat(finds("blocked", db, 0, changing)).isTrue();
        assertThat(finds("idle-in-transaction", db, 0, holder)).isTrue();
        assertThat(finds("long-transaction", db, 0, holder)).isTrue();
        assertThat(finds("long-query", db, 0, changing)).isTrue();
        assertThat(finds("blocker", db, 1, holder)).isTrue();
        assertThat(finds("blocker", db, 1, changing)).as("it waits itself").isFalse();
        assertThat(finds("idle-in-transaction", db, null, holder)).as("not for so short a time").isFalse();
        idle.rollback();
        join(ddl);
        join(read);
        assertThat(finds("blocked", db, 0, reading)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void deadlocksLostAndKilledSessionsAreCounted(int major) throws SQLException {
        Target target = Servers.newDatabase(major);
        Db db = Servers.db(target);
        Servers.execute(target, "CREATE TABLE t (a int PRIMARY KEY)", "INSERT INTO t VALUES (1), (2)",
                "ALTER DATABASE " + target.database() + " SET deadlock_timeout = '10ms'");
        look("deadlocks", db, 0.0001);
        look("abandoned", db, 0.0001);
        look("ended-by-error", db, 0.0001);
        deadlock(target);
        // The driver closes the socket without a word.
        session(target).abort(Runnable::run);
        try (Connection c = session(target)) {
            Servers.execute(target, "SELECT pg_terminate_backend(" + pid(c) + ")");
        }
        for (int i = 0; i < 20; i++) {
            Servers.execute(target, "SELECT 1"); // a ratio needs sessions to be a ratio of
        }
        now[0] = now[0].plusSeconds(10);
        Await.until("deadlock counted", () -> again(() -> finds("deadlocks", db, 0.0001, target.database())));
        Await.until("lost session counted", () -> again(() -> finds("abandoned", db, 0.0001, target.database())));
        Await.until("killed session counted", () -> again(() -> finds("ended-by-error", db, 0.0001, target.database())));
    }

    private void deadlock(Target target) throws SQLException {
        Connection a = session(target);
        Connection b = session(target);
        a.setAutoCommit(false);
        b.setAutoCommit(false);
        run(a, "UPDATE t SET a = a WHERE a = 1");
        run(b, "UPDATE t SET a = a WHERE a = 2");
        Thread one = background(a, "UPDATE t SET a = a WHERE a = 2");
        Thread two = background(b, "UPDATE t SET a = a WHERE a = 1");
        join(one);
        join(two);
        a.close();
        b.close();
    }

    private boolean again(java.util.function.BooleanSupplier finds) {
        boolean found = finds.getAsBoolean();
        now[0] = now[0].plusSeconds(10);
        return found;
    }

    private final HealthMemory memory = HealthMemory.ofThisProcess();
    private final java.util.Map<String, HealthMemory> first = new java.util.HashMap<>();

    /** The first look of a rate, to which all later ones are compared. */
    private void look(String check, Db db, double warn) {
        HealthMemory own = HealthMemory.ofThisProcess();
        report(check, db, warn, own);
        first.put(check, own);
    }

    private boolean finds(String check, Db db, @org.jspecify.annotations.Nullable Number warn, Object object) {
        HealthReport report;
        HealthMemory start = first.get(check);
        if (start == null) {
            report = report(check, db, warn, memory);
        } else {
            HealthMemory copy = HealthMemory.ofThisProcess();
            copy.keep(check, start.counters(check));
            report = report(check, db, warn, copy);
        }
        return report.findings().stream().anyMatch(f -> f.object().equals(String.valueOf(object)));
    }

    private HealthReport report(String id, Db db, @org.jspecify.annotations.Nullable Number warn, HealthMemory with) {
        Check check = Checks.all().stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow();
        if (warn != null) {
            check = check.with(new Threshold(false, warn.doubleValue(), null));
        }
        return new Checks(List.of(check), with, new HealthMutes(folder.resolve("mutes"), () -> now[0]), () -> now[0]).run(db);
    }

    private Connection session(Target target) {
        Connection c = Connections.open(target, PATIENT);
        open.add(c);
        return c;
    }

    private static int pid(Connection c) throws SQLException {
        return c.unwrap(org.postgresql.PGConnection.class).getBackendPID();
    }

    private static void run(Connection c, String sql) throws SQLException {
        try (var s = c.createStatement()) {
            s.execute(sql);
        }
    }

    private static Thread background(Connection c, String sql) {
        return Thread.ofVirtual().start(() -> {
            try {
                run(c, sql);
                if (!c.getAutoCommit()) {
                    c.rollback();
                }
            } catch (SQLException expected) {
                try {
                    c.rollback();
                } catch (SQLException gone) {
                    // the victim's session may be over
                }
            }
        });
    }

    private static void join(Thread t) {
        try {
            t.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
