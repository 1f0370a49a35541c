package dev.howdah.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Await;
import dev.howdah.testing.OneConnection;
import dev.howdah.testing.Servers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class InvalidationTest {
    private final Target target = Servers.newDatabase();
    private final Db db = Servers.db(target);
    private final QueryCache cache = newCache();

    private static QueryCache newCache() {
        return new QueryCache(CacheSpec.standard(), null, InstantSource.system(), System::nanoTime, Runnable::run);
    }

    private Invalidation writes(QueryCache c, String instance, boolean announce) {
        return new Invalidation(c, db, instance, announce);
    }

    private long counter(QueryCache c, int id) {
        CachedQuery<Long> q = CachedQuery.<Long>of(Tier.SHORT, "SELECT n FROM counter WHERE id = ?", id).reading("public.counter");
        Long n = c.get(q, () -> direct(id));
        return n == null ? -1 : n;
    }

    private Long direct(int id) {
        return db.call(h -> h.createQuery("SELECT n FROM counter WHERE id = :id").bind("id", id).mapTo(Long.class).one());
    }

    private void counters() {
        Servers.execute(target, "CREATE TABLE counter (id int PRIMARY KEY, n bigint NOT NULL)",
                "INSERT INTO counter SELECT g, 0 FROM generate_series(0, 7) g");
    }

    @Test
    void dropsInTheCommitAndNotBefore() {
        counters();
        Invalidation writes = writes(cache, "a", false);
        assertThat(counter(cache, 1)).isZero();
        writes.write(h -> {
            h.execute("UPDATE counter SET n = 5 WHERE id = 1");
            assertThat(counter(cache, 1)).isZero();
            assertThat(cache.stats().total().hits()).isEqualTo(1);
            return 0;
        });
        assertThat(counter(cache, 1)).isEqualTo(5);
    }

    @Test
    void keepsTheEntryWhenTheWriteIsRolledBack() {
        counters();
        counter(cache, 1);
        Invalidation writes = writes(cache, "a", false);
        assertThatThrownBy(() -> writes.write(h -> h.execute("UPDATE counter SET n = n / 0"))).isInstanceOf(DbException.class);
        assertThatThrownBy(() -> writes.write(h -> {
                    h.execute("UPDATE counter SET n = 9");
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class);
        Servers.execute(target, "ALTER TABLE counter ADD CONSTRAINT late UNIQUE (n, id) DEFERRABLE INITIALLY DEFERRED");
        assertThatThrownBy(() -> writes.write(h -> {
                    h.execute("INSERT INTO counter VALUES (9, 1), (10, 2)");
                    h.execute("ALTER TABLE counter ADD CHECK (n >= 0) NOT VALID");
                    return h.execute("UPDATE counter SET n = -1 WHERE id = 1");
                }))
                .isInstanceOf(DbException.class);
        counter(cache, 1);
        assertThat(cache.stats().total().loads()).isEqualTo(1);
        assertThat(cache.stats().total().invalidated()).isZero();
    }

    @Test
    void seesWhatCascadesTriggersPartitionsTruncateAndDropTouch() {
        Servers.execute(target,
                "CREATE TABLE parent (id int PRIMARY KEY)",
                "CREATE TABLE child (id int REFERENCES parent ON DELETE CASCADE)",
                "CREATE TABLE audit (what text)",
                "CREATE TABLE other (id int)",
                "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN INSERT INTO audit VALUES ('x'); RETURN NULL; END$$",
                "CREATE TRIGGER t AFTER DELETE ON child FOR EACH ROW EXECUTE FUNCTION note()",
                "CREATE TABLE parts (id int) PARTITION BY RANGE (id)",
                "CREATE TABLE part1 PARTITION OF parts FOR VALUES FROM (0) TO (10)",
                "CREATE TABLE part2 PARTITION OF parts FOR VALUES FROM (10) TO (20)",
                "INSERT INTO parent VALUES (1)", "INSERT INTO child VALUES (1)");
        for (String t : List.of("parent", "child", "audit", "other", "parts", "part1", "part2")) {
            read(t);
        }
        Invalidation writes = writes(cache, "a", false);
        writes.write(h -> h.execute("DELETE FROM parent"));
        assertThat(List.of(kept("parent"), kept("child"), kept("audit"), kept("other"))).containsExactly(false, false, false, true);
        writes.write(h -> h.execute("INSERT INTO part1 VALUES (1)"));
        assertThat(List.of(kept("parts"), kept("part1"), kept("part2"))).containsExactly(false, false, true);
        writes.write(h -> h.execute("INSERT INTO parts VALUES (11)"));
        assertThat(kept("part2")).isFalse();
        writes.write(h -> h.execute("TRUNCATE other"));
        assertThat(kept("other")).isFalse();
        writes.write(h -> h.execute("CREATE TABLE part3 PARTITION OF parts FOR VALUES FROM (20) TO (30)"));
        assertThat(kept("parts")).isFalse();
        writes.write(h -> h.execute("SELECT * FROM other FOR UPDATE"));
        assertThat(kept("other")).isTrue();
        writes.write(h -> h.execute("DROP TABLE other"));
        assertThat(kept("other")).isFalse();
    }

    private void read(String table) {
        cache.get(CachedQuery.of(Tier.SHORT, "TABLE " + table).reading("public." + table), () -> table);
    }

    private boolean kept(String table) {
        long before = cache.stats().total().hits();
        read(table);
        return cache.stats().total().hits() > before;
    }

    @Test
    void readsTablesOutOfAStatement() {
        Servers.execute(target,
                "CREATE SCHEMA \"Odd one\"", "CREATE TABLE \"Odd one\".\"T.x\" (id int)", "CREATE TABLE posts (id int)",
                "CREATE TABLE clients (id int)", "CREATE VIEW v AS SELECT p.id FROM posts p", "CREATE VIEW w AS SELECT * FROM v");
        Relations relations = new Relations(db);
        assertThat(relations.readBy("SELECT * FROM posts p WHERE EXISTS (SELECT FROM public.clients c WHERE c.id = p.id)"))
                .containsExactlyInAnyOrder("public.posts", "public.clients");
        assertThat(relations.readBy("WITH x AS (SELECT * FROM w) SELECT * FROM x"))
                .containsExactlyInAnyOrder("public.w", "public.v", "public.posts");
        assertThat(relations.readBy("SELECT 'posts', /* clients */ 1 FROM \"Odd one\".\"T.x\"")).containsExactly("Odd one.T.x");
        assertThat(relations.readBy("SELECT a.b.c.d, \"\", select FROM nowhere")).isEmpty();
    }

    @Test
    void hearsWhatOtherSessionsWriteThroughTriggersAndTakesThemOffAgain() {
        counters();
        Servers.execute(target, "CREATE TABLE parts (id int) PARTITION BY RANGE (id)",
                "CREATE TABLE part1 PARTITION OF parts FOR VALUES FROM (0) TO (10)");
        ChangeTriggers triggers = new ChangeTriggers(db, Audits.scratch());
        List<ChangeTriggers.Table> tables = List.of(new ChangeTriggers.Table("public", "counter"), new ChangeTriggers.Table("public", "parts"));
        List<String> sql = ChangeTriggers.installing(tables);
        assertThat(sql).anyMatch(s -> s.contains("CREATE TRIGGER howdah_cache_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE"));
        triggers.run(sql);
        triggers.run(sql);
        assertThat(triggers.installed()).isEqualTo(tables);
        try (ChangeListener listener = new ChangeListener(target, cache, "a")) {
            Await.until("hears", listener::hearing);
            counter(cache, 1);
            read("part1");
            Servers.execute(target, "UPDATE counter SET n = 7 WHERE id = 1");
            Await.until("the change arrived", () -> counter(cache, 1) == 7);
            Servers.execute(target, "INSERT INTO parts VALUES (1)");
            Await.until("the change of a part arrived", () -> !kept("part1"));
            writes(cache, "a", true).write(h -> h.execute("UPDATE counter SET n = 8 WHERE id = 1"));
            assertThat(counter(cache, 1)).isEqualTo(8);
            assertThat(listener.heard()).isEqualTo(3);
        }
        triggers.run(triggers.removing(tables));
        assertThat(triggers.installed()).isEmpty();
        assertThatThrownBy(() -> db.execute("SELECT 'howdah.cache_changed'::regproc")).isInstanceOf(DbException.class);
    }

    @Test
    void answersNothingFromMemoryWhileItCannotHear() {
        counters();
        try (ChangeListener listener = new ChangeListener(target, cache, "a")) {
            Await.until("hears", listener::hearing);
            counter(cache, 1);
            Servers.execute(target, "UPDATE counter SET n = 3",
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'howdah/cache' AND datname = current_database()");
            Await.until("noticed, or heard again with nothing kept", () -> counter(cache, 1) == 3);
            Await.until("hears again", listener::hearing);
        }
    }

    @Test
    void tellsOtherInstances() {
        counters();
        QueryCache other = newCache();
        try (ChangeListener ears = new ChangeListener(target, other, "b")) {
            Await.until("hears", ears::hearing);
            counter(other, 2);
            writes(cache, "a", true).write(h -> h.execute("UPDATE counter SET n = 4 WHERE id = 2"));
            Await.until("the other instance reads the new value", () -> counter(other, 2) == 4);
        }
    }

    @Test
    void withoutTriggersAnAnswerIsAtMostAsOldAsItsTier() {
        counters();
        AtomicLong time = new AtomicLong();
        QueryCache c = new QueryCache(CacheSpec.standard(), null, InstantSource.system(), time::get, Runnable::run);
        counter(c, 1);
        Servers.execute(target, "UPDATE counter SET n = 3");
        assertThat(counter(c, 1)).isZero();
        time.addAndGet(Duration.ofSeconds(301).toNanos());
        assertThat(counter(c, 1)).isEqualTo(3);
    }

    @Test
    void eightWritersAndEightReadersFindNothingStale() throws Exception {
        assertThat(race(Duration.ofSeconds(2))).isEmpty();
    }

    /** {@code mvn test -Dtest=InvalidationTest#eightWritersAndEightReadersFindNothingStaleForThirtySeconds -Dtest.excluded=none} */
    @Test
    @Tag("campaign")
    void eightWritersAndEightReadersFindNothingStaleForThirtySeconds() throws Exception {
        assertThat(race(Duration.ofSeconds(30))).isEmpty();
    }

    /** Readers look past the cache on a connection of their own first: what they saw there was visible, so it is the floor. */
    private ConcurrentLinkedQueue<String> race(Duration length) throws Exception {
        for (int i = 0; i < 8; i++) {
            Servers.execute(target, "CREATE TABLE c" + i + " (n bigint NOT NULL)", "INSERT INTO c" + i + " VALUES (0)");
        }
        long end = System.nanoTime() + length.toNanos();
        ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
        AtomicLong written = new AtomicLong();
        AtomicLong read = new AtomicLong();
        Thread[] all = new Thread[16];
        for (int i = 0; i < 16; i++) {
            int me = i;
            all[i] = Thread.ofPlatform().start(() -> {
                try (Connection own = Connections.open(target, SessionSpec.interactive())) {
                    Db mine = new Db(target, new OneConnection(own));
                    Invalidation writes = new Invalidation(cache, mine, "a", false);
                    while (System.nanoTime() < end) {
                        int id = ThreadLocalRandom.current().nextInt(8);
                        if (me < 8) {
                            boolean fail = ThreadLocalRandom.current().nextInt(10) == 0;
                            try {
                                writes.write(h -> {
                                    h.execute("UPDATE c" + me + " SET n = n + 1");
                                    if (fail) {
                                        throw new IllegalStateException("rolled back");
                                    }
                                    return 0;
                                });
                                written.incrementAndGet();
                            } catch (IllegalStateException e) {
                                continue;
                            }
                        } else {
                            long floor = visible(own, id);
                            String table = "c" + id;
                            CachedQuery<Long> q = CachedQuery.<Long>of(Tier.SHORT, "TABLE " + table).reading("public." + table);
                            long got = java.util.Objects.requireNonNull(cache.get(q, () -> mine.withConnection(c -> visible(c, id))));
                            read.incrementAndGet();
                            if (got < floor) {
                                wrong.add("read " + got + " where " + floor + " was visible");
                            }
                        }
                        if (me < 8) {
                            // Leaves the readers some hits: a table in which a commit is always under way is never cached.
                            LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(40_000_000));
                        }
                    }
                } catch (Throwable t) {
                    wrong.add(t.toString());
                }
            });
        }
        for (Thread t : all) {
            t.join();
        }
        CacheStats.Counts c = cache.stats().total();
        assertThat(written.get()).isPositive();
        System.getLogger("race").log(System.Logger.Level.INFO, "{0} reads, {1} writes, {2} hits", read.get(), written.get(), c.hits());
        assertThat(c.hits()).as("hits among %d reads, %d writes, %s", read.get(), written.get(), c).isPositive();
        return wrong;
    }

    private static long visible(Connection c, int id) throws SQLException {
        try (PreparedStatement s = c.prepareStatement("SELECT n FROM c" + id)) {
            try (ResultSet rs = s.executeQuery()) {
                rs.next();
                return rs.getLong(1);
            }
        }
    }
}
