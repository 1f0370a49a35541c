package dev.howdah.engine.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.pool.EnginePool;
import dev.howdah.testing.Servers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Prints what all checks cost on a database with many tables: {@code -Dhowdah.tables=10000}. */
@Tag("campaign")
class HealthCampaign {
    private static final int BATCH = 500;

    @Test
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

    /** Milliseconds a second. */
    private static double rate(Outcome o) {
        return o.took().toNanos() / 1e6 / Math.max(1, o.check().manner().interval().toSeconds());
    }
}
