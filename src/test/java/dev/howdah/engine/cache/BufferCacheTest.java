package dev.howdah.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.Target;
import dev.howdah.testing.Servers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BufferCacheTest {
    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void asksEveryVersionInItsOwnForm(int major) {
        Target target = Servers.newDatabase(major);
        Servers.execute(target, "CREATE EXTENSION pg_buffercache", "CREATE TABLE t AS SELECT generate_series(1, 20000) AS id",
                "CREATE INDEX i ON t (id)", "SELECT count(*) FROM t");
        Db db = Servers.db(target);
        assertThat(BufferCache.DATABASES.read(db)).isNotEmpty();
        assertThat(BufferCache.SLRU.read(db)).hasSizeGreaterThan(5);
        BufferCache.Writes w = BufferCache.WRITES.read(db);
        assertThat(w.sharedBuffers()).isEqualTo(64L << 20);
        assertThat(w.byClients()).isNotNull();
        assertThat(BufferCache.contents(db, 1L << 30)).anyMatch(c -> c.name().equals("public.t") && c.buffers() > 10);
        assertThatThrownBy(() -> BufferCache.contents(db, 1 << 20)).isInstanceOf(DbException.class).hasMessageContaining("64 MiB");
        BufferCache.TABLES.read(db);
        BufferCache.INDEXES.read(db);
        if (major < 16) {
            assertThat(BufferCache.IO.missing(db)).isNotNull();
            assertThat(BufferCache.SUMMARY.missing(db)).isNotNull();
        } else {
            assertThat(BufferCache.IO.read(db)).anyMatch(i -> i.backendType().equals("client backend") && i.object().equals("relation"));
            assertThat(BufferCache.SUMMARY.read(db).all()).isEqualTo((64L << 20) / 8192);
            assertThat(BufferCache.USAGE.read(db)).hasSize(6);
        }
    }

    @Test
    void saysWhatARoleLacks() {
        Target target = Servers.newDatabase();
        assertThat(BufferCache.SUMMARY.missing(Servers.db(target))).satisfies(l -> assertThat(l.remedy()).contains("CREATE EXTENSION"));
        Servers.execute(target, "CREATE EXTENSION pg_buffercache");
        assertThat(BufferCache.SUMMARY.missing(Servers.db(Servers.unprivileged(target)))).satisfies(l -> assertThat(l.remedy()).contains("GRANT pg_monitor"));
        BufferCache.DATABASES.read(Servers.db(Servers.unprivileged(target)));
    }

    @Test
    void keepsWindowAndSinceResetApart() {
        HitWindow window = new HitWindow(Duration.ofMinutes(5));
        Instant t = Instant.EPOCH;
        List<HitRatio> first = window.add(t, List.of(new BufferCache.Blocks("a", 900_000, 100_000), new BufferCache.Blocks("b", 10, 10)));
        assertThat(first.getFirst()).isEqualTo(new HitRatio("a", 0.9, Double.NaN, -1, 0));
        assertThat(first.getLast().sinceReset()).as("under the floor").isNaN();
        HitRatio later = window.add(t.plusSeconds(60), List.of(new BufferCache.Blocks("a", 950_000, 150_000))).getFirst();
        assertThat(later.window()).isEqualTo(0.5);
        assertThat(later.reads()).isEqualTo(50_000);
        assertThat(window.add(t.plusSeconds(61), List.of(new BufferCache.Blocks("a", 5, 5))).getFirst().blocks()).as("reset").isEqualTo(-1);
        assertThat(window.add(t.plusSeconds(62), List.of(new BufferCache.Blocks("a", 60_000, 5))).getFirst().window()).isEqualTo(1.0);
    }

    @Test
    void saysWhatItSeesInSentences() {
        BufferFindings.Look before = look(0, 0, 0, 0, 0, 0);
        BufferFindings.Look after = look(100_000, 100_000, 1L << 30, 50_000, 20_000, 9);
        List<BufferFindings.Finding> found = BufferFindings.between(before, after, 10);
        assertThat(found).extracting(BufferFindings.Finding::text)
                .anyMatch(t -> t.startsWith("orders found only 50.0 % of its blocks in shared_buffers"))
                .anyMatch(t -> t.startsWith("orders wrote 1024 MiB to 3 temporary files"))
                .anyMatch(t -> t.startsWith("5000 buffers a second are pushed out"))
                .anyMatch(t -> t.startsWith("Sessions write 95.2 % of all buffers"))
                .anyMatch(t -> t.startsWith("9 checkpoints were forced"))
                .anyMatch(t -> t.startsWith("50.0 % of shared_buffers has never been used"));
        assertThat(BufferFindings.between(after, before, 10)).as("counters that went back").noneMatch(BufferFindings.Finding::worth);
    }

    private static BufferFindings.Look look(long hits, long reads, long temp, long evictions, long clients, long requested) {
        return new BufferFindings.Look(
                List.of(new BufferCache.Database("orders", hits, reads, temp > 0 ? 3 : 0, temp, null)),
                List.of(new BufferCache.Io("client backend", "relation", "normal", 1L, 1L, null, 1L, 1L, null, null, 1L, evictions, null, 0L)),
                new BufferCache.Summary(4_096, 4_096, 0, 0, 1.0, 8_192),
                new BufferCache.Writes(0, requested, clients / 20, 0, clients, 0, 0, 0, 64 << 20, null));
    }
}
