package dev.howdah.engine.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.profile.ProfilerReport.Profiled;
import dev.howdah.engine.profile.ProfilerReport.Severity;
import dev.howdah.testing.Servers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import tools.jackson.databind.json.JsonMapper;

class QueryProfilerTest {
    private static final ProfilerLimits LOW = new ProfilerLimits(Duration.ofMillis(20), Duration.ofMillis(60));

    private final QueryProfiler profiler = new QueryProfiler(() -> Instant.parse("2026-11-21T10:00:00Z"), LOW);

    @Test
    void countsAndTimesEachNormalisedStatement() throws SQLException {
        try (Connection c = open()) {
            for (int i = 0; i < 10; i++) {
                run(c, "SELECT " + i + " AS n");
            }
            run(c, "SELECT pg_sleep(0.03)");
            run(c, "SELECT pg_sleep(0.07)");
        }
        ProfilerReport r = profiler.report();
        assertThat(r.executions()).isEqualTo(12);
        Profiled sleep = find(r, "select pg_sleep(?)");
        assertThat(sleep.count()).isEqualTo(2);
        assertThat(sleep.minMs()).isBetween(30.0, sleep.meanMs());
        assertThat(sleep.maxMs()).isGreaterThanOrEqualTo(70);
        assertThat(sleep.p95Ms()).isBetween(sleep.meanMs(), sleep.maxMs());
        assertThat(sleep.slow()).isEqualTo(2);
        assertThat(sleep.critical()).isGreaterThanOrEqualTo(1);
        assertThat(find(r, "select ? as n").variants()).isEqualTo(10);
        assertThat(r.recommendations().getFirst().severity()).isEqualTo(Severity.CRITICAL);
    }

    private static Profiled find(ProfilerReport r, String text) {
        return r.statements().stream().filter(s -> s.text().equals(text)).findFirst().orElseThrow();
    }

    @Test
    void suspectsLoopsOfOneStatement() throws SQLException {
        try (Connection c = open()) {
            run(c, "SELECT 1 AS parent, 2");
            for (int i = 0; i < 37; i++) {
                try (PreparedStatement s = c.prepareStatement("SELECT ?::int AS child")) {
                    s.setInt(1, i);
                    s.execute();
                }
            }
            run(c, "SELECT 1 AS parent, 2");
        }
        assertThat(profiler.report().repetitions()).singleElement().satisfies(p -> {
            assertThat(p.parent()).isEqualTo("select ? as parent,?");
            assertThat(p.longest()).isEqualTo(37);
            assertThat(p.runs()).isEqualTo(1);
        });
    }

    @Test
    void keepsTheLastHundredAndTheErrors() throws SQLException {
        try (Connection c = open()) {
            for (int i = 0; i < 120; i++) {
                run(c, "SELECT 1");
            }
            try {
                run(c, "SELECT 'secret'::int");
            } catch (SQLException expected) {
                assertThat(expected.getSQLState()).isEqualTo("22P02");
            }
        }
        ProfilerReport r = profiler.report();
        assertThat(r.recent()).hasSize(100);
        assertThat(r.recent().getFirst().error()).contains("invalid input syntax");
        assertThat(r.recent().getFirst().text()).isEqualTo("select ?::int");
        assertThat(r.failures()).isEqualTo(1);
        profiler.reset();
        assertThat(profiler.report().executions()).isZero();
        assertThat(profiler.report().recent()).isEmpty();
    }

    @Test
    void reportsAsJson() throws SQLException {
        try (Connection c = open()) {
            run(c, "SELECT 1");
        }
        var json = new JsonMapper().readTree(profiler.json());
        assertThat(json.get("statements").get(0).get("p95_ms").doubleValue()).isPositive();
        assertThat(json.get("since").asString()).isEqualTo("2026-11-21T10:00:00Z");
        assertThat(json.has("recommendations")).isTrue();
    }

    @Test
    void staysBoundedWhateverIsRun() throws SQLException {
        try (Connection c = open()) {
            for (int i = 0; i < 2_100; i++) {
                run(c, "SELECT 1 AS x" + i);
            }
            run(c, "SELECT 1" + ", 1".repeat(1_000));
        }
        ProfilerReport r = profiler.report();
        assertThat(r.executions()).isEqualTo(2_101);
        assertThat(r.statements()).hasSizeLessThanOrEqualTo(2_001);
    }

    @Test
    void letsTheEngineWorkThroughIt() {
        Target target = Servers.newDatabase();
        Db db = new Db(target, profiler.wrap(plain(target)));
        assertThat(db.server().major()).isEqualTo(18);
        int answer = db.tx(h -> h.createQuery("SELECT 42").mapTo(Integer.class).one());
        assertThat(answer).isEqualTo(42);
        assertThat(profiler.report().executions()).isGreaterThanOrEqualTo(2);
    }

    private Connection open() throws SQLException {
        return profiler.wrap(plain(Servers.newDatabase())).getConnection();
    }

    private static DataSource plain(Target target) {
        return new PGSimpleDataSource() {
            @Override
            public Connection getConnection() {
                return Connections.open(target, SessionSpec.interactive());
            }
        };
    }

    private static void run(Connection c, String sql) throws SQLException {
        try (var s = c.createStatement()) {
            s.execute(sql);
        }
    }
}
