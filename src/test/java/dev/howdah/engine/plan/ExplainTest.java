package dev.howdah.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.DbProblem;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.plan.Explain.Options;
import dev.howdah.engine.plan.Explain.Result;
import dev.howdah.testing.Servers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainTest {
    @Test
    void runsOnlyWhatCannotHurt() {
        Target target = PlanTest.shop(18);
        Servers.execute(target,
                "CREATE SEQUENCE s",
                "CREATE FUNCTION bang(int) RETURNS int LANGUAGE plpgsql VOLATILE AS 'BEGIN RETURN nextval(''s''); END'",
                "CREATE FUNCTION calm(int) RETURNS int LANGUAGE sql STABLE AS 'SELECT $1'",
                "CREATE VIEW hidden AS SELECT bang(id) AS x FROM orders",
                "CREATE OPERATOR !@! (RIGHTARG = int, PROCEDURE = bang)",
                "CREATE AGGREGATE sly(int) (SFUNC = sly_step, STYPE = int)".replace("sly_step", "int4larger"),
                "CREATE FUNCTION step(int, int) RETURNS int LANGUAGE plpgsql VOLATILE AS 'BEGIN RETURN nextval(''s''); END'",
                "CREATE AGGREGATE worse(int) (SFUNC = step, STYPE = int)");
        Explain explain = new Explain(Servers.db(target));
        List<String> refused = List.of(
                "DELETE FROM orders", "UPDATE orders SET total = 0", "INSERT INTO orders VALUES (0)", "CREATE TABLE x (i int)",
                "SELECT 1; DELETE FROM orders", "SELECT * FROM orders FOR UPDATE", "SELECT * FROM orders FOR NO KEY UPDATE",
                "SELECT * FROM orders FOR /* hm */ SHARE", "SELECT * INTO copy FROM orders",
                "WITH d AS (DELETE FROM orders RETURNING *) SELECT * FROM d", "SELECT nextval('s')", "SELECT pg_catalog.nextval('s')",
                "SELECT \"nextval\"('s')", "SELECT NEXTVAL ('s')", "SELECT U&\"nextval\"('s')", "SELECT pg_sleep(1)", "SELECT bang(1)", "SELECT * FROM bang(1)",
                "SELECT * FROM hidden", "SELECT !@! id FROM orders", "SELECT worse(id) FROM orders", "TRUNCATE orders", "CALL x()",
                "SELECT pg_terminate_backend(1)", "SELECT set_config('a.b', 'c', false)", "SELECT random()", "SELECT * FROM orders WHERE id = $1",
                "SELECT lo_create(0)", "EXPLAIN SELECT 1", "", "-- nothing", "DO $$ BEGIN END $$", "SELECT pg_advisory_lock(1)");
        for (String sql : refused) {
            try {
                assertThat(explain.of(sql, Options.MEASURE)).as(sql).isInstanceOf(Result.Refused.class);
            } catch (DbException e) {
                assertThat(e.problem()).as(sql).isInstanceOfAny(DbProblem.ServerSide.class, DbProblem.Missing.class, DbProblem.ReadOnly.class);
            }
        }
        Db db = Servers.db(target);
        assertThat(db.<Integer>tx(h -> h.createQuery("SELECT count(*)::int FROM orders").mapTo(Integer.class).one()).intValue()).isEqualTo(20_000);
        assertThat(db.<Boolean>tx(h -> h.createQuery("SELECT is_called FROM s").mapTo(Boolean.class).one()).booleanValue()).isFalse();

        for (String fine : List.of("SELECT * FROM orders WHERE id < 10;", "(SELECT 1)", "VALUES (1), (2)", "TABLE customers",
                "WITH x AS (SELECT 1) SELECT * FROM x", "SELECT calm(id), sly(id) FROM orders GROUP BY 1", "SELECT now(), o.total FROM orders o WHERE '{\"a\":1}'::jsonb ? 'a'",
                "SELECT count(*) FILTER (WHERE id > 5) FROM orders")) {
            assertThat(explain.of(fine, Options.MEASURE)).as(fine).isInstanceOf(Result.Planned.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void plansWhatHasParameters(int major) {
        Target target = PlanTest.shop(major);
        Explain explain = new Explain(Servers.db(target));
        for (String sql : List.of("SELECT * FROM orders WHERE id = $1 AND total > $2", "UPDATE orders SET total = $1 WHERE id = $2",
                "SELECT * FROM orders ORDER BY id LIMIT $1 OFFSET $2")) {
            Result r = explain.of(sql, Options.ESTIMATE);
            assertThat(r).isInstanceOfSatisfying(Result.Planned.class, p -> {
                assertThat(p.generic()).isTrue();
                assertThat(p.plan().nodes()).anyMatch(n -> "orders".equals(n.object().relation()));
            });
        }
        assertThat(explain.of("DELETE FROM orders", Options.ESTIMATE)).isInstanceOf(Result.Planned.class);
        assertThat(explain.of("SELECT 1; SELECT 2", Options.ESTIMATE)).isInstanceOf(Result.Refused.class);
        Result.Planned set = (Result.Planned) explain.of("SELECT * FROM orders WHERE id = 7", new Options(false, Duration.ofSeconds(5),
                Map.of("enable_indexscan", "off", "enable_bitmapscan", "off")));
        assertThat(set.plan().root().type()).isEqualTo("Seq Scan");
        assertThat(set.plan().summary().settings()).containsEntry("enable_indexscan", "off");
    }

    @Test
    void endsInTime() {
        Explain explain = new Explain(Servers.db(PlanTest.shop(18)));
        String slow = "SELECT count(*) FROM generate_series(1, 10000000) a, generate_series(1, 1000) b";
        assertThatThrownBy(() -> explain.of(slow, new Options(true, Duration.ofMillis(200), Map.of())))
                .isInstanceOfSatisfying(DbException.class, e -> assertThat(e.problem()).isInstanceOf(DbProblem.Timeout.class));
    }
}
