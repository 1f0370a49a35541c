package dev.howdah.engine.pool.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.engine.audit.Act;
import dev.howdah.engine.audit.AuditEntry;
import dev.howdah.engine.audit.AuditLog;
import dev.howdah.engine.audit.AuditQuery;
import dev.howdah.engine.audit.Result;
import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.DbProblem;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.pool.sources.BouncerAction.Verb;
import dev.howdah.testing.Audits;
import dev.howdah.testing.Servers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PgBouncerTest {
    @TempDir
    Path folder;

    @Test
    void readsEveryTableByColumnName() throws Exception {
        try (RealPgBouncer real = RealPgBouncer.start(folder, Servers.newDatabase(), "transaction", 2);
                PgBouncer console = new PgBouncer(real.console(RealPgBouncer.STATS), Audits.scratch(), Clock.systemUTC());
                Connection c = Connections.open(real.app(), SessionSpec.engine());
                var s = c.createStatement()) {
            c.setAutoCommit(false);
            s.execute("SELECT 1");
            Bouncer b = console.read();
            assertThat(b.version()).contains("PgBouncer");
            Bouncer.Pool pool = b.pools().stream().filter(p -> p.database().equals("app")).findFirst().orElseThrow();
            assertThat(pool.clientsActive()).isEqualTo(1);
            assertThat(pool.serversActive()).isEqualTo(1);
            assertThat(pool.mode()).isEqualTo("transaction");
            assertThat(pool.size()).isEqualTo(2);
            assertThat(pool.paused()).isFalse();
            Bouncer.Client client = b.clients().stream().filter(x -> x.database().equals("app")).findFirst().orElseThrow();
            Bouncer.ServerLink link = b.servers().getFirst();
            assertThat(client.link()).isEqualTo(link.id());
            assertThat(client.applicationName()).isEqualTo("howdah/engine");
            assertThat(link.backendPid()).isPositive();
            assertThat(b.stats()).extracting(Bouncer.Stat::database).contains("app");
            assertThat(b.lists()).extracting(r -> r.word("list")).contains("used_clients", "databases");
            assertThat(b.config()).extracting(r -> r.word("key")).contains("default_pool_size");
            c.rollback();
        }
    }

    @Test
    void pausesAndGoesOn() throws Exception {
        AuditLog audit = Audits.scratch();
        try (RealPgBouncer real = RealPgBouncer.start(folder, Servers.newDatabase(), "transaction", 2);
                PgBouncer console = new PgBouncer(real.console(RealPgBouncer.ADMIN), audit, Clock.systemUTC());
                Connection c = Connections.open(real.app(), SessionSpec.engine());
                var s = c.createStatement()) {
            s.execute("SELECT 1");
            String said = new BouncerAction(Verb.PAUSE, "app").consequence(console.read());
            assertThat(said).startsWith("Holds back 1 clients of app");
            console.run(new BouncerAction(Verb.PAUSE, "app"));
            assertThat(console.read().pools()).anyMatch(p -> p.database().equals("app") && p.paused());
            console.run(new BouncerAction(Verb.RESUME, "app"));
            console.run(new BouncerAction(Verb.RECONNECT, "app"));
            console.run(new BouncerAction(Verb.RELOAD, null));
            s.execute("SELECT 1");
            console.run(new BouncerAction(Verb.KILL, "app"));
            assertThatThrownBy(() -> s.execute("SELECT 1")).isInstanceOf(java.sql.SQLException.class);
            console.run(new BouncerAction(Verb.RESUME, "app"));
            assertThatThrownBy(() -> console.run(new BouncerAction(Verb.PAUSE, "we\"ird; KILL app – 🐘")))
                    .hasMessageContaining("no such database: we\"ird; KILL app – 🐘");
            assertThat(console.read().pools()).noneMatch(Bouncer.Pool::paused);
            assertThat(audit.read(AuditQuery.newest(100)).reversed()).extracting(AuditEntry::what)
                    .startsWith("PAUSE \"app\"", "RESUME \"app\"", "RECONNECT \"app\"", "RELOAD", "KILL \"app\"", "RESUME \"app\"");
            assertThat(audit.read(AuditQuery.newest(100))).allMatch(e -> e.act() == Act.POOLER)
                    .anyMatch(e -> e.what().startsWith("KILL") && "RESUME \"app\"".equals(e.undo()) && e.result() == Result.DONE)
                    .anyMatch(e -> e.result() == Result.FAILED);
        }
    }

    @Test
    void aStatsUserMayLookAndNotAct() {
        try (RealPgBouncer real = RealPgBouncer.start(folder, Servers.newDatabase(), "session", 2);
                PgBouncer console = new PgBouncer(real.console(RealPgBouncer.STATS), Audits.scratch(), Clock.systemUTC())) {
            assertThat(console.read().pools()).isNotEmpty();
            assertThatThrownBy(() -> console.run(new BouncerAction(Verb.PAUSE, null))).isInstanceOfSatisfying(
                    DbException.class, e -> assertThat(e.problem()).isInstanceOf(DbProblem.Denied.class));
            assertThat(console.read().pools()).isNotEmpty();
        }
    }

    @Test
    void saysWhatIsWrongAndConnectsAgain() {
        var database = Servers.newDatabase();
        RealPgBouncer real = RealPgBouncer.start(folder, database, "session", 2);
        try (PgBouncer console = new PgBouncer(real.console(RealPgBouncer.ADMIN), Audits.scratch(), Clock.systemUTC());
                PgBouncer wrong = new PgBouncer(
                        real.console(RealPgBouncer.ADMIN).withUser("nobody", new dev.howdah.engine.db.Secret("x")),
                        Audits.scratch(),
                        Clock.systemUTC())) {
            assertThat(console.read().version()).isNotEmpty();
            assertThatThrownBy(wrong::read).isInstanceOfSatisfying(
                    DbException.class, e -> assertThat(e.problem().lostConnection()).isTrue());
            real.close();
            assertThatThrownBy(console::read).isInstanceOfSatisfying(
                    DbException.class, e -> assertThat(e.problem()).isInstanceOf(DbProblem.Unreachable.class));
            assertThatThrownBy(console::read).isInstanceOfSatisfying(
                    DbException.class, e -> assertThat(e.problem()).isInstanceOf(DbProblem.Unreachable.class));
        } finally {
            real.close();
        }
    }

    @Test
    void readsTablesThatLackColumns() throws Exception {
        BouncerRow bare = new BouncerRow(java.util.Map.of("database", "d", "cl_waiting", "3", "maxwait", "x"));
        Bouncer read = new BouncerReader(q -> List.of(bare)).read(Clock.systemUTC().instant());
        assertThat(read.pools().getFirst().clientsWaiting()).isEqualTo(3);
        assertThat(read.pools().getFirst().size()).isNull();
        assertThat(read.stats().getFirst().waitMillis()).isNull();
        assertThat(read.servers().getFirst().backendPid()).isNull();
    }

    @Test
    void killNamesItsDatabase() {
        assertThatThrownBy(() -> new BouncerAction(Verb.KILL, null)).isInstanceOf(IllegalArgumentException.class);
        assertThat(new BouncerAction(Verb.KILL, "a\"b").command()).isEqualTo("KILL \"a\"\"b\"");
    }

    @Test
    void changesTheVersionWhereverItIsCut() throws IOException {
        byte[] stream = "xserver_versioserver_version\0001.18.0/bouncer\0server_version\0001.2".getBytes(
                StandardCharsets.US_ASCII);
        for (int cut = 1; cut < stream.length; cut++) {
            var in = new BouncerSockets.NewerVersion(new ByteArrayInputStream(stream));
            byte[] out = new byte[stream.length];
            assertThat(in.read(out, 0, cut) + in.read(out, cut, stream.length - cut)).isEqualTo(stream.length);
            assertThat(new String(out, StandardCharsets.US_ASCII))
                    .isEqualTo("xserver_versioserver_version\0001918.0/bouncer\0server_version\0001.2");
        }
    }
}
