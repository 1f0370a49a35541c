package dev.howdah.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.activity.Session;
import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.Target;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Servers;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Thirty days of one target, filled as recording fills them; then how long the slider waits. */
@Tag("campaign")
class SeekBench {
    private static final List<String> FIGURES = IntStream.range(0, 17).mapToObj(i -> "F" + i).toList();
    private static final int SESSIONS = 20;
    /** Bodies that are told apart: packing each anew would take longer than all else. */
    private static final int BODIES = 64;

    private final Random random = new Random(7);
    private final List<Snapshots.Packed> activities = IntStream.range(0, BODIES).mapToObj(i -> Snapshots.pack(sessions(), List.of())).toList();
    private final List<Snapshots.Packed> statements = IntStream.range(0, BODIES).mapToObj(i -> Snapshots.pack(uses())).toList();
    private final Snapshots.Packed told = Snapshots.pack(new Findings(IntStream.range(0, 110).mapToObj(i -> "check-number-" + i * 7_919).toList(),
            IntStream.range(0, 12).mapToObj(i -> "Table public.t" + i + " has " + random.nextInt() + " dead rows, a share of " + random.nextDouble()).toList()));

    @Test
    void seeksInThirtyDays() throws Exception {
        Target repository = Servers.newDatabase();
        Instant now = Instant.ofEpochSecond(Math.floorDiv(InstantSource.system().instant().getEpochSecond(), 600) * 600);
        try (Repository open = Repository.open(repository, Audits.scratch());
                Journal idle = new Journal(() -> repository, Retention.usual().withFlush(Duration.ofDays(1)), Audits.scratch(), InstantSource.system())) {
            Recording nobody = new Recording(idle, Stores.target("orders", "db1"), FIGURES);
            int id;
            try (Connection c = Connections.open(repository, Repository.SESSION)) {
                c.setAutoCommit(false);
                TargetTable table = new TargetTable();
                id = table.place(c, TargetFacts.of(Stores.target("orders", "db1"), Stores.server("7", false, now)), now).id();
                int set = table.figures(c, FIGURES);
                Partitions partitions = new Partitions(c);
                for (Level level : Level.values()) {
                    fill(c, partitions, table, nobody, level, id, set, now);
                }
                c.commit();
                c.setAutoCommit(true);
                c.createStatement().execute("VACUUM ANALYZE");
            }
            sizes(open);
            open.db().<List<String>, RuntimeException>call(h -> h.createQuery("SELECT tableoid::regclass::text ~ 'coarse' AS c, kind, count(*), sum(length(body) + 110) / 1024 FROM"
                    + " (SELECT tableoid, kind, body FROM howdah_store.snapshot_fine UNION ALL SELECT tableoid, kind, body FROM howdah_store.snapshot_middle"
                    + " UNION ALL SELECT tableoid, kind, body FROM howdah_store.snapshot_coarse) s GROUP BY 1, 2 ORDER BY 1, 2")
                    .map((r, x) -> (r.getBoolean(1) ? "coarse" : "finer") + " kind " + r.getInt(2) + ": " + r.getLong(3) + " rows, " + r.getLong(4) + " kB").list())
                    .forEach(System.out::println);
            History history = new History(open, id);
            List<String> eight = FIGURES.subList(0, 8);
            measure("a round trip to the repository", 300, () -> open.db().<Integer, RuntimeException>call(h -> h.createQuery("SELECT 1").mapTo(Integer.class).one()));
            measure("a moment anywhere in 30 days", 300, () -> history.at(now.minusSeconds(random.nextLong(30 * 86_400))));
            measure("a moment of the last 6 hours", 300, () -> history.at(now.minusSeconds(random.nextLong(6 * 3_600))));
            measure("the sample before a moment", 300, () -> history.neighbour(now.minusSeconds(random.nextLong(30 * 86_400)), false));
            measure("30 days of 8 figures in 1,000 points", 40, () -> history.between(now.minus(Duration.ofDays(30)), now, Duration.ofMinutes(43), eight));
            measure("24 hours of 8 figures in 1,440 points", 40, () -> history.between(now.minus(Duration.ofDays(1)), now, Duration.ofMinutes(1), eight));
            measure("1 hour of 8 figures by the second", 40, () -> history.between(now.minus(Duration.ofHours(1)), now, Duration.ofSeconds(1), eight));
            Span month = history.between(now.minus(Duration.ofDays(30)), now, Duration.ofMinutes(43), eight);
            assertThat(month.means().get("F0")).doesNotContain(Double.NaN);
        }
    }

    private void fill(Connection c, Partitions partitions, TargetTable table, Recording nobody, Level level, int id, int set, Instant now) throws Exception {
        long from = now.minus(level.kept()).getEpochSecond();
        int block = level == Level.FINE ? 5 : level.block();
        Retention usual = Retention.usual();
        Allowance room = new Allowance(usual.snapshotShare(FIGURES.size()) - usual.ownShare(FIGURES.size()), level);
        Allowance own = new Allowance(usual.ownShare(FIGURES.size()), level);
        long left = 0;
        List<Row> rows = new ArrayList<>();
        for (long s = from; s < now.getEpochSecond(); s += block) {
            Instant at = Instant.ofEpochSecond(s);
            partitions.ensure(c, level, at);
            int steps = block / level.step();
            rows.add(new Row(s, level.step(), steps, noise(steps), level == Level.FINE ? null : noise(steps)));
            Snapshots.Packed activity = activities.get(random.nextInt(BODIES));
            if (room.take(at, Retention.ROW + activity.body().length * 11L / 10)) {
                table.snapshot(c, id, new Entry.Snapshot(nobody, at, at, Snapshots.ACTIVITY, level, activity), b -> true);
            } else {
                left++;
            }
            if (level != Level.FINE) {
                Instant end = at.plusSeconds(block);
                partitions.ensure(c, level, end);
                Snapshots.Packed packed = statements.get(random.nextInt(BODIES));
                if (room.take(at, Retention.ROW + packed.body().length * 11L / 10)) {
                    table.snapshot(c, id, new Entry.Snapshot(nobody, at, end, Snapshots.STATEMENTS, level, packed), b -> true);
                } else {
                    left++;
                }
            }
            if (s % level.toldEvery() < block && own.take(at, Retention.ROW + told.body().length * 11L / 10)) {
                table.snapshot(c, id, new Entry.Snapshot(nobody, at, at, Snapshots.TOLD, level, told), b -> true);
            }
            if (s % level.block() < block) {
                Gauges g = gauges(at, level);
                Snapshots.Packed packed = g.pack();
                partitions.ensure(c, level, g.to());
                if (own.take(at, Retention.ROW + packed.body().length * 11L / 10)) {
                    table.snapshot(c, id, new Entry.Snapshot(nobody, at, g.to(), Snapshots.GAUGES, level, packed), b -> true);
                } else {
                    left++;
                }
            }
            if (rows.size() == 500) {
                Rows.insert(c, level, id, set, rows);
                rows.clear();
            }
        }
        Rows.insert(c, level, id, set, rows);
        System.out.printf("%s: %d snapshots left out to stay under the ceiling%n", level, left);
    }

    /** What checks say. */
    record Findings(List<String> well, List<String> said) {}

    /** A pool that is used and a cache that is not. */
    private Gauges gauges(Instant from, Level level) {
        List<java.util.Map<String, Double>> steps = IntStream.range(0, level.block() / level.step()).mapToObj(i -> {
            java.util.Map<String, Double> all = new java.util.TreeMap<>();
            IntStream.range(0, 122).forEach(n -> all.put("gauge." + n, n < 12 ? random.nextInt(20) : n < 20 ? from.getEpochSecond() + 3.0 * i : n * 7.0));
            return all;
        }).toList();
        return new Gauges(from, level.step(), steps);
    }

    private List<StatementLine> uses() {
        return IntStream.range(0, 50).mapToObj(i -> {
            double[] counters = new double[32];
            Arrays.setAll(counters, k -> k % 3 == 0 ? random.nextInt(10_000) : 0);
            return new StatementLine(10, 5, i * 7_919L, true, "SELECT * FROM orders WHERE id = $1 AND n" + i + " = $2", counters);
        }).toList();
    }

    private float[] noise(int steps) {
        float[] values = new float[FIGURES.size() * steps];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat() * 1_000;
        }
        return values;
    }

    private List<Session> sessions() {
        return IntStream.range(0, SESSIONS).mapToObj(i -> Stores.session(random.nextInt(1, 60_000),
                "SELECT * FROM orders WHERE id = " + random.nextInt() + " AND c" + random.nextInt(100) + " = 1")).toList();
    }

    private static void sizes(Repository open) {
        open.db().<List<String>, RuntimeException>call(h -> h.createQuery("SELECT regexp_replace(c.relname, '_[0-9]+$', '') AS t, sum(pg_total_relation_size(c.oid))::bigint"
                + " FROM pg_class c WHERE c.relnamespace = 'howdah_store'::regnamespace AND c.relkind = 'r' GROUP BY 1 ORDER BY 2 DESC")
                .map((r, x) -> r.getString(1) + " " + String.format("%.2f MB", r.getLong(2) / 1048576.0)).list()).forEach(System.out::println);
        System.out.printf("one target with all its 30 days, %d sessions busy, 50 statements a minute: %.1f MB%n", SESSIONS, open.bytes() / 1048576.0);
    }

    private static void measure(String what, int times, Callable<?> work) throws Exception {
        for (int i = 0; i < 20; i++) {
            work.call();
        }
        double[] millis = new double[times];
        for (int i = 0; i < times; i++) {
            long start = System.nanoTime();
            work.call();
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(millis);
        System.out.printf("%-45s median %6.1f ms, p90 %6.1f ms, p99 %6.1f ms%n", what, millis[times / 2], millis[times * 9 / 10], millis[(int) (times * 0.99)]);
        assertThat(millis[times / 2]).isPositive();
    }
}
