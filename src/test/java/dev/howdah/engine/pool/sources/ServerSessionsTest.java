package dev.howdah.engine.pool.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.pool.sources.ServerSessions.Dimension;
import dev.howdah.engine.pool.sources.ServerSessions.Group;
import dev.howdah.testing.Servers;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerSessionsTest {
    private static final String ODD = "o'd\"d\n\u202eשלום 🐘";

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void runsOnEveryVersionAlsoWithoutRights(int major) throws Exception {
        Target target = Servers.newDatabase(major);
        Target nobody = Servers.unprivileged(target);
        try (Connection idle = Connections.open(target, SessionSpec.interactive());
                var s = idle.createStatement()) {
            idle.setAutoCommit(false);
            s.execute("SET application_name = 'waits'");
            s.execute("SELECT 1");
            for (Target t : List.of(target, nobody)) {
                Db db = Servers.db(t);
                ServerSessions.HeadRoom room = ServerSessions.HEAD_ROOM.read(db);
                assertThat(room.usable()).isEqualTo(db.server().usableConnections());
                assertThat(room.used()).isPositive();
                assertThat(room.free()).isLessThan(room.usable());
                List<Group> groups = ServerSessions.GROUPS.read(db);
                assertThat(groups).extracting(Group::dimension).contains(Dimension.values());
                long total = of(groups, Dimension.STATE).stream().mapToLong(Group::total).sum();
                assertThat(of(groups, Dimension.APPLICATION).stream().mapToLong(Group::total).sum()).isEqualTo(total);
                assertThat(of(groups, Dimension.APPLICATION)).extracting(Group::name).contains("waits");
                assertThat(Path.byPid(db.call(h -> h.createQuery(db.sql("pool/path").text())
                        .bindArray("pids", Integer.class, List.of())
                        .bindArray("names", String.class, List.of("waits"))
                        .map(org.jdbi.v3.core.mapper.reflect.ConstructorMapper.of(PathSession.class))
                        .list()))).isNotEmpty();
            }
            assertThat(ServerSessions.IDLE_IN_TRANSACTION.missing(Servers.db(nobody))).isNotNull();
            assertThat(ServerSessions.GROUPS.partial(Servers.db(nobody))).hasSize(1);
            assertThat(ServerSessions.GROUPS.partial(Servers.db(target))).isEmpty();
            assertThat(ServerSessions.IDLE_IN_TRANSACTION.read(Servers.db(target)))
                    .filteredOn(i -> i.database().equals(target.database()))
                    .singleElement()
                    .satisfies(i -> {
                        assertThat(i.application()).isEqualTo("waits");
                        assertThat(i.query()).isEqualTo("SELECT 1");
                        assertThat(i.blocks()).isZero();
                    });
        }
    }

    @Test
    void keepsOddNamesAsTheyAre() throws Exception {
        Target target = Servers.newDatabase();
        String role = "r" + ODD;
        String database = "d" + ODD + target.database();
        String quoted = '"' + role.replace("\"", "\"\"") + '"';
        Servers.execute(target, "CREATE ROLE " + quoted + " LOGIN SUPERUSER PASSWORD 'pw'",
                "CREATE DATABASE \"" + database.replace("\"", "\"\"") + '"');
        Target odd = target.withDatabase(database).withUser(role, new dev.howdah.engine.db.Secret("pw"));
        try (Connection c = Connections.open(odd, SessionSpec.interactive());
                var s = c.createStatement()) {
            s.execute("SET application_name = 'plain'");
            List<Group> groups = ServerSessions.GROUPS.read(Servers.db(target));
            assertThat(of(groups, Dimension.USER)).extracting(Group::name).contains(role);
            assertThat(of(groups, Dimension.DATABASE)).extracting(Group::name).contains(database);
        }
    }

    /** The same statement over ten thousand made-up sessions: pg_stat_activity is replaced by a table of that name. */
    @Test
    void addsUpTenThousandSessionsToFewRows() {
        Target target = Servers.newDatabase();
        Servers.execute(target, """
                CREATE TABLE many AS
                SELECT 100000000 + i AS pid, 'app-' || i %% 300 AS application_name, ('user' || i %% 7)::name AS usename,
                       ('10.0.' || i / 250 || '.' || i %% 250)::inet AS client_addr, 'db'::name AS datname,
                       (ARRAY['idle', 'active', 'idle in transaction', NULL])[1 + i %% 4] AS state,
                       CASE WHEN i %% 40 = 1 THEN 'Lock' END AS wait_event_type, now() - i * interval '1 s' AS state_change,
                       now() - i * interval '1 s' AS xact_start, 'client backend'::text AS backend_type, 10 AS usesysid, 1 AS datid
                FROM generate_series(1, 10000) i""".replace("%%", "%"));
        Db db = Servers.db(target);
        String text = db.sql("pool/session-groups").text().replace("pg_catalog.pg_stat_activity", "many");
        List<Group> groups = db.call(h -> h.createQuery(text)
                .bindMap(Map.of())
                .map(org.jdbi.v3.core.mapper.reflect.ConstructorMapper.of(Group.class))
                .list());
        assertThat(groups).hasSizeLessThan(5 * 51);
        for (Dimension d : Dimension.values()) {
            assertThat(of(groups, d).stream().mapToLong(Group::total).sum()).as(d.name()).isEqualTo(10_000);
        }
        Group rest = of(groups, Dimension.CLIENT).getLast();
        assertThat(rest.name()).isNull();
        assertThat(rest.members()).isEqualTo(9_950);
        assertThat(of(groups, Dimension.STATE)).filteredOn(g -> "active".equals(g.name())).singleElement()
                .satisfies(g -> assertThat(g.waiting()).isEqualTo(250));
    }

    private static List<Group> of(List<Group> groups, Dimension dimension) {
        return groups.stream().filter(g -> g.dimension() == dimension).toList();
    }
}
