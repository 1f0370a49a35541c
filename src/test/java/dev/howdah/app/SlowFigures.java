package dev.howdah.app;

import dev.howdah.engine.activity.Session;
import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.plan.Plan;
import dev.howdah.engine.profile.ProfilerLimits;
import dev.howdah.engine.profile.QueryProfiler;
import dev.howdah.engine.profile.StatementWatch;
import dev.howdah.engine.sample.Sampler;
import dev.howdah.testing.Pictures;
import dev.howdah.testing.Servers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.util.Arrays;
import java.util.Locale;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Prints the figures of docs/perf/slow.md: profiler overhead, cost of the samplers, time to open a plan of 5,000 nodes. */
public final class SlowFigures {
    private SlowFigures() {}

    public static void main(String[] args) throws Exception {
        Target target = Servers.newDatabase();
        Servers.execute(target, "CREATE EXTENSION pg_stat_statements");
        plan();
        profiler(target);
        sampler(target);
        System.exit(0);
    }

    private static void plan() {
        StringBuilder s = new StringBuilder("Append  (cost=0.00..1.00 rows=1 width=4) (actual time=0.0..500.0 rows=1 loops=1)\n");
        for (int i = 0; i < 5_000; i++) {
            s.append("  ->  Seq Scan on part_").append(i).append("  (cost=0.00..1.00 rows=1 width=4) (actual time=0.0..0.1 rows=1 loops=1)\n")
                    .append("        Filter: (x = 5)\n        Rows Removed by Filter: 2000\n        Buffers: shared hit=7 read=3\n");
        }
        String text = s.toString();
        double[] ms = new double[15];
        for (int i = 0; i < ms.length; i++) {
            var threads = java.lang.management.ManagementFactory.getThreadMXBean();
            long t = threads.getCurrentThreadCpuTime();
            Plan p = Plan.parse(text);
            p.times();
            p.issues();
            ms[i] = (threads.getCurrentThreadCpuTime() - t) / 1e6;
        }
        System.out.printf(Locale.ROOT, "plan of 5,001 nodes: parse, times and findings: first %.0f ms, median %.1f ms of CPU%n", ms[0], median(ms));
    }

    /** Pairs of loops over the same connection, bare and measured in turn, so that noise hits both. */
    private static void profiler(Target target) throws Exception {
        QueryProfiler profiler = new QueryProfiler(Clock.systemUTC(), ProfilerLimits.DEFAULT);
        DataSource bare = new PGSimpleDataSource() {
            @Override
            public Connection getConnection() {
                return Connections.open(target, SessionSpec.interactive());
            }
        };
        DataSource measured = profiler.wrap(bare);
        // the pure cost: the wrapped path less the bare path of a call that does no work on the server
        for (String[] load : new String[][] {{"1 ms", "SELECT pg_sleep(0.001)", "400", "20"}, {"0.05 ms", "SELECT 1", "4000", "20"}}) {
            int n = Integer.parseInt(load[2]);
            int rounds = Integer.parseInt(load[3]);
            try (Connection a = bare.getConnection(); Connection b = measured.getConnection();
                    PreparedStatement plain = a.prepareStatement(load[1]); PreparedStatement wrapped = b.prepareStatement(load[1])) {
                loop(plain, n);
                loop(wrapped, n);
                double[] extra = new double[rounds];
                double[] base = new double[rounds];
                for (int i = 0; i < rounds; i++) {
                    double x = i % 2 == 0 ? loop(plain, n) : Double.NaN;
                    double y = loop(wrapped, n);
                    x = Double.isNaN(x) ? loop(plain, n) : x;
                    base[i] = x;
                    extra[i] = y / x - 1;
                }
                System.out.printf(Locale.ROOT, "profiler on %s statements: bare %.1f us a statement, overhead median %.2f %% (quartiles %.2f to %.2f %%)%n",
                        load[0], median(base) / 1e3, median(extra) * 100, quantile(extra, 0.25) * 100, quantile(extra, 0.75) * 100);
            }
        }
        cost(profiler);
    }

    /** CPU of the listener alone, without any server. */
    private static void cost(QueryProfiler profiler) throws Exception {
        Connection fake = (Connection) java.lang.reflect.Proxy.newProxyInstance(SlowFigures.class.getClassLoader(), new Class<?>[] {Connection.class},
                (p, m, a) -> m.getName().equals("prepareStatement")
                        ? java.lang.reflect.Proxy.newProxyInstance(SlowFigures.class.getClassLoader(), new Class<?>[] {PreparedStatement.class},
                                (q, n, b) -> n.getReturnType() == boolean.class ? Boolean.TRUE : null)
                        : null);
        DataSource source = new PGSimpleDataSource() {
            @Override
            public Connection getConnection() {
                return fake;
            }
        };
        try (Connection a = profiler.wrap(source).getConnection(); PreparedStatement s = a.prepareStatement("SELECT 1 AS fake")) {
            PreparedStatement bare = fake.prepareStatement("x");
            for (int i = 0; i < 3; i++) {
                loop(s, 300_000);
                loop(bare, 300_000);
            }
            double with = cpu(s, 500_000);
            double without = cpu(bare, 500_000);
            System.out.printf(Locale.ROOT, "profiler alone: %.0f ns a statement, %.3f %% of 1 ms, %.2f %% of 0.05 ms%n", with - without,
                    (with - without) / 1e6 * 100, (with - without) / 5e4 * 100);
        }
    }

    private static double loop(PreparedStatement s, int n) throws Exception {
        long t = System.nanoTime();
        for (int i = 0; i < n; i++) {
            s.execute();
        }
        return (System.nanoTime() - t) / (double) n;
    }

    private static void sampler(Target target) throws Exception {
        double seconds;
        try (Connection keep = Connections.open(target, SessionSpec.sampler())) {
            DataSource one = new PGSimpleDataSource() {
                @Override
                public Connection getConnection() {
                    return unclosable(keep);
                }
            };
            Sampler sampler = new Sampler(new dev.howdah.engine.db.Db(target, one), Clock.systemUTC());
            try (StatementWatch watch = new StatementWatch(sampler); var sessions = sampler.subscribe(Session.PROBE, watch.repeats())) {
                long begun = System.nanoTime();
                Pictures.readings(sampler, Session.PROBE, 60);
                seconds = (System.nanoTime() - begun) / 1e9;
                System.out.printf(Locale.ROOT, "sampler (statements every 10 s, waits and sessions every second): %.2f ms/s waited, %.1f statements/s%n",
                        sampler.cost().millisPerSecond(), sampler.cost().statementsPerSecond());
            }
            sampler.close();
        }
        String sum = "SELECT coalesce(sum(total_exec_time), 0) FROM pg_stat_statements(true) s JOIN pg_database d ON d.oid = s.dbid"
                + " WHERE d.datname = current_database() AND (query LIKE '%pg_stat_activity%' OR query LIKE '%pg_stat_statements%')";
        try (Connection c = Connections.open(target, SessionSpec.interactive()); var rs = c.createStatement().executeQuery(sum)) {
            rs.next();
            System.out.printf(Locale.ROOT, "the same by the server's own count: %.2f ms of execution a second%n", rs.getDouble(1) / seconds);
        }
    }

    private static Connection unclosable(Connection c) {
        return (Connection) java.lang.reflect.Proxy.newProxyInstance(SlowFigures.class.getClassLoader(), new Class<?>[] {Connection.class}, (p, m, a) -> {
            if (m.getName().equals("close")) {
                return null;
            }
            try {
                return m.invoke(c, a);
            } catch (java.lang.reflect.InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    /** CPU of this thread in ns a call: what other processes on the machine do is not in it. */
    private static double cpu(PreparedStatement s, int n) throws Exception {
        var threads = java.lang.management.ManagementFactory.getThreadMXBean();
        long t = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < n; i++) {
            s.execute();
        }
        return (threads.getCurrentThreadCpuTime() - t) / (double) n;
    }

    private static double median(double[] values) {
        return quantile(values, 0.5);
    }

    private static double quantile(double[] values, double q) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) (q * (sorted.length - 1))];
    }
}
