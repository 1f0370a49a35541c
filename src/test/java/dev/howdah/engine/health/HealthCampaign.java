package dev.howdah.engine.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.OneConnection;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.pool.EnginePool;
import dev.howdah.testing.Servers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Prints what all checks cost on a database with many tables: {@code -Dhowdah.tables=10000}. */
@Tag("campaign")
class HealthCampaign {
    private static final int BATCH = 500;

    @Test
    @Timeout(value = 3, unit = TimeUnit.HOURS)
    void printsWhatAllChecksCost() {
        int tables = Integer.getInteger("howdah.tables", 10_000);
        int major = Servers.NEWEST;
        try (PgCluster server = Servers.own(major, Map.of("max_locks_per_transaction", "2000", "autovacuum", "off"))) {
            Target target = server.target("postgres");
            for (int from = 1; from <= tables; from += BATCH) {
                int to = Math.min(tables, from + BATCH - 1);
                Servers.execute(target, "DO $$ BEGIN FOR i IN " + from + ".." + to + " LOOP EXECUTE format("
                        + "'CREATE TABLE t%s (id int PRIMARY KEY, a int, b text); CREATE INDEX ON t%1$s (a); CREATE INDEX ON t%1$s (b, a);"
                        + " INSERT INTO t%1$s VALUES (1, 1, 1)', i); END LOOP; END $$");
            }
            Servers.execute(target, "ANALYZE");
            try (EnginePool pool = CheckFilesTest.pool(target)) {
                print(new Db(target, pool.dataSource()), tables, major);
            }
            try (OneConnection line = new OneConnection(target, SessionSpec.interactive())) {
                processor(new Db(target, line));
            }
        }
    }

    private static void print(Db db, int tables, int major) {
        Checks checks = new Checks(Checks.all(), HealthMemory.ofThisProcess(), new HealthMutes(Path.of("target/none"), Clock.systemUTC()),
                Clock.systemUTC());
        for (int round = 1; round <= 3; round++) {
            long start = System.nanoTime();
            HealthReport report = checks.run(db);
            assertThat(report.outcomes()).noneMatch(o -> o.took().compareTo(o.check().manner().timeout().plusSeconds(1)) > 0);
            double total = (System.nanoTime() - start) / 1e6;
            System.out.printf("PostgreSQL %d, %d tables, round %d: %d checks in %.0f ms, %d findings, %d not looked%n", major, tables, round,
                    report.outcomes().size(), total, report.findings().size(), report.notLooked().size());
            List<Outcome> slow = report.outcomes().stream().sorted(Comparator.comparing(Outcome::took).reversed()).limit(6).toList();
            slow.forEach(o -> System.out.printf("  %-28s %6.0f ms%n", o.check().id(), o.took().toNanos() / 1e6));
            double all = report.outcomes().stream().mapToDouble(HealthCampaign::rate).sum();
            System.out.printf("  at their intervals: %.2f ms of the server's and the network's time a second%n", all);
            report.outcomes().stream().sorted(Comparator.comparingDouble(HealthCampaign::rate).reversed()).limit(20)
                    .forEach(o -> System.out.printf("  %-28s %6.3f ms/s, %6.1f ms every %d s%n", o.check().id(), rate(o), o.took().toNanos() / 1e6,
                            o.check().manner().interval().toSeconds()));
        }
    }

    /** What each check takes of the server's processor once the session knows it, which waiting and a busy machine do not blur. */
    private static void processor(Db db) {
        Path schedule = Path.of("/proc/" + db.call(h -> h.createQuery("SELECT pg_backend_pid()").mapTo(Long.class).one()) + "/schedstat");
        CheckRunner runner = new CheckRunner(HealthMemory.ofThisProcess(), new HealthMutes(Path.of("target/none"), Clock.systemUTC()),
                new CheckPace(), Clock.systemUTC());
        Map<Check, Double> costs = new HashMap<>();
        Map<Long, List<Check>> together = Checks.all().stream().collect(Collectors.groupingBy(c -> c.manner().interval().toSeconds()));
        for (List<Check> group : together.values()) {
            int runs = group.getFirst().manner().interval().toSeconds() < 3_600 ? 20 : 2;
            turns(runner, db, group, 2, schedule);
            turns(runner, db, group, runs, schedule).forEach((c, nanos) -> costs.put(c, nanos / 1e6 / runs));
        }
        double all = costs.entrySet().stream().mapToDouble(e -> e.getValue() / e.getKey().manner().interval().toSeconds()).sum();
        System.out.printf("Processor time of the server at their intervals: %.3f ms a second%n", all);
        costs.entrySet().stream()
                .sorted(Comparator.comparingDouble((Map.Entry<Check, Double> e) -> e.getValue() / e.getKey().manner().interval().toSeconds()).reversed())
                .limit(25)
                .forEach(e -> System.out.printf("  %-28s %6.3f ms/s, %7.2f ms every %d s%n", e.getKey().id(),
                        e.getValue() / e.getKey().manner().interval().toSeconds(), e.getValue(), e.getKey().manner().interval().toSeconds()));
    }

    /** Nanoseconds of each check, of turns in which all of them run as they do when they are due together. */
    private static Map<Check, Double> turns(CheckRunner runner, Db db, List<Check> group, int times, Path schedule) {
        Map<Check, Double> sums = new HashMap<>();
        for (int i = 0; i < times; i++) {
            double[] last = {nanos(schedule)};
            runner.turn(db, turn -> {
                for (Check c : group) {
                    runner.run(c, db, turn);
                    double now = nanos(schedule);
                    sums.merge(c, now - last[0], Double::sum);
                    last[0] = now;
                }
                return group;
            });
        }
        return sums;
    }

    /** Time on a processor, in nanoseconds. */
    private static double nanos(Path schedule) {
        try {
            return Double.parseDouble(Files.readString(schedule).split(" ")[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Milliseconds a second. */
    private static double rate(Outcome o) {
        return o.took().toNanos() / 1e6 / Math.max(1, o.check().manner().interval().toSeconds());
    }
}
