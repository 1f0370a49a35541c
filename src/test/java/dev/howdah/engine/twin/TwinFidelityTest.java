package dev.howdah.engine.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.testing.Servers;
import dev.howdah.testing.Tpch;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A twin of the source's own version gives the source's own plans and costs, to the last digit. */
class TwinFidelityTest {
    static final String[] INDEXES = {
        "CREATE INDEX ON orders (o_custkey, o_orderdate DESC)",
        "CREATE INDEX ON lineitem (l_shipdate) INCLUDE (l_quantity)",
        "CREATE INDEX ON lineitem (l_partkey, l_suppkey)",
        "CREATE INDEX ON customer (lower(c_name))",
        "CREATE INDEX ON orders (o_totalprice) WHERE o_orderstatus = 'P'",
        "CREATE INDEX ON lineitem USING brin (l_receiptdate)",
        "CREATE INDEX ON part USING hash (p_name)",
        "CREATE STATISTICS correlated (ndistinct, dependencies, mcv) ON l_returnflag, l_linestatus FROM lineitem"
    };
    private static final Map<String, String> MORE = Map.of(
            "latest", "SELECT * FROM orders WHERE o_custkey = 17 ORDER BY o_orderdate DESC LIMIT 20",
            "key", "SELECT * FROM lineitem WHERE l_orderkey = 4711",
            "expression", "SELECT * FROM customer WHERE lower(c_name) = 'customer#000000007'",
            "partial", "SELECT * FROM orders WHERE o_orderstatus = 'P' AND o_totalprice > 300000",
            "brin", "SELECT count(*) FROM lineitem WHERE l_receiptdate BETWEEN '1995-01-01' AND '1995-02-01'",
            "statistics", "SELECT count(*) FROM lineitem WHERE l_returnflag = 'A' AND l_linestatus = 'F'",
            "groups", "SELECT l_returnflag, l_linestatus, count(*) FROM lineitem GROUP BY 1, 2",
            "update", "UPDATE orders SET o_comment = 'x' WHERE o_orderkey = 7",
            "delete", "DELETE FROM customer WHERE c_custkey BETWEEN 10 AND 20",
            "hash", "SELECT * FROM part WHERE p_name = 'x'");

    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void plansAndCostsAreTheSourcesOwn(int major) throws SQLException {
        Target source = tpch(major, 0.01);
        Servers.execute(source, INDEXES);
        Servers.execute(source, "VACUUM ANALYZE");
        Capsule capsule = read(source);
        try (Twin twin = Twin.build(Servers.binaries(), temp.resolve("twin"), capsule, major)) {
            assertThat(twin.lacks()).isEmpty();
            assertThat(twin.exact()).isTrue();
            compare(source, twin, statements());
            writesTheSameIndexesAsTheServerMakes(capsule, twin);
        }
    }

    /** Indexes that are written into the catalogue plan as those that CREATE INDEX makes. */
    private static void writesTheSameIndexesAsTheServerMakes(Capsule capsule, Twin twin) {
        List<IndexDef> defs = new ArrayList<>();
        for (String index : List.of("lineitem l_partkey,l_shipmode", "orders o_orderdate", "lineitem l_orderkey,l_quantity", "part p_type",
                "customer c_name,c_acctbal", "lineitem l_suppkey")) {
            String[] parts = index.split(" ");
            Capsule.Relation t = capsule.relations().stream().filter(r -> r.name().equals(parts[0])).findFirst().orElseThrow();
            defs.add(IndexDef.btree(t.id(), t.qualified(), List.of(parts[1].split(","))));
        }
        IndexDef first = defs.getFirst();
        IndexDef.Key down = new IndexDef.Key("l_receiptdate", null, null, true, true);
        defs.add(new IndexDef(first.tableId(), first.table(), "btree", List.of(down), List.of("l_quantity", "l_comment"), null));
        try (WhatIf written = new TwinWhatIf(twin);
                WhatIf made = new TwinWhatIf(twin)) {
            List<Integer> a = written.add(defs).stream().map(WhatIf.Hypothetical::handle).toList();
            List<Integer> b = defs.stream().map(d -> made.add(d.ddl(null, false)).handle()).toList();
            for (String sql : statements().values()) {
                WhatIf.Estimate one = written.estimate(Query.of(sql), WhatIf.Change.add(a));
                WhatIf.Estimate two = made.estimate(Query.of(sql), WhatIf.Change.add(b));
                assertThat(one.cost()).as(sql).isEqualTo(two.cost());
                assertThat(one.added()).as(sql).isEqualTo(two.added());
            }
        }
    }

    @Test
    void answersForBetterIndexesAsIfTheyWereBuilt() throws SQLException {
        Target source = tpch(18, 0.05);
        Servers.execute(source, "VACUUM ANALYZE");
        Capsule capsule = read(source);
        List<String> ddl = List.of(
                "CREATE INDEX built0 ON orders (o_custkey, o_orderdate DESC)",
                "CREATE INDEX built1 ON lineitem (l_partkey, l_suppkey)",
                "CREATE INDEX built2 ON lineitem (l_shipdate)",
                "CREATE INDEX built3 ON orders (o_orderdate) WHERE o_orderstatus = 'F'");
        List<Double> guessed = new ArrayList<>();
        List<Query> queries = List.of(
                Query.of("SELECT * FROM orders WHERE o_custkey = 17 ORDER BY o_orderdate DESC LIMIT 20"),
                Query.of("SELECT sum(l_quantity) FROM lineitem WHERE l_partkey = 4711"),
                Query.of("SELECT * FROM lineitem WHERE l_shipdate BETWEEN '1995-01-01' AND '1995-01-10'"),
                Query.of("SELECT * FROM orders WHERE o_orderstatus = 'F' AND o_orderdate < '1992-01-05'"));
        try (Twin twin = Twin.build(Servers.binaries(), temp.resolve("twin"), capsule, 18);
                WhatIf whatIf = new TwinWhatIf(twin)) {
            for (int i = 0; i < ddl.size(); i++) {
                WhatIf.Hypothetical h = whatIf.add(ddl.get(i));
                assertThat(h.problem()).isNull();
                guessed.add(whatIf.estimate(queries.get(i), WhatIf.Change.add(List.of(h.handle()))).cost());
            }
        }
        ddl.forEach(d -> Servers.execute(source, d));
        List<Double> errors = new ArrayList<>();
        try (Connection c = Connections.open(source, SessionSpec.batch())) {
            for (int i = 0; i < queries.size(); i++) {
                double real = Explained.of(explain(c, queries.get(i).text()), Map.of()).cost();
                errors.add(Math.abs(guessed.get(i) - real) / real);
            }
        }
        assertThat(errors).allSatisfy(e -> assertThat(e).isLessThan(0.01));
    }

    static Map<String, String> statements() {
        Map<String, String> all = new LinkedHashMap<>(Tpch.queries());
        all.putAll(MORE);
        return all;
    }

    private static Target tpch(int major, double scale) {
        Target target = Servers.newDatabase(major);
        Tpch.load(target, scale);
        Servers.execute(target, Tpch.resource("keys.sql"));
        return target;
    }

    private static Capsule read(Target source) {
        return new CapsuleReader(InstantSource.system()).read(Servers.db(source));
    }

    private static void compare(Target source, Twin twin, Map<String, String> statements) throws SQLException {
        SoftAssertions soft = new SoftAssertions();
        try (Connection there = Connections.open(source, SessionSpec.batch());
                Connection here = twin.connect()) {
            for (Map.Entry<String, String> e : statements.entrySet()) {
                String difference = difference(explain(there, e.getValue()), explain(here, e.getValue()));
                soft.assertThat(difference).as(e.getKey()).isEmpty();
            }
        }
        soft.assertAll();
    }

    /** The first lines that differ with some before them; empty when there are none. */
    private static String difference(String source, String twin) {
        String[] a = source.split("\n");
        String[] b = twin.split("\n");
        for (int i = 0; i < Math.min(a.length, b.length); i++) {
            if (!a[i].equals(b[i])) {
                String before = String.join("\n", List.of(a).subList(Math.max(0, i - 12), i));
                return before + "\nsource " + a[i] + "\ntwin   " + b[i];
            }
        }
        return a.length == b.length ? "" : "one plan is longer";
    }

    private static String explain(Connection c, String sql) throws SQLException {
        try (Statement s = c.createStatement()) {
            s.execute("SET jit = off; SET compute_query_id = off");
            try (ResultSet r = s.executeQuery("EXPLAIN (FORMAT JSON, VERBOSE) " + sql)) {
                r.next();
                return r.getString(1);
            }
        }
    }
}
