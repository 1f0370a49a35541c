package dev.howdah.engine.twin;

import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.plan.Plan;
import dev.howdah.engine.plan.PlanDiff;
import dev.howdah.testing.HypoPg;
import dev.howdah.testing.Servers;
import dev.howdah.testing.Tpch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How near a twin comes to its source, for every version; and to indexes that are then really built, with HypoPG beside it where it is
 * at hand. {@code mvn test -Dtest=TwinFidelityBench -Dtest.excluded=} prints it and writes target/twin-fidelity.txt;
 * {@code -Dfidelity.majors=15 -Dfidelity.scale=0.01} takes less.
 */
@Tag("campaign")
class TwinFidelityBench {
    private static final double SCALE = Double.parseDouble(System.getProperty("fidelity.scale", "0.05"));
    private static final Map<String, String> BUILT = new LinkedHashMap<>();

    static {
        BUILT.put("CREATE INDEX ON orders (o_custkey, o_orderdate DESC)", "SELECT * FROM orders WHERE o_custkey = 17 ORDER BY o_orderdate DESC LIMIT 20");
        BUILT.put("CREATE INDEX ON orders (o_custkey)", "SELECT o_orderkey FROM orders WHERE o_custkey BETWEEN 10 AND 60");
        BUILT.put("CREATE INDEX ON orders (o_orderdate)", "SELECT count(*) FROM orders WHERE o_orderdate < '1992-03-01'");
        BUILT.put("CREATE INDEX ON orders (o_orderdate) WHERE o_orderstatus = 'F'", "SELECT * FROM orders WHERE o_orderstatus = 'F' AND o_orderdate < '1992-01-05'");
        BUILT.put("CREATE INDEX ON orders (o_totalprice)", "SELECT * FROM orders WHERE o_totalprice > 400000");
        BUILT.put("CREATE INDEX ON lineitem (l_partkey, l_suppkey)", "SELECT sum(l_quantity) FROM lineitem WHERE l_partkey = 4711");
        BUILT.put("CREATE INDEX ON lineitem (l_shipdate)", "SELECT * FROM lineitem WHERE l_shipdate BETWEEN '1995-01-01' AND '1995-01-10'");
        BUILT.put("CREATE INDEX ON lineitem (l_shipdate) INCLUDE (l_quantity)", "SELECT sum(l_quantity) FROM lineitem WHERE l_shipdate < '1992-06-01'");
        BUILT.put("CREATE INDEX ON lineitem (l_suppkey, l_shipdate)", "SELECT * FROM lineitem WHERE l_suppkey = 7 AND l_shipdate > '1998-01-01'");
        BUILT.put("CREATE INDEX ON lineitem (l_extendedprice)", "SELECT max(l_extendedprice) FROM lineitem");
        BUILT.put("CREATE INDEX ON customer (c_mktsegment, c_acctbal)", "SELECT c_name FROM customer WHERE c_mktsegment = 'BUILDING' AND c_acctbal > 9900");
        BUILT.put("CREATE INDEX ON customer (c_name)", "SELECT * FROM customer WHERE c_name = 'Customer#000000007'");
        BUILT.put("CREATE INDEX ON customer (lower(c_name))", "SELECT * FROM customer WHERE lower(c_name) = 'customer#000000007'");
        BUILT.put("CREATE INDEX ON part (p_type, p_size)", "SELECT * FROM part WHERE p_type = 'SMALL PLATED COPPER' AND p_size = 3");
        BUILT.put("CREATE INDEX ON lineitem USING brin (l_shipdate)", "SELECT count(*) FROM lineitem WHERE l_shipdate < '1992-02-01'");
        BUILT.put("CREATE INDEX ON part USING hash (p_name)", "SELECT * FROM part WHERE p_name = 'x'");
    }

    @TempDir
    Path temp;

    private final List<String> lines = new ArrayList<>();

    @Test
    void printsHowNearItComes() throws SQLException, IOException {
        for (String version : System.getProperty("fidelity.majors", "14,15,16,17,18").split(",", -1)) {
            int major = Integer.parseInt(version);
            Target source = Servers.newDatabase(major);
            Tpch.load(source, SCALE);
            Servers.execute(source, Tpch.resource("keys.sql"));
            Servers.execute(source, "VACUUM ANALYZE");
            built(source, major);
            Servers.execute(source, TwinFidelityTest.INDEXES);
            Servers.execute(source, "VACUUM ANALYZE");
            asItIs(source, major);
        }
        Files.write(Path.of("target/twin-fidelity.txt"), lines);
        lines.forEach(l -> org.slf4j.LoggerFactory.getLogger(TwinFidelityBench.class).info(l));
    }

    private void asItIs(Target source, int major) throws SQLException {
        List<Double> errors = new ArrayList<>();
        int alike = 0;
        try (Twin twin = Twin.build(Servers.binaries(), temp.resolve("plans" + major), TwinTest.read(source), major);
                Connection there = Connections.open(source, SessionSpec.batch());
                Connection here = twin.connect()) {
            for (String sql : TwinFidelityTest.statements().values()) {
                Plan a = Plan.parse(explain(there, sql));
                Plan b = Plan.parse(explain(here, sql));
                alike += PlanDiff.of(a, b).sameShape() ? 1 : 0;
                errors.add(error(b.root().estimate().totalCost(), a.root().estimate().totalCost()));
            }
        }
        lines.add(String.format(Locale.ROOT, "PostgreSQL %d: %d of %d plans alike, cost error %s", major, alike, errors.size(), told(errors)));
    }

    private void built(Target source, int major) throws SQLException, IOException {
        Capsule capsule = TwinTest.read(source);
        List<Double> twins = new ArrayList<>();
        List<Double> hypoPgs = new ArrayList<>();
        boolean hypoPg = major == 15 && HypoPg.isHere();
        if (hypoPg) {
            HypoPg.install(source);
        }
        try (Twin twin = Twin.build(Servers.binaries(), temp.resolve("built" + major), capsule, major);
                Connection c = Connections.open(source, SessionSpec.batch())) {
            for (Map.Entry<String, String> e : BUILT.entrySet()) {
                double guessed = ask(new TwinWhatIf(twin), e.getKey(), e.getValue());
                double hypothetical = hypoPg ? ask(new HypoPgWhatIf(c, major), e.getKey(), e.getValue()) : Double.NaN;
                double real = reallyBuilt(c, e.getKey(), e.getValue());
                twins.add(error(guessed, real));
                hypoPgs.add(error(hypothetical, real));
                lines.add(String.format(Locale.ROOT, "  %d %-70s built %10.2f  twin %10.2f  HypoPG %10.2f", major, e.getKey(), real, guessed, hypothetical));
            }
        }
        lines.add(String.format(Locale.ROOT, "PostgreSQL %d, %d indexes really built: cost error of the twin %s%s", major, twins.size(), told(twins),
                hypoPg ? "; of HypoPG " + told(hypoPgs.stream().filter(e -> !e.isNaN()).toList()) : ""));
    }

    /** NaN when this one cannot make it. */
    private static double ask(WhatIf whatIf, String ddl, String sql) {
        try (whatIf) {
            WhatIf.Hypothetical h = whatIf.add(ddl);
            return h.problem() == null ? whatIf.estimate(Query.of(sql), WhatIf.Change.add(List.of(h.handle()))).cost() : Double.NaN;
        }
    }

    private static double reallyBuilt(Connection c, String ddl, String sql) throws SQLException {
        try (Statement s = c.createStatement()) {
            s.execute(ddl.replaceFirst("INDEX", "INDEX built"));
            double cost = Explained.of(explain(c, sql), Map.of()).cost();
            s.execute("DROP INDEX built");
            return cost;
        }
    }

    private static double error(double guessed, double real) {
        return Math.abs(guessed - real) / real;
    }

    private static String told(List<Double> errors) {
        List<Double> sorted = errors.stream().sorted().toList();
        return String.format(Locale.ROOT, "median %.3f %%, maximum %.3f %%", sorted.get(sorted.size() / 2) * 100, sorted.getLast() * 100);
    }

    private static String explain(Connection c, String sql) throws SQLException {
        try (Statement s = c.createStatement()) {
            s.execute("SET jit = off");
            try (ResultSet r = s.executeQuery("EXPLAIN (FORMAT JSON) " + sql)) {
                r.next();
                return r.getString(1);
            }
        }
    }
}
