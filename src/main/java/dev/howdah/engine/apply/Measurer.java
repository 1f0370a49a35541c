package dev.howdah.engine.apply;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.Lack;
import dev.howdah.engine.db.Sql;
import dev.howdah.engine.profile.Counters;
import dev.howdah.engine.profile.Measure;
import dev.howdah.engine.profile.StatementInterval;
import dev.howdah.engine.profile.StatementSnapshot;
import dev.howdah.engine.profile.Statements;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Measures statements through the counters of pg_stat_statements, slice by slice. Used by one thread. */
final class Measurer {
    private final Db db;
    private final Set<String> wanted;
    private final CountDownLatch stop;

    /**
     * @param wanted queryids; empty for all of this database
     * @param stop ends the measuring early
     */
    Measurer(Db db, Set<String> wanted, CountDownLatch stop) {
        this.db = db;
        this.wanted = wanted;
        this.stop = stop;
    }

    /** What one statement did in one slice. */
    record Part(double calls, double ms, double squares) {}

    /** Why there is nothing to measure with; null when there is. */
    @Nullable Lack missing() {
        return Statements.PROBE.missing(db);
    }

    Measurement measure(Measuring how) {
        if (missing() != null) {
            Instant now = db.call(h -> h.createQuery("SELECT pg_catalog.clock_timestamp()").mapTo(Instant.class).one());
            return new Measurement(now, now, 0, Map.of());
        }
        long database = db.call(h -> h.createQuery("SELECT oid::bigint FROM pg_catalog.pg_database WHERE datname = current_database()")
                .mapTo(Long.class).one());
        StatementSnapshot first = Statements.PROBE.read(db);
        StatementSnapshot last = first;
        Map<String, List<Part>> parts = new HashMap<>();
        double seconds = 0;
        for (int i = 0; i < how.slices() && !pause(how.slice().toMillis()); i++) {
            StatementSnapshot now = Statements.PROBE.read(db);
            StatementInterval interval = StatementInterval.between(last, now);
            if (interval.breaks().isEmpty()) {
                seconds += (now.at().toEpochMilli() - last.at().toEpochMilli()) / 1e3;
                collect(interval, database, parts);
            }
            last = now;
        }
        Map<String, Measurement.Figures> figures = new HashMap<>();
        parts.forEach((id, p) -> figures.put(id, figures(p)));
        if (wanted.isEmpty()) {
            // What Howdah itself reads meanwhile, this measurement first of all, is none of the workload.
            Statements.read(db, figures.keySet().stream().map(Long::valueOf).toList()).forEach((id, text) -> {
                if (Sql.isOwn(text)) {
                    figures.remove(Long.toString(id));
                }
            });
        }
        return new Measurement(first.at(), last.at(), seconds, figures);
    }

    private void collect(StatementInterval interval, long database, Map<String, List<Part>> parts) {
        Map<String, Part> slice = new HashMap<>();
        interval.uses().forEach((key, c) -> {
            String id = Long.toString(key.queryId());
            if (key.databaseId() == database && (wanted.isEmpty() || wanted.contains(id)) && c.get(Measure.CALLS) > 0) {
                slice.merge(id, part(c), (a, b) -> new Part(a.calls + b.calls, a.ms + b.ms, a.squares + b.squares));
            }
        });
        slice.forEach((id, p) -> parts.computeIfAbsent(id, i -> new ArrayList<>()).add(p));
    }

    private static Part part(Counters c) {
        double squares = c.get(Measure.SQUARES);
        return new Part(c.get(Measure.CALLS), c.get(Measure.EXEC_MS), Double.isNaN(squares) ? 0 : squares);
    }

    /** The mean of all calls, and its standard error by calls and by slices (ratio estimator: Cochran, Sampling Techniques, 6.4). */
    static Measurement.Figures figures(List<Part> parts) {
        double calls = parts.stream().mapToDouble(Part::calls).sum();
        double mean = parts.stream().mapToDouble(Part::ms).sum() / calls;
        double byCalls = 0;
        if (calls > 1) {
            double variance = Math.max(0, parts.stream().mapToDouble(Part::squares).sum() / calls - mean * mean) * calls / (calls - 1);
            byCalls = Math.sqrt(variance / calls);
        }
        double bySlices = 0;
        int k = parts.size();
        if (k > 1) {
            double sum = parts.stream().mapToDouble(p -> Math.pow(p.ms() - mean * p.calls(), 2)).sum();
            bySlices = Math.sqrt(sum * k / (k - 1)) / calls;
        }
        return new Measurement.Figures(calls, mean, calls > 1 ? Math.max(byCalls, bySlices) : mean);
    }

    /** True when it is to stop. */
    private boolean pause(long millis) {
        try {
            return stop.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
