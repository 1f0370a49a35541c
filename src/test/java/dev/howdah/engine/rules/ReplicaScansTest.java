package dev.howdah.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.advise.IndexAdvice;
import dev.howdah.engine.cluster.ClusterSpec;
import dev.howdah.engine.cluster.PgCluster;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Environment;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.health.Checks;
import dev.howdah.engine.health.HealthMemory;
import dev.howdah.engine.health.HealthMutes;
import dev.howdah.testing.Await;
import dev.howdah.testing.Copies;
import dev.howdah.testing.Servers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A primary and its standby, both of which count since more than a month. */
class ReplicaScansTest {
    private static final long MONTH = Duration.ofDays(40).toSeconds() * 1_000_000;

    @TempDir
    Path folder;

    @Test
    void whatOnlyAStandbyUsesStaysAndWhatNobodyUsesGoes() throws IOException {
        ClusterSpec spec = ClusterSpec.lasting(Servers.NEWEST, folder.resolve("primary")).with("fsync", "off").with("autovacuum", "off");
        Path copy = folder.resolve("standby");
        Copies.standby(spec, copy);
        try (PgCluster primary = PgCluster.start(Servers.binaries(), spec)) {
            Servers.execute(up(primary), "CREATE TABLE t (id int, a int, b int, c int)",
                    "INSERT INTO t SELECT g, g, g, g FROM generate_series(1, 100000) g", "CREATE INDEX t_here ON t (id)",
                    "CREATE INDEX t_there ON t (a)", "CREATE INDEX t_nowhere ON t (b)", "VACUUM ANALYZE t", "SELECT pg_stat_reset()");
            try (PgCluster standby = following(primary, copy)) {
                replayed(primary, standby);
                Servers.execute(up(standby), "SELECT pg_stat_reset()");
            }
        }
        age(folder.resolve("primary/data"));
        age(copy.resolve("data"));
        try (PgCluster primary = PgCluster.start(Servers.binaries(), spec); PgCluster standby = following(primary, copy)) {
            replayed(primary, standby);
            use(up(primary), "SELECT * FROM t WHERE id = 7");
            use(up(standby), "SELECT * FROM t WHERE a = 7");
            Db here = Servers.db(up(primary).withName("main"));
            Db there = Servers.db(up(standby).withName("the standby"));
            Await.until("the standby counted", () -> scans(there, "t_there") > 0);
            Await.until("the primary counted", () -> scans(here, "t_here") > 0);
            // nobody was asked: nothing is offered
            assertThat(unused(here, List.of())).extracting(Card::subject).containsExactlyInAnyOrder("public.t_there", "public.t_nowhere");
            assertThat(unused(here, List.of())).allSatisfy(c -> {
                assertThat(c.applicable()).isFalse();
                assertThat(c.basis().notConsidered()).anyMatch(n -> n.contains("mirror"));
            });
            // the standby was: what it uses stays, what it does not use either goes
            Card gone = unused(here, List.of(there)).getFirst();
            assertThat(unused(here, List.of(there))).hasSize(1);
            assertThat(gone.subject()).isEqualTo("public.t_nowhere");
            assertThat(gone.deed().act()).isEqualTo("DROP INDEX CONCURRENTLY public.t_nowhere");
            assertThat(gone.deed().undo()).isEqualTo("CREATE INDEX CONCURRENTLY t_nowhere ON public.t USING btree (b)");
            assertThat(gone.basis().evidence()).containsEntry("scans on replica the standby", "0");
            assertThat(gone.basis().notConsidered()).singleElement().asString().contains("track_commit_timestamp");
            // a server of another cluster is no replica, and one that is away may be one that uses it
            Db other = Servers.db(Servers.newDatabase().withName("other"));
            assertThat(unused(here, List.of(other))).hasSize(2).noneMatch(Card::applicable);
            // one without a slot that is not connected is known to nobody but itself
            standby.close();
            try (PgCluster alone = PgCluster.start(Servers.binaries(), Copies.following(primary, Servers.NEWEST, copy).with("primary_conninfo", ""))) {
                Await.until("it stands alone", () -> here.call(h -> h.createQuery("SELECT count(*) FROM pg_stat_replication").mapTo(Long.class).one()) == 0);
                assertThat(unused(here, List.of(Servers.db(up(alone))))).extracting(Card::subject).containsExactly("public.t_nowhere");
            }
            assertThat(unused(here, List.of(there))).hasSize(2).noneMatch(Card::applicable)
                    .allMatch(c -> c.basis().notConsidered().stream().anyMatch(n -> n.contains("the standby")))
                    .allMatch(c -> c.deed().byHand().endsWith("DROP INDEX CONCURRENTLY " + c.subject()));
            // a server for other ends is no replica of this one
            Db elsewhere = Servers.db(there.target().withEnvironment(Environment.STAGING));
            assertThat(unused(here, List.of(elsewhere))).hasSize(2).allMatch(Card::applicable)
                    .allMatch(c -> c.basis().confidence() == IndexAdvice.Confidence.LOW);
        }
    }

    private static Target up(PgCluster server) {
        return Servers.patient(server.target("postgres"));
    }

    private static PgCluster following(PgCluster primary, Path copy) {
        return PgCluster.start(Servers.binaries(), Copies.following(primary, Servers.NEWEST, copy).with("fsync", "off"));
    }

    private static void replayed(PgCluster primary, PgCluster standby) {
        Db up = Servers.db(up(primary));
        Db down = Servers.db(up(standby));
        String at = up.call(h -> h.createQuery("SELECT pg_current_wal_insert_lsn()::text").mapTo(String.class).one());
        Await.until("the standby follows", () -> down.call(h -> h.createQuery("SELECT pg_last_wal_replay_lsn() >= :at::pg_lsn AND EXISTS"
                + " (SELECT FROM pg_class WHERE relname = 't_nowhere')").bind("at", at).mapTo(Boolean.class).one())
                && up.call(h -> h.createQuery("SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'").mapTo(Long.class).one()) == 1);
    }

    private static void use(Target target, String sql) {
        Servers.execute(target, "SET enable_seqscan = off", sql, sql);
    }

    private static long scans(Db db, String index) {
        return db.call(h -> h.createQuery("SELECT idx_scan FROM pg_stat_user_indexes WHERE indexrelname = :i").bind("i", index).mapTo(Long.class).one());
    }

    private List<Card> unused(Db db, List<Db> replicas) {
        Checks checks = new Checks(Checks.all().stream().filter(c -> c.id().equals("unused")).toList(), HealthMemory.ofThisProcess(),
                new HealthMutes(folder.resolve("mutes"), InstantSource.system()), InstantSource.system());
        return new Counsel().ofServer(new Sources(new Sources.Live(db, checks, replicas), null, Sources.Heard.NOTHING), t -> {}, () -> false)
                .cards().stream().filter(c -> c.rule().equals("unused")).toList();
    }

    /** Moves every moment of a stopped server's counters by a month and more: 14 days cannot be waited for. */
    private static void age(Path data) throws IOException {
        Path file = data.resolve("pg_stat/pgstat.stat");
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        long now = (InstantSource.system().millis() - 946_684_800_000L) * 1000;
        int moved = 0;
        for (int i = 0; i + 8 <= bytes.limit(); i++) {
            long value = bytes.getLong(i);
            if (Math.abs(now - value) < Duration.ofHours(6).toSeconds() * 1_000_000) {
                bytes.putLong(i, value - MONTH);
                moved++;
                i += 7;
            }
        }
        assertThat(moved).isPositive();
        Files.write(file, bytes.array());
    }
}
