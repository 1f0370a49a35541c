package dev.howdah.engine.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.howdah.engine.cluster.ClusterException;
import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.testing.Await;
import dev.howdah.testing.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A source that goes away, a disk without room, tables with very many partitions. */
class TwinFaultsTest {
    @TempDir
    Path temp;

    @Test
    void saysSoWhenTheSourceGoesAwayWhileItIsRead() throws SQLException {
        PgCluster own = Servers.own(Servers.NEWEST, Map.of());
        Target source = own.target("postgres");
        Servers.execute(source, "CREATE TABLE t (id int)", "INSERT INTO t SELECT generate_series(1, 1000)", "ANALYZE t");
        try (Connection locking = Connections.open(source, SessionSpec.interactive());
                Connection watching = Connections.open(source, SessionSpec.interactive())) {
            locking.setAutoCommit(false);
            Sending.execute(locking, "LOCK TABLE pg_catalog.pg_statistic IN ACCESS EXCLUSIVE MODE");
            CompletableFuture<Capsule> reading = CompletableFuture.supplyAsync(() -> TwinTest.read(source));
            Await.until("the reader waits in the middle", () -> waits(watching));
            own.close();
            assertThatThrownBy(reading::join).cause().isInstanceOf(DbException.class).message().isNotBlank().doesNotContain("Exception");
        } catch (SQLException e) {
            // the connections end with their server
            assertThat(own.isRunning()).isFalse();
        }
    }

    private static boolean waits(Connection c) {
        try (Statement s = c.createStatement();
                ResultSet r = s.executeQuery("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND backend_type = 'client backend'")) {
            return r.next() && r.getInt(1) > 0;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Eight megabytes hold no cluster, forty hold one but not its write-ahead log. */
    @Test
    void doesWithoutATwinWhereItsDiskIsFull() throws IOException, InterruptedException {
        Target source = Servers.newDatabase();
        Servers.execute(source, "CREATE TABLE t (id int PRIMARY KEY)", "INSERT INTO t SELECT generate_series(1, 5000)", "ANALYZE t");
        Capsule capsule = TwinTest.read(source);
        for (String size : List.of("8m", "36m")) {
            Path small = Files.createDirectory(temp.resolve("disk" + size));
            assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", small.toString()) == 0);
            try {
                assertThatThrownBy(() -> Twin.build(Servers.binaries(), small.resolve("twin"), capsule, 18))
                        .as(size)
                        .isInstanceOf(ClusterException.class)
                        .message()
                        .isNotBlank()
                        .doesNotContain("Exception");
                try (Planner planner = Planner.open(Servers.binaries(), small.resolve("twin"), capsule, source, 18)) {
                    assertThat(planner.whatIf().basis()).isEqualTo(WhatIf.Basis.STRUCTURE);
                    assertThat(planner.lacks()).anyMatch(l -> l.reason().contains("No twin"));
                    assertThat(planner.whatIf().estimate(Query.of("SELECT * FROM t WHERE id = 7"), WhatIf.Change.NONE).cost()).isPositive();
                }
                try (var left = Files.list(small)) {
                    assertThat(left).isEmpty();
                }
            } finally {
                run("umount", "-l", small.toString());
            }
        }
    }

    /** The twin was built, and then others filled its disk. */
    @Test
    void saysSoWhenItsDiskIsFullInTheMiddleOfASearch() throws IOException, InterruptedException {
        Target source = Servers.newDatabase();
        Servers.execute(source, "CREATE TABLE t (id int PRIMARY KEY, a int)", "INSERT INTO t SELECT i, i FROM generate_series(1, 5000) i", "ANALYZE t");
        Capsule capsule = TwinTest.read(source);
        Path small = Files.createDirectory(temp.resolve("disk"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=90m", "tmpfs", small.toString()) == 0);
        try (Twin twin = Twin.build(Servers.binaries(), small.resolve("twin"), capsule, 18);
                WhatIf whatIf = new TwinWhatIf(twin)) {
            assertThat(whatIf.estimate(Query.of("SELECT * FROM t WHERE a = 7"), WhatIf.Change.NONE).cost()).isPositive();
            run("dd", "if=/dev/zero", "of=" + small.resolve("full"), "bs=4096");
            long id = capsule.relations().getFirst().id();
            assertThatThrownBy(() -> whatIf.add(List.of(IndexDef.btree(id, "public.t", List.of("a")))))
                    .isInstanceOf(ClusterException.class)
                    .hasMessageContaining("Free some space there")
                    .message()
                    .doesNotContain("Exception");
            Files.delete(small.resolve("full"));
            assertThat(whatIf.add(List.of(IndexDef.btree(id, "public.t", List.of("a")))).getFirst().problem()).isNull();
        } finally {
            run("umount", "-l", small.toString());
        }
    }

    @Test
    void isLeftUnbuiltWhenItIsNoLongerWanted() throws IOException {
        Target source = Servers.newDatabase();
        Servers.execute(source, "CREATE TABLE t (id int PRIMARY KEY)", "INSERT INTO t SELECT generate_series(1, 5000)", "ANALYZE t");
        Capsule capsule = TwinTest.read(source);
        AtomicInteger asked = new AtomicInteger();
        assertThatThrownBy(() -> Planner.open(Servers.binaries(), temp.resolve("twin"), capsule, source, 18, () -> asked.incrementAndGet() > 6))
                .isInstanceOf(CancellationException.class);
        assertThat(asked).hasValue(7);
        assertThat(temp.resolve("twin")).doesNotExist();
    }

    private static int run(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
        } catch (IOException e) {
            return -1;
        }
    }

    @Test
    void anotherMakesItsIndexesWhileOnePlansWrites() {
        Target source = Servers.newDatabase(15);
        Servers.execute(source, "CREATE TABLE t (id int PRIMARY KEY, a int, tags int[], note text)",
                "INSERT INTO t SELECT i, i % 5000, ARRAY[i % 9], repeat('n', 50) FROM generate_series(1, 50000) i", "ANALYZE t");
        Capsule capsule = TwinTest.read(source);
        long id = capsule.relations().stream().filter(r -> r.name().equals("t")).findFirst().orElseThrow().id();
        try (Twin twin = Twin.build(Servers.binaries(), temp.resolve("twin"), capsule, 15);
                WhatIf one = new TwinWhatIf(twin)) {
            List<IndexDef> indexes = List.of(
                    IndexDef.btree(id, "public.t", List.of("a")),
                    new IndexDef(id, "public.t", "gin", List.of(IndexDef.Key.of("tags")), List.of(), null));
            List<WhatIf.Hypothetical> made = one.add(indexes);
            Query write = Query.of("DELETE FROM t WHERE a = $1");
            double before = one.estimate(write, WhatIf.Change.NONE).cost();
            double with = one.estimate(write, WhatIf.Change.add(List.of(made.getFirst().handle()))).cost();
            assertThat(with).isLessThan(before / 4);
            try (WhatIf other = one.forks(1).getFirst()) {
                assertThat(other.add(indexes).getFirst().handle()).isEqualTo(made.getFirst().handle());
                assertThat(other.estimate(write, WhatIf.Change.add(List.of(made.getFirst().handle()))).cost()).isEqualTo(with);
                assertThat(other.estimate(write, WhatIf.Change.NONE).cost()).isEqualTo(before);
            }
            assertThat(one.estimate(write, WhatIf.Change.add(List.of(made.getFirst().handle()))).cost()).isEqualTo(with);
        }
    }

    @Test
    void plansOnManyPartitions() throws IOException {
        plans(300);
    }

    /** {@code mvn test -Dtest=TwinFaultsTest -Dtest.excluded=}; the times stand in target/partitions.txt. */
    @Test
    @Tag("campaign")
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void plansOnTenThousandPartitions() throws IOException {
        plans(2_000);
        plans(10_000);
    }

    private void plans(int partitions) throws IOException {
        Target source = Servers.newDatabase();
        Servers.execute(
                source,
                "CREATE TABLE event (id bigint NOT NULL, day int NOT NULL, kind int, note text) PARTITION BY LIST (day)",
                "CREATE TABLE event_0 PARTITION OF event FOR VALUES IN (0)",
                "CREATE INDEX ON event (id)",
                "INSERT INTO event SELECT i, 0, i % 500, repeat('n', 80) FROM generate_series(1, 20000) i",
                "ANALYZE");
        Capsule capsule = many(TwinTest.read(source), partitions);
        long start = System.nanoTime();
        try (Twin twin = Twin.build(Servers.binaries(), temp.resolve("twin" + partitions), capsule, 18);
                WhatIf whatIf = new TwinWhatIf(twin)) {
            double built = (System.nanoTime() - start) / 1e9;
            assertThat(twin.lacks()).isEmpty();
            assertThat(neverNull(twin.target())).isEqualTo(capsule.columns().stream().filter(Capsule.Column::notNull).count());
            Query one = Query.of("SELECT * FROM event WHERE day = 7 AND kind = 77");
            Query all = Query.of("SELECT count(*) FROM event WHERE kind = 77");
            double before = whatIf.estimate(one, WhatIf.Change.NONE).cost();
            double whole = whatIf.estimate(all, WhatIf.Change.NONE).cost();
            assertThat(whole).isGreaterThan(before * partitions * 0.5);
            start = System.nanoTime();
            Capsule.Relation event = capsule.relations().stream().filter(r -> r.name().equals("event")).findFirst().orElseThrow();
            WhatIf.Hypothetical h = whatIf.add(List.of(IndexDef.btree(event.id(), event.qualified(), List.of("kind")))).getFirst();
            double made = (System.nanoTime() - start) / 1e9;
            assertThat(h.problem()).isNull();
            assertThat(h.bytes()).isGreaterThan(100_000L * partitions);
            WhatIf.Estimate with = whatIf.estimate(one, WhatIf.Change.add(List.of(h.handle())));
            assertThat(with.cost()).isLessThan(before / 4);
            assertThat(with.added()).containsExactly(h.handle());
            assertThat(whatIf.estimate(all, WhatIf.Change.add(List.of(h.handle()))).cost()).isLessThan(whole / 4);
            assertThat(whatIf.estimate(one, WhatIf.Change.NONE).cost()).isEqualTo(before);
            org.slf4j.LoggerFactory.getLogger(TwinFaultsTest.class).info("{} partitions: twin built in {} s, an index to try in {} s", partitions, built, made);
            Files.writeString(Path.of("target/partitions.txt"), String.format("%d partitions: twin built in %.1f s, an index to try in %.1f s%n", partitions, built, made),
                    java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND);
        }
    }

    private static long neverNull(Target twin) {
        return Servers.db(twin).call(h -> h.createQuery("SELECT count(*) FROM pg_attribute WHERE attnotnull AND attnum > 0 AND attrelid IN"
                + " (SELECT oid FROM pg_class WHERE relname LIKE 'event%' AND relkind IN ('r', 'p'))").mapTo(Long.class).one());
    }

    /** The one partition, its statistics and its index so many times. */
    private static Capsule many(Capsule c, int partitions) {
        Capsule.Relation first = c.relations().stream().filter(r -> r.name().equals("event_0")).findFirst().orElseThrow();
        Capsule.Index index = c.indexes().stream().filter(i -> i.tableId() == first.id()).findFirst().orElseThrow();
        List<Capsule.Relation> relations = new ArrayList<>(c.relations());
        List<Capsule.Column> columns = new ArrayList<>(c.columns());
        List<Capsule.Index> indexes = new ArrayList<>(c.indexes());
        List<Capsule.ColumnStats> statistics = new ArrayList<>(c.statistics());
        for (int n = 1; n < partitions; n++) {
            long id = 1_000_000_000L + n;
            relations.add(new Capsule.Relation(id, first.schema(), "event_" + n, first.kind(), first.pages(), first.tuples(), first.allVisible(),
                    first.bytes(), first.options(), null, "FOR VALUES IN (" + n + ")", first.parents(), null, true, false, false, 0, 0, 0, 0));
            c.columns().stream().filter(k -> k.tableId() == first.id()).forEach(k -> columns.add(new Capsule.Column(id, k.number(), k.name(), k.type(),
                    k.length(), k.align(), k.notNull(), k.dropped(), k.generated(), k.identity(), k.defaultValue(), k.collation())));
            c.statistics().stream().filter(s -> s.relationId() == first.id()).forEach(s -> statistics.add(new Capsule.ColumnStats(id, s.number(),
                    s.inherited(), s.nullFrac(), s.avgWidth(), s.nDistinct(), s.mostCommonVals(), s.mostCommonFreqs(), s.histogramBounds(), s.correlation(),
                    null, null, null, null, null, null)));
            String name = index.name() + "_" + n;
            indexes.add(new Capsule.Index(1_500_000_000L + n, id, index.schema(), name, index.method(),
                    "CREATE INDEX " + name + " ON public.event_" + n + " USING btree (id)", false, false, true, false, false, false, index.parentId(),
                    index.pages(), index.tuples(), index.bytes(), index.columns(), index.keyColumns(), index.options(), index.classes(), index.collations(),
                    null, false, 0));
        }
        return new Capsule(c.format(), c.readAt(), c.source(), c.settings(), c.extensions(), c.items(), relations, columns, c.constraints(), indexes,
                statistics, c.extended(), c.extendedData(), c.statements(), c.lacks());
    }
}
