package dev.howdah.engine.systems.jumpstart;

import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.DirectDataSource;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.profile.ProfilerLimits;
import dev.howdah.engine.profile.QueryProfiler;
import dev.howdah.engine.systems.Bench;
import dev.howdah.engine.systems.Claim;
import dev.howdah.engine.systems.Way;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Arrays;
import javax.sql.DataSource;

/**
 * What measuring costs, as a share of a statement of one millisecond: the cheapest statement, measured and not, turn and turn
 * about, so that both meet the same machine; the difference of the medians, of a process that has run for a while.
 */
final class ProfilingGauge implements Claim.Gauge {
    private static final double STATEMENT_NANOS = 1e6;
    private static final int MOST = 100_000;

    @Override
    public double read(Way way, Bench bench) {
        DataSource plain = new DirectDataSource(bench.workbench().target(), SessionSpec.engine());
        DataSource measured = new QueryProfiler(InstantSource.system(), ProfilerLimits.DEFAULT).wrap(plain);
        try (Connection a = plain.getConnection();
                Connection b = measured.getConnection()) {
            run(a, b, 2 * bench.time().toNanos());
            double[] medians = run(a, b, bench.time().toNanos());
            return Math.max(0, medians[1] - medians[0]) / STATEMENT_NANOS;
        } catch (SQLException e) {
            throw DbException.of(e, bench.workbench().target());
        }
    }

    private static double[] run(Connection a, Connection b, long nanos) throws SQLException {
        long[] plain = new long[MOST];
        long[] measured = new long[MOST];
        int n = 0;
        long end = System.nanoTime() + nanos;
        while (n < 10 || (n < MOST && System.nanoTime() < end)) {
            // Who comes first finds colder caches.
            if (n % 2 == 0) {
                plain[n] = once(a);
                measured[n] = once(b);
            } else {
                measured[n] = once(b);
                plain[n] = once(a);
            }
            n++;
        }
        return new double[] {median(plain, n), median(measured, n)};
    }

    private static long once(Connection c) throws SQLException {
        long start = System.nanoTime();
        try (PreparedStatement s = c.prepareStatement("SELECT 1")) {
            s.execute();
        }
        return System.nanoTime() - start;
    }

    private static double median(long[] times, int n) {
        long[] sorted = Arrays.copyOf(times, n);
        Arrays.sort(sorted);
        return sorted[n / 2];
    }
}
