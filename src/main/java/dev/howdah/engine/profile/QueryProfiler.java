package dev.howdah.engine.profile;

import dev.howdah.engine.sqltext.Fingerprint;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;
import net.ttddyy.dsproxy.proxy.NanoTimeStopwatchFactory;
import net.ttddyy.dsproxy.proxy.ProxyConfig;
import net.ttddyy.dsproxy.support.ProxyDataSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Measures every statement that goes through a data source, as the application sees it: from sending it to the first answer.
 * Holds normalised texts only, no constants and no parameters. Memory is bounded: 2,000 statements, 10,000 texts, the last 100
 * executions. Thread-safe.
 */
public final class QueryProfiler {
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|'[^']*'");
    private static final int MOST_STATEMENTS = 2_000;
    private static final int MOST_TEXTS = 10_000;
    private static final int RING = 100;
    private static final int LONGEST_REMEMBERED = 20_000;

    private final InstantSource clock;
    private volatile State state;

    /** Everything that a reset throws away. */
    private static final class State {
        final ProfilerLimits limits;
        final Instant since;
        final Map<String, Timings> byText = new ConcurrentHashMap<>();
        final Map<Long, Timings> byFingerprint = new ConcurrentHashMap<>();
        final Timings others;
        final Runs runs = new Runs();
        final @Nullable Last[] ring = new @Nullable Last[RING];
        long executed;

        State(ProfilerLimits limits, Instant since) {
            this.limits = limits;
            this.since = since;
            this.others = new Timings("", "", limits);
        }
    }

    private record Last(Instant at, Timings statement, long nanos, String session, @Nullable String error) {}

    public QueryProfiler(InstantSource clock, ProfilerLimits limits) {
        this.clock = clock;
        this.state = new State(limits, clock.instant());
    }

    /** The same data source, measured. */
    public DataSource wrap(DataSource source) {
        ProxyDataSource proxy = new ProxyDataSource(source);
        proxy.setProxyConfig(ProxyConfig.Builder.create()
                .queryListener(new Listener())
                .stopwatchFactory(new NanoTimeStopwatchFactory())
                .build());
        return proxy;
    }

    public ProfilerLimits limits() {
        return state.limits;
    }

    /** Sets other limits and starts anew. */
    public void limits(ProfilerLimits limits) {
        state = new State(limits, clock.instant());
    }

    /** Forgets everything and starts anew. */
    public void reset() {
        limits(state.limits);
    }

    private final class Listener implements QueryExecutionListener {
        @Override
        public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {}

        @Override
        public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {
            if (!queries.isEmpty()) {
                String sql = queries.size() == 1 ? queries.getFirst().getQuery() : joined(queries);
                ran(sql, execution.getElapsedTime(), execution.getConnectionId(), execution.getThrowable());
            }
        }

        private String joined(List<QueryInfo> queries) {
            StringBuilder all = new StringBuilder();
            String before = "";
            for (QueryInfo q : queries) {
                if (!q.getQuery().equals(before) && all.length() < LONGEST_REMEMBERED) {
                    all.append(all.isEmpty() ? "" : "; ").append(q.getQuery());
                    before = q.getQuery();
                }
            }
            return all.toString();
        }
    }

    private void ran(String sql, long nanos, String session, @Nullable Throwable failure) {
        State s = state;
        Timings statement = timings(s, sql);
        statement.add(nanos, failure != null);
        s.runs.ran(session, statement, nanos);
        String error = failure == null ? null : String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        Last last = new Last(clock.instant(), statement, nanos, session, error);
        synchronized (s.ring) {
            s.ring[(int) (s.executed++ % RING)] = last;
        }
    }

    private static Timings timings(State s, String sql) {
        Timings known = s.byText.get(sql);
        if (known != null) {
            return known;
        }
        Fingerprint f = Fingerprint.of(sql);
        Timings t = s.byFingerprint.get(f.hash());
        if (t == null) {
            t = s.byFingerprint.size() >= MOST_STATEMENTS
                    ? s.others
                    : s.byFingerprint.computeIfAbsent(f.hash(), h -> new Timings(f.id(), f.text(), s.limits));
        }
        t.variant();
        if (sql.length() <= LONGEST_REMEMBERED && s.byText.size() < MOST_TEXTS) {
            s.byText.put(sql, t);
        }
        return t;
    }

    /** What was seen since the last reset. */
    public ProfilerReport report() {
        State s = state;
        List<ProfilerReport.Profiled> statements = new ArrayList<>();
        s.byFingerprint.values().forEach(t -> statements.add(t.report()));
        ProfilerReport.Profiled others = s.others.report();
        if (others.count() > 0) {
            statements.add(others);
        }
        statements.sort(Comparator.comparingDouble(ProfilerReport.Profiled::totalMs).reversed());
        List<ProfilerReport.Repetition> repetitions = s.runs.report();
        return new ProfilerReport(
                s.since,
                clock.instant(),
                statements.stream().mapToLong(ProfilerReport.Profiled::count).sum(),
                statements.stream().mapToLong(ProfilerReport.Profiled::failures).sum(),
                statements.stream().mapToLong(ProfilerReport.Profiled::slow).sum(),
                statements.stream().mapToLong(ProfilerReport.Profiled::critical).sum(),
                statements.stream().mapToDouble(ProfilerReport.Profiled::totalMs).sum(),
                List.copyOf(statements),
                recent(s),
                repetitions,
                Recommendations.of(statements, repetitions, s.limits));
    }

    private static List<ProfilerReport.Execution> recent(State s) {
        List<ProfilerReport.Execution> recent = new ArrayList<>();
        synchronized (s.ring) {
            for (long i = s.executed - 1; i >= Math.max(0, s.executed - RING); i--) {
                Last l = s.ring[(int) (i % RING)];
                if (l != null) {
                    recent.add(new ProfilerReport.Execution(
                            l.at, l.statement.fingerprint, l.statement.text, l.nanos / 1e6, l.session, l.error));
                }
            }
        }
        return recent;
    }

    /** The same without what errors quote: for whoever is not at this screen. */
    public static ProfilerReport masked(ProfilerReport r) {
        List<ProfilerReport.Execution> recent = r.recent().stream().map(e -> new ProfilerReport.Execution(e.at(), e.fingerprint(), e.text(), e.ms(), e.session(),
                e.error() == null ? null : QUOTED.matcher(e.error()).replaceAll("..."))).toList();
        return new ProfilerReport(r.since(), r.until(), r.executions(), r.failures(), r.slow(), r.critical(), r.totalMs(), r.statements(), recent,
                r.repetitions(), r.recommendations());
    }

    /** {@link #report} as JSON: names in snake_case, instants in ISO 8601, times in ms. What errors quote is left out. */
    public String json() {
        return JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(SerializationFeature.INDENT_OUTPUT)
                .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                .build()
                .writeValueAsString(masked(report()));
    }
}
