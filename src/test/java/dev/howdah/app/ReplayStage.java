package dev.howdah.app;

import dev.howdah.engine.Engine;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.Surroundings;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.health.Check;
import dev.howdah.engine.health.Checks;
import dev.howdah.engine.health.HealthRecord;
import dev.howdah.engine.health.Levels;
import dev.howdah.engine.health.VitalHistory.Figure;
import dev.howdah.engine.pool.Percentiles;
import dev.howdah.engine.pool.PoolGauges;
import dev.howdah.engine.pool.PoolSpec;
import dev.howdah.engine.pool.PoolStats;
import dev.howdah.engine.profile.Measure;
import dev.howdah.engine.replay.Pasts;
import dev.howdah.engine.report.Report;
import dev.howdah.engine.report.ReportHistory;
import dev.howdah.engine.report.ReportPage;
import dev.howdah.engine.store.Annotation;
import dev.howdah.engine.store.Level;
import dev.howdah.engine.store.Repository;
import dev.howdah.engine.store.StatementLine;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Servers;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.TimeRange;
import dev.howdah.ui.shell.Connected;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;

/** A real server whose last 40 minutes are told by a test: at minute 20 a migration holds up the shop for two minutes. */
final class ReplayStage implements AutoCloseable {
    static final int MINUTES = 40;
    static final int TROUBLE = 20;

    final Instant start = Clock.systemUTC().instant().minusSeconds(60L * MINUTES);
    private final Pasts pasts;
    private final Wiring wiring;
    private final Engine engine;
    private @Nullable Connected connected;

    ReplayStage(Path folder) {
        pasts = Pasts.usual(start);
        tell();
        Target target = Servers.newDatabase().withName("orders").withEnvironment(Environment.PRODUCTION);
        wiring = new Wiring(new Surroundings(Map.of("HOWDAH_HOME", folder.toString()), folder, "dba", "Linux"), Servers.binaries());
        engine = Engine.open(target, PoolSpec.interactive(), Audits.scratch(), Clock.systemUTC());
    }

    /** In the middle of the trouble. */
    Instant trouble() {
        return start.plusSeconds(60L * TROUBLE + 90);
    }

    /** The whole time as a report. */
    String report() {
        try (Repository repository = Repository.open(pasts.repository, Audits.scratch())) {
            Report report = ReportHistory.read(repository, pasts.target, start, start.plusSeconds(60L * MINUTES), Clock.systemUTC());
            return ReportPage.of(Objects.requireNonNull(report), ZoneId.systemDefault());
        }
    }

    /** The repository goes away. */
    void losesItsRepository() {
        pasts.close();
    }

    private void tell() {
        Random random = new Random(5);
        pasts.recording.settings(start, Map.of("max_connections", "100", "superuser_reserved_connections", "3", "track_io_timing", "on", "work_mem", "4MB"));
        pasts.recording.annotate(start.plusSeconds(60 * 8), Annotation.Kind.SETTING, "work_mem: 4MB → 16MB", "");
        pasts.recording.annotate(start.plusSeconds(60 * (TROUBLE + 1)), Annotation.Kind.DEPLOY, "orders 4.2 deployed", "ann");
        pasts.recording.annotate(start.plusSeconds(60 * 31), Annotation.Kind.RESET, "Statistics were reset", "");
        for (int m = 0; m < MINUTES; m++) {
            boolean trouble = m == TROUBLE + 1 || m == TROUBLE + 2;
            for (int s = 0; s < 60; s += 5) {
                activity(start.plusSeconds(60L * m + s), trouble, s, random);
            }
            pasts.recording.statements(start.plusSeconds(60L * m), start.plusSeconds(60L * m + 60), Level.MIDDLE, lines(trouble, random));
        }
        checks(false, start);
        checks(true, start.plusSeconds(60L * (TROUBLE + 1)));
        checks(false, start.plusSeconds(60L * (TROUBLE + 3)));
        double walk = 420;
        for (int s = 0; s < 60 * MINUTES; s++) {
            boolean trouble = s / 60 == TROUBLE + 1 || s / 60 == TROUBLE + 2;
            walk = Math.max(200, walk + random.nextGaussian() * 9);
            pasts.recording.figures(start.plusSeconds(s), figures(trouble, walk, random));
            pasts.recording.gauges(start.plusSeconds(s), gauges(start.plusSeconds(s), trouble, s));
        }
        pasts.written(start.plusSeconds(60L * MINUTES - 1));
    }

    private static double[] figures(boolean trouble, double walk, Random random) {
        double[] v = new double[Figure.values().length];
        double lock = trouble ? 11 : 0;
        double cpu = trouble ? 1 : 2 + random.nextInt(3);
        double io = random.nextInt(3);
        v[Figure.TRANSACTIONS.ordinal()] = trouble ? 35 : walk;
        v[Figure.HIT_RATIO.ordinal()] = 0.97 + random.nextDouble() / 50;
        v[Figure.WAL_BYTES.ordinal()] = (trouble ? 40 : 900) * 1_000 + random.nextInt(90_000);
        v[Figure.SESSIONS.ordinal()] = 38 + lock;
        v[Figure.ACTIVE.ordinal()] = lock + cpu + io;
        v[Figure.ON_CPU.ordinal()] = cpu;
        v[Figure.ON_IO.ordinal()] = io;
        v[Figure.ON_LOCK.ordinal()] = lock;
        v[Figure.IDLE_IN_TRANSACTION.ordinal()] = trouble ? 1 : 0;
        v[Figure.OLDEST_TRANSACTION.ordinal()] = trouble ? 95 : 0.4;
        v[Figure.REPLICATION_LAG.ordinal()] = Double.NaN;
        return v;
    }

    private static Map<String, Double> gauges(Instant at, boolean trouble, int s) {
        PoolStats.Events events = new PoolStats.Events(12, 40L * s, 40L * s - 3, 2, 0, trouble ? 7 : 0, 0);
        Percentiles acquire = trouble ? new Percentiles(90, 900, 700, 2_900, 4_800, 5_000) : new Percentiles(2_400, 0.4, 0.3, 0.9, 2.1, 4);
        Percentiles usage = trouble ? new Percentiles(90, 9_000, 7_000, 29_000, 31_000, 32_000) : new Percentiles(2_400, 4, 3, 9, 21, 40);
        return PoolGauges.of(new PoolStats(at, "engine", PoolSpec.of(5, 10, java.time.Duration.ofHours(1), true), false, trouble ? 15 : 2 + s % 3,
                trouble ? 0 : 3, trouble ? 9 : 0, events, acquire, usage, new Percentiles(12, 9, 8, 14, 15, 16), 0.2 * s, null));
    }

    /** What the checks said: a session that holds up others while there is trouble. */
    private void checks(boolean trouble, Instant at) {
        List<String> well = new ArrayList<>(Checks.all().stream().map(Check::id).toList());
        List<HealthRecord.Said> said = new ArrayList<>();
        if (trouble) {
            well.remove("blocker");
            said.add(new HealthRecord.Said("blocker", HealthRecord.Word.FOUND, at, List.of(new HealthRecord.Item("4711", 11.0, Levels.Severity.CRITICAL,
                    "Session 4711 of migrate blocks 11 others.", at, "SELECT pg_terminate_backend(4711);", null, List.of())), null, List.of(), List.of()));
        }
        pasts.recording.told(at, trouble, new HealthRecord("orders", "shop", well, said));
    }

    private void activity(Instant at, boolean trouble, int second, Random random) {
        List<dev.howdah.engine.activity.Session> sessions = new ArrayList<>();
        List<dev.howdah.engine.activity.Blocking> waits = new ArrayList<>();
        sessions.add(Pasts.session(5_001 + random.nextInt(3), "shop-web", null, "SELECT * FROM items WHERE category = 'pens' ORDER BY price LIMIT 20"));
        sessions.add(Pasts.session(5_010, "reports", "IO", "SELECT day, sum(total) FROM orders GROUP BY day"));
        if (trouble) {
            sessions.add(Pasts.session(4_711, "migrate", null, "ALTER TABLE orders ADD COLUMN note text"));
            for (int i = 0; i < 11; i++) {
                sessions.add(Pasts.session(5_100 + i, "shop-web", "Lock", "UPDATE orders SET state = 'paid' WHERE id = " + (second * 100 + i)));
                waits.add(Pasts.blocking(5_100 + i, 4_711));
            }
        }
        pasts.recording.activity(at, sessions, waits);
    }

    private static List<StatementLine> lines(boolean trouble, Random random) {
        List<StatementLine> lines = new ArrayList<>();
        String[] texts = {
            "SELECT * FROM items WHERE category = $1 ORDER BY price LIMIT $2", "UPDATE orders SET state = $1 WHERE id = $2",
            "INSERT INTO orders (customer, total) VALUES ($1, $2) RETURNING id", "SELECT day, sum(total) FROM orders GROUP BY day",
            "SELECT * FROM customers WHERE id = $1", "DELETE FROM carts WHERE touched < $1"
        };
        for (int i = 0; i < texts.length; i++) {
            double calls = (600.0 - 90 * i) * (trouble ? 0.1 : 1) + random.nextInt(20);
            double mean = (i == 3 ? 380 : 0.8 + i) * (trouble && i == 1 ? 9_000 : 1);
            double[] counters = new double[Measure.values().length];
            counters[Measure.CALLS.ordinal()] = i == 3 ? 2 : calls;
            counters[Measure.EXEC_MS.ordinal()] = counters[Measure.CALLS.ordinal()] * mean;
            counters[Measure.SQUARES.ordinal()] = counters[Measure.CALLS.ordinal()] * mean * mean * 1.6;
            counters[Measure.ROWS.ordinal()] = calls * 3;
            counters[Measure.SHARED_HIT.ordinal()] = calls * 40;
            counters[Measure.SHARED_READ.ordinal()] = calls;
            lines.add(new StatementLine(10, 5, 9_000 + i, true, texts[i], counters));
        }
        return lines;
    }

    /** The target with its tabs, as the window opens it; closed with the stage. */
    Connected connected(Kit kit, ObservableValue<TimeRange> range) {
        connected = new Desk(wiring, kit).told(engine, pasts::history, range);
        return connected;
    }

    /** Now, by the clock of what {@link #connected} made. */
    Instant present() {
        return Objects.requireNonNull(connected).replay().present();
    }

    @Override
    public void close() {
        if (connected == null) {
            engine.close();
        } else {
            connected.close();
        }
        wiring.close();
        pasts.close();
    }
}
