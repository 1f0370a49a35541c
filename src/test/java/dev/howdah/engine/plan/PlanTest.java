package dev.howdah.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.testing.Servers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanTest {
    private static final List<String> STATEMENTS = List.of(
            "SELECT * FROM orders o JOIN customers c ON c.id = o.customer_id WHERE o.total > 100 ORDER BY o.id DESC LIMIT 5",
            "SELECT count(*) FROM orders",
            "SELECT c.name, count(*) FROM orders o LEFT JOIN customers c ON c.id = o.customer_id GROUP BY 1",
            "WITH x AS MATERIALIZED (SELECT * FROM orders) SELECT * FROM x a JOIN x b USING (id)",
            "SELECT (SELECT max(id) FROM orders), (SELECT name FROM customers c WHERE c.id = o.customer_id) FROM orders o",
            "SELECT * FROM orders WHERE id = 5 OR customer_id = 7",
            "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 5) SELECT * FROM r",
            "SELECT * FROM generate_series(1, 3) g, (VALUES (1), (2)) v(a)",
            "SELECT id FROM orders EXCEPT SELECT id FROM customers",
            "SELECT id FROM \"Odd \"\"Name\" \"a b\" UNION ALL SELECT id FROM orders",
            "UPDATE orders SET total = total + 1 WHERE id < 10",
            "INSERT INTO customers SELECT g, 'x' FROM generate_series(100000, 100002) g",
            "SELECT * FROM orders WHERE total > (SELECT avg(total) FROM orders) AND id NOT IN (SELECT id FROM customers)",
            "SELECT *, sum(total) OVER (PARTITION BY customer_id) FROM orders");

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void readsTextAndJsonAlike(int major) throws SQLException {
        Target db = shop(major);
        try (Connection c = Connections.open(db, SessionSpec.interactive());
                Statement s = c.createStatement()) {
            for (String parallel : List.of("0", "2")) {
                s.execute("SET max_parallel_workers_per_gather = " + parallel);
                s.execute("SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0");
                for (String sql : STATEMENTS) {
                    for (String verbose : List.of("", ", VERBOSE", ", COSTS OFF")) {
                        Plan json = Plan.parse(explain(s, "FORMAT JSON" + verbose, sql));
                        Plan text = Plan.parse(explain(s, "FORMAT TEXT" + verbose, sql));
                        assertThat(shape(text)).as(major + " " + sql).isEqualTo(shape(json));
                        assertThat(text.analyzed()).isFalse();
                        assertThat(text.totalMs()).isNaN();
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void readsMeasuredPlansOfEveryVersion(int major) throws SQLException {
        Target db = shop(major);
        try (Connection c = Connections.open(db, SessionSpec.interactive());
                Statement s = c.createStatement()) {
            s.execute("SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0");
            s.execute("SET track_io_timing = on; SET work_mem = '64kB'; SET enable_indexscan = off; SET jit_above_cost = 0");
            for (String sql : STATEMENTS) {
                for (String format : List.of("TEXT", "JSON")) {
                    c.setAutoCommit(false);
                    Plan p = Plan.parse(explain(s, "ANALYZE, BUFFERS, VERBOSE, SETTINGS, WAL, FORMAT " + format, sql));
                    c.rollback();
                    c.setAutoCommit(true);
                    assertThat(p.analyzed()).isTrue();
                    assertThat(p.totalMs()).isPositive();
                    assertThat(p.summary().planningMs()).isPositive();
                    assertThat(p.summary().settings()).containsEntry("work_mem", "64kB");
                    assertThat(p.nodes()).allMatch(n -> n.actual() != null && n.estimate().totalCost() >= 0);
                    assertThat(p.root().buffers() != null || format.equals("TEXT")).isTrue();
                    assertThat(p.nodes()).noneMatch(n -> n.type().contains("(") || n.type().contains(" on "));
                }
            }
            Plan sorted = Plan.parse(explain(s, "ANALYZE, FORMAT TEXT", "SELECT * FROM orders ORDER BY total"));
            PlanNode sort = sorted.nodes().stream().filter(n -> n.type().equals("Sort")).findFirst().orElseThrow();
            assertThat(sort.detail("Sort Space Type")).isEqualTo("Disk");
            assertThat(sort.number("Sort Space Used")).isPositive();
        }
    }

    @Test
    void readsWhatPsqlPrints() {
        Plan p = Plan.parse("""
                                   QUERY PLAN
                ---------------------------------------------------------
                 Limit  (cost=0.29..0.31 rows=1 width=4) (actual time=0.020..0.021 rows=1 loops=1)
                   ->  Index Only Scan using t_pkey on t  (cost=0.29..270.29 rows=10000 width=4) (actual time=0.019..0.019 rows=1 loops=1)
                         Heap Fetches: 1
                 Planning Time: 0.061 ms
                 Execution Time: 0.035 ms
                (5 rows)
                """);
        assertThat(p.nodes()).hasSize(2);
        assertThat(p.totalMs()).isEqualTo(0.035);
        assertThat(p.nodes().get(1).object().index()).isEqualTo("t_pkey");
        assertThat(p.nodes().get(1).number("Heap Fetches")).isEqualTo(1);
        assertThat(p.nodes().get(1).target()).isEqualTo("t using t_pkey");
    }

    @Test
    void readsJsonWithPsqlsContinuationMarks() {
        Plan p = Plan.parse("""
                             QUERY PLAN
                -------------------------------------
                 [                                  +
                   {                                +
                     "Plan": {                      +
                       "Node Type": "Result",       +
                       "Parallel Aware": false,     +
                       "Startup Cost": 0.00,        +
                       "Total Cost": 0.01,          +
                       "Plan Rows": 1,              +
                       "Plan Width": 4              +
                     }                              +
                   }                                +
                 ]
                (1 row)
                """);
        assertThat(p.root().type()).isEqualTo("Result");
        assertThat(p.root().estimate().totalCost()).isEqualTo(0.01);
    }

    @Test
    void readsAutoExplainOfTheLog() {
        Plan text = Plan.parse("""
                2026-11-21 10:00:00 UTC [77] LOG:  duration: 12.345 ms  plan:
                \tQuery Text: SELECT *
                \t  FROM t
                \t WHERE id = 1
                \tSeq Scan on t  (cost=0.00..170.00 rows=1 width=4) (actual time=0.010..12.300 rows=1 loops=1)
                \t  Filter: (id = 1)
                \t  Rows Removed by Filter: 9999
                """);
        assertThat(text.summary().query()).contains("FROM t").contains("WHERE id = 1");
        assertThat(text.root().object().relation()).isEqualTo("t");
        assertThat(text.totalMs()).isEqualTo(12.3);
        Plan json = Plan.parse("LOG:  duration: 1.0 ms  plan:\n\t{\n\t  \"Query Text\": \"SELECT 1\",\n\t  \"Plan\": {\n"
                + "\t    \"Node Type\": \"Result\", \"Startup Cost\": 0, \"Total Cost\": 0.01, \"Plan Rows\": 1, \"Plan Width\": 4\n\t  }\n\t}");
        assertThat(json.summary().query()).isEqualTo("SELECT 1");
    }

    @Test
    void saysWhatIsWrongWithOtherText() {
        for (String bad : List.of("", "hello", "SELECT 1", "[{\"Plan\": {", "[]", "{\"Plan\": {}}", "\u0000\n(cost=", "[1,2]")) {
            assertThatThrownBy(() -> Plan.parse(bad)).as(bad).isInstanceOf(PlanFormatException.class);
        }
    }

    private static List<String> shape(Plan p) {
        return p.nodes().stream()
                .map(n -> n.place() + " " + n.type() + " " + n.label() + " " + n.object() + " " + n.estimate() + " " + n.workers()
                        + " " + n.detail("Filter") + n.detail("Index Cond") + n.detail("Hash Cond"))
                .toList();
    }

    private static String explain(Statement s, String options, String sql) throws SQLException {
        StringBuilder out = new StringBuilder();
        try (ResultSet rs = s.executeQuery("EXPLAIN (" + options + ") " + sql)) {
            while (rs.next()) {
                out.append(rs.getString(1)).append('\n');
            }
        }
        return out.toString();
    }

    static Target shop(int major) {
        Target db = Servers.newDatabase(major);
        Servers.execute(
                db,
                "CREATE TABLE customers (id int PRIMARY KEY, name text)",
                "CREATE TABLE orders (id int PRIMARY KEY, customer_id int REFERENCES customers, total numeric)",
                "CREATE TABLE \"Odd \"\"Name\" (id int)",
                "INSERT INTO customers SELECT g, 'customer ' || g FROM generate_series(1, 1000) g",
                "INSERT INTO orders SELECT g, 1 + g % 1000, g % 500 FROM generate_series(1, 20000) g",
                "ANALYZE");
        return db;
    }
}
