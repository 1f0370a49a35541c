package dev.howdah.engine.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import dev.howdah.engine.cluster.ClusterException;
import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.testing.Await;
import dev.howdah.testing.Servers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TwinTest {
    private static final Query ONE = Query.of("SELECT * FROM orders WHERE customer = $1");

    @TempDir
    Path temp;

    @Test
    void standsInForTypesThatDoNotExistHere() {
        Capsule c = small();
        List<Capsule.Column> columns = new java.util.ArrayList<>(c.columns());
        Capsule.Column first = columns.getFirst();
        columns.add(new Capsule.Column(first.tableId(), 99, "place", "public.geometry(Point,4326)", -1, "d", false, false, null, null, null, null));
        Capsule odd = new Capsule(c.format(), c.readAt(), c.source(), c.settings(), c.extensions(), c.items(), c.relations(), columns,
                c.constraints(), c.indexes(), c.statistics(), c.extended(), c.extendedData(), c.statements(), c.lacks());
        try (Twin twin = Twin.build(Servers.binaries(), temp.resolve("twin"), odd, 18);
                WhatIf whatIf = new TwinWhatIf(twin)) {
            assertThat(twin.lacks()).anyMatch(l -> l.reason().contains("public.geometry"));
            assertThat(whatIf.estimate(ONE, WhatIf.Change.NONE).cost()).isPositive();
            assertThatThrownBy(() -> whatIf.estimate(Query.of("SELECT place <-> place FROM orders"), WhatIf.Change.NONE))
                    .isInstanceOf(WhatIfException.class);
        }
    }

    @Test
    void triesIndexesDropsAndSettingsWithoutOneDisturbingAnother() {
        try (Twin twin = Twin.build(Servers.binaries(), temp.resolve("twin"), small(), 18);
                WhatIf a = new TwinWhatIf(twin);
                WhatIf b = new TwinWhatIf(twin)) {
            double now = a.estimate(ONE, WhatIf.Change.NONE).cost();
            WhatIf.Hypothetical h = a.add("CREATE INDEX CONCURRENTLY ON orders (customer)");
            assertThat(h.problem()).isNull();
            WhatIf.Estimate with = a.estimate(ONE, WhatIf.Change.add(List.of(h.handle())));
            assertThat(with.cost()).isLessThan(now / 10);
            assertThat(with.added()).containsExactly(h.handle());
            assertThat(b.estimate(ONE, WhatIf.Change.NONE).cost()).isEqualTo(now);
            assertThat(a.estimate(ONE, WhatIf.Change.NONE).cost()).isEqualTo(now);
            Query key = Query.of("SELECT * FROM orders WHERE id = 7");
            double keyed = a.estimate(key, WhatIf.Change.NONE).cost();
            double without = a.estimate(key, new WhatIf.Change(Set.of(), Set.of("public.orders_pkey"), Map.of())).cost();
            assertThat(without).isGreaterThan(keyed * 10);
            double sequential = a.estimate(key, new WhatIf.Change(Set.of(), Set.of(), Map.of("enable_seqscan", "off", "random_page_cost", "1.1")))
                    .cost();
            assertThat(sequential).isLessThan(keyed);
            assertThat(a.estimate(key, WhatIf.Change.NONE).cost()).isEqualTo(keyed);
            assertThat(a.add("CREATE INDEX ON orders (nowhere)").problem()).contains("nowhere");
            assertThat(IntStream.range(0, 40).parallel().mapToDouble(i -> {
                try (WhatIf own = new TwinWhatIf(twin)) {
                    return own.estimate(key, WhatIf.Change.NONE).cost();
                }
            })).containsOnly(keyed);
        }
    }

    @Test
    void goesOnAfterItsServerWasKilledAndLeavesNothingBehind() {
        Path folder = temp.resolve("twin");
        try (Twin twin = Twin.build(Servers.binaries(), folder, small(), 18);
                WhatIf whatIf = new TwinWhatIf(twin)) {
            WhatIf.Hypothetical h = whatIf.add("CREATE INDEX ON orders (customer)");
            double cost = whatIf.estimate(ONE, WhatIf.Change.add(List.of(h.handle()))).cost();
            long pid = twin.serverPid();
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();
            Await.until("the server is gone", () -> ProcessHandle.of(pid).map(p -> !p.isAlive()).orElse(true));
            assertThat(whatIf.estimate(ONE, WhatIf.Change.add(List.of(h.handle()))).cost()).isEqualTo(cost);
        }
        assertThat(folder).doesNotExist();
    }

    /** As when the system, short of memory, kills one session: the server would come back by itself, by its log alone. */
    @Test
    void isBuiltAnewAfterOneOfItsSessionsWasKilled() throws SQLException {
        try (Twin twin = Twin.build(Servers.binaries(), temp.resolve("twin"), small(), 18);
                WhatIf whatIf = new TwinWhatIf(twin)) {
            long table = twin.capsule().relations().stream().filter(r -> r.name().equals("orders")).findFirst().orElseThrow().id();
            WhatIf.Hypothetical given = whatIf.add("CREATE INDEX ON orders (created)");
            WhatIf.Hypothetical h = whatIf.add(List.of(IndexDef.btree(table, "public.orders", List.of("customer")))).getFirst();
            WhatIf.Change with = WhatIf.Change.add(List.of(h.handle()));
            double before = whatIf.estimate(ONE, WhatIf.Change.NONE).cost();
            WhatIf.Estimate tried = whatIf.estimate(ONE, with);
            long server = twin.serverPid();
            ProcessHandle.of(session(twin.target())).orElseThrow().destroyForcibly();
            assertThat(whatIf.estimate(ONE, with)).isEqualTo(tried);
            assertThat(whatIf.estimate(ONE, WhatIf.Change.NONE).cost()).isEqualTo(before);
            assertThat(whatIf.estimate(ONE, WhatIf.Change.add(List.of(given.handle()))).cost()).isEqualTo(before);
            assertThat(twin.serverPid()).isNotIn(server, 0L);
        }
    }

    private static long session(Target twin) throws SQLException {
        try (Connection c = Connections.open(twin, SessionSpec.batch());
                Statement s = c.createStatement();
                ResultSet r = s.executeQuery("SELECT min(pid) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()")) {
            r.next();
            return r.getLong(1);
        }
    }

    /** Killed, and killed once more while what came in its place was empty yet. */
    @Test
    void isBuiltAtLastWhenItsServerIsKilledAgainAndAgain() {
        Path folder = temp.resolve("twin");
        try (Twin twin = Twin.build(Servers.binaries(), folder, small(), 18);
                WhatIf whatIf = new TwinWhatIf(twin)) {
            WhatIf.Hypothetical h = whatIf.add("CREATE INDEX ON orders (customer)");
            WhatIf.Change with = WhatIf.Change.add(List.of(h.handle()));
            WhatIf.Estimate tried = whatIf.estimate(ONE, with);
            for (int round = 0; round < 2; round++) {
                long first = kill(pid(folder));
                CompletableFuture<WhatIf.Estimate> asked = CompletableFuture.supplyAsync(() -> whatIf.estimate(ONE, with));
                Await.until("another server starts", () -> pid(folder) > 0 && pid(folder) != first || asked.isDone());
                kill(pid(folder));
                assertThat(asked.handle((e, failed) -> failed == null ? e : failed.getCause()).join())
                        .satisfiesAnyOf(e -> assertThat(e).isEqualTo(tried), e -> assertThat(e).isInstanceOfAny(DbException.class, ClusterException.class));
                assertThat(whatIf.estimate(ONE, with)).isEqualTo(tried);
            }
        }
        assertThat(folder).doesNotExist();
    }

    /** The postmaster's, also of one that is not ready yet; 0 when there is none. */
    private static long pid(Path folder) {
        try {
            return Long.parseLong(Files.readAllLines(folder.resolve("data/postmaster.pid")).getFirst().strip());
        } catch (IOException | RuntimeException e) {
            return 0;
        }
    }

    private static long kill(long pid) {
        ProcessHandle.of(pid).filter(p -> p.info().command().orElse("").endsWith("postgres")).ifPresent(ProcessHandle::destroyForcibly);
        Await.until("the server is gone", () -> ProcessHandle.of(pid).map(p -> !p.isAlive()).orElse(true));
        return pid;
    }

    @Test
    void followsTheSource() {
        Capsule small = small();
        try (Twin twin = Twin.build(Servers.binaries(), temp.resolve("twin"), small, 18)) {
            assertThat(twin.refresh(small)).isFalse();
            List<Capsule.Relation> grown = small.relations().stream()
                    .map(r -> new Capsule.Relation(r.id(), r.schema(), r.name(), r.kind(), 40_000_000, 3e9, r.allVisible(), 40_000_000L * 8192,
                            r.options(), r.partitionKey(), r.partitionBound(), r.parents(), r.definition(), r.readable(), r.rowSecurity(),
                            r.hasRules(), r.inserted(), r.updated(), r.hotUpdated(), r.deleted()))
                    .toList();
            Capsule later = new Capsule(small.format(), small.readAt(), small.source(), small.settings(), small.extensions(), small.items(),
                    grown, small.columns(), small.constraints(), small.indexes(), small.statistics(), small.extended(), small.extendedData(),
                    small.statements(), small.lacks());
            assertThat(twin.refresh(later)).isTrue();
            try (WhatIf whatIf = new TwinWhatIf(twin)) {
                assertThat(whatIf.explain(Query.of("SELECT * FROM orders"), WhatIf.Change.NONE).root().estimate().totalCost())
                        .isGreaterThan(40_000_000);
                assertThat(whatIf.add("CREATE INDEX ON orders (customer)").bytes()).isGreaterThan(10_000_000_000L);
            }
        }
    }

    @Test
    void refusesFilesThatAreNoCapsules() throws Exception {
        Capsule small = small();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CapsuleFile.write(small, out);
        byte[] bytes = out.toByteArray();
        assertThat(CapsuleFile.read(new ByteArrayInputStream(bytes), "x")).isEqualTo(small);
        assertThatThrownBy(() -> CapsuleFile.read(new ByteArrayInputStream(bytes, 0, bytes.length / 2), "half.capsule"))
                .isInstanceOf(CapsuleException.class)
                .hasMessageContaining("half.capsule is damaged");
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        assertThatThrownBy(() -> CapsuleFile.write(small, full)).isInstanceOf(IOException.class).hasMessage("No space left on device");
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (ZstdOutputStream zstd = new ZstdOutputStream(bomb)) {
            byte[] blanks = new byte[1 << 20];
            java.util.Arrays.fill(blanks, (byte) ' ');
            for (long sent = 0; sent <= Runtime.getRuntime().maxMemory() / 4; sent += blanks.length) {
                zstd.write(blanks);
            }
        }
        assertThatThrownBy(() -> CapsuleFile.read(new ByteArrayInputStream(bomb.toByteArray()), "bomb.capsule"))
                .isInstanceOf(CapsuleException.class).hasMessageContaining("bomb.capsule").hasMessageContaining("unpacked");
        assertThatThrownBy(() -> CapsuleFile.read(temp)).isInstanceOf(CapsuleException.class).hasMessageContaining("not a capsule");
        assertThatThrownBy(() -> CapsuleFile.read(new ByteArrayInputStream("hello".getBytes()), "x")).isInstanceOf(CapsuleException.class);
        for (int at = 8; at < bytes.length; at++) {
            byte[] flipped = bytes.clone();
            flipped[at] ^= 0x10;
            // a few bits of the packing say nothing: without them the same is read
            assertThat(readOrRefused(flipped)).as("a bit of byte %s of %s", at, bytes.length).isIn("refused", small);
        }
        ByteArrayOutputStream newer = new ByteArrayOutputStream();
        CapsuleFile.write(
                new Capsule(99, small.readAt(), small.source(), Map.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
                        List.of(), List.of(), List.of(), List.of(), List.of()),
                newer);
        assertThatThrownBy(() -> CapsuleFile.read(new ByteArrayInputStream(newer.toByteArray()), "x")).hasMessageContaining("newer Howdah");
        assertThat(small.masked().statistics()).allMatch(s -> s.mostCommonVals() == null && s.histogramBounds() == null);
    }

    private static Object readOrRefused(byte[] file) {
        try {
            return CapsuleFile.read(new ByteArrayInputStream(file), "flipped");
        } catch (CapsuleException e) {
            return "refused";
        }
    }

    @Test
    void saysWhatAnUnprivilegedRoleCannotRead() {
        Target source = Servers.newDatabase();
        Servers.execute(source, "CREATE TABLE secret (id int PRIMARY KEY)", "INSERT INTO secret SELECT generate_series(1, 5000)", "ANALYZE");
        Capsule capsule = read(Servers.unprivileged(source));
        assertThat(capsule.relations()).extracting(Capsule.Relation::name).contains("secret");
        assertThat(capsule.statistics()).isEmpty();
        assertThat(capsule.lacks()).anyMatch(l -> l.reason().contains("public.secret") && String.valueOf(l.remedy()).startsWith("GRANT"));
    }

    private Capsule small() {
        Target source = Servers.newDatabase();
        Servers.execute(
                source,
                "CREATE TABLE orders (id bigint PRIMARY KEY, customer int NOT NULL, created timestamptz)",
                "INSERT INTO orders SELECT i, i % 5000, now() - i * interval '1 minute' FROM generate_series(1, 50000) i",
                "VACUUM ANALYZE");
        return read(source);
    }

    static Capsule read(Target source) {
        return new CapsuleReader(InstantSource.system()).read(Servers.db(source));
    }
}
