package dev.howdah.engine.alert;

import dev.howdah.engine.db.DbProblem;
import dev.howdah.engine.db.Lack;
import dev.howdah.engine.db.Server;
import dev.howdah.engine.health.Check;
import dev.howdah.engine.health.Checks;
import dev.howdah.engine.health.HealthProbe;
import dev.howdah.engine.health.HealthReport;
import dev.howdah.engine.pool.EnginePool;
import dev.howdah.engine.sample.Link;
import dev.howdah.engine.sample.Reading;
import dev.howdah.engine.sample.Sampler;
import dev.howdah.engine.sample.Subscription;
import dev.howdah.engine.text.Text;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Everything that the rules of one server look at: vital figures, figures of its own, findings, the process. Thread-safe. */
final class Senses implements AutoCloseable {
    /** Older figures say nothing of now. */
    private static final Duration OLD = Duration.ofMinutes(2);

    private final Source source;
    private final Checks checks;
    private final Sampler checking;
    private final OwnFigures own;
    private final boolean pooled;
    private final List<Subscription> open;
    private Reading.@Nullable Value<Counters> before;
    private Map<Measure, Double> counted = Map.of();
    private long countedAt;
    private @Nullable Lack uncounted;
    private @Nullable HealthReport report;
    private @Nullable Server server;

    /**
     * @param checking runs checks and what else is read for alerts; the caller closes it
     * @param pool null when this process has none for that server
     */
    Senses(Source source, Sampler checking, Checks checks, @Nullable EnginePool pool) {
        this.source = source;
        this.checking = checking;
        this.checks = checks;
        this.own = new OwnFigures(pool);
        this.pooled = pool != null;
        this.open = List.of(
                checking.onLink(this::link),
                checking.subscribe(Counters.PROBE, this::counters),
                checking.subscribe(new HealthProbe(checks), this::checked));
    }

    List<Check> checks() {
        return checks.checks();
    }

    /**
     * What is felt now.
     *
     * @param silence since the server answered last
     * @param away why checks are not run; null while they are
     * @param report the newest of the checks; null before the first
     */
    record Felt(
            Map<Measure, Double> values, Map<Measure, String> reasons, Duration silence, boolean answered, boolean resting,
            @Nullable DbProblem problem, @Nullable String away, @Nullable HealthReport report) {
        /** Why a figure is not known. */
        String whyNot(Measure measure) {
            String known = reasons.get(measure);
            return known == null ? away == null ? Text.of("alert.not-collected") : away : known;
        }
    }

    synchronized Felt feel(long nano) {
        Source.Look look = source.look();
        Map<Measure, Double> values = new EnumMap<>(Measure.class);
        Map<Measure, String> reasons = new HashMap<>();
        values.putAll(look.values());
        values.putAll(own.look(nano));
        if (nano - countedAt < OLD.toNanos()) {
            values.putAll(counted);
        }
        Lack lack = uncounted;
        if (lack != null) {
            Stream.of(Measure.LONGEST_QUERY, Measure.ERROR_RATE, Measure.DEADLOCKS).forEach(m -> reasons.put(m, lack.reason()));
        }
        if (!pooled) {
            Stream.of(Measure.POOL_USE, Measure.POOL_WAITING, Measure.POOL_TIMEOUTS).forEach(m -> reasons.put(m, Text.of("alert.no-pool")));
        }
        Double sessions = values.get(Measure.SESSIONS);
        if (sessions != null && server != null && server.usableConnections() > 0) {
            values.put(Measure.CONNECTIONS_USED, sessions / server.usableConnections());
        }
        String away = look.resting() ? Text.of("alert.resting") : checking.link() instanceof Link.Down d ? d.problem().title() : null;
        return new Felt(values, reasons, look.silence(), look.answered(), look.resting(), look.problem(), away, report);
    }

    private synchronized void link(Link link) {
        if (link instanceof Link.Up up) {
            server = up.server();
        } else {
            before = null;
            counted = Map.of();
        }
    }

    private synchronized void counters(Reading<Counters> reading) {
        switch (reading) {
            case Reading.Value<Counters> v -> {
                counted = Counters.between(before, v);
                countedAt = System.nanoTime();
                before = v;
                uncounted = null;
            }
            case Reading.Skipped<Counters> s -> uncounted = s.lack();
            case Reading.Failed<Counters> f -> {
                counted = Map.of();
                before = null;
            }
        }
    }

    private synchronized void checked(Reading<HealthReport> reading) {
        if (reading instanceof Reading.Value<HealthReport> v) {
            report = v.value();
        }
    }

    /** What answered last; null before the first answer. */
    synchronized @Nullable Server server() {
        return server;
    }

    /** The newest of the checks; null before the first. */
    synchronized @Nullable HealthReport report() {
        return report;
    }

    @Override
    public void close() {
        open.forEach(Subscription::close);
        source.close();
    }
}
