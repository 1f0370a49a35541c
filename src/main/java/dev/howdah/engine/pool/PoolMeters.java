package dev.howdah.engine.pool;

import dev.howdah.engine.sample.Recent;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Shows a pool to Micrometer under HikariCP's usual names; reads only when the registry is read. */
final class PoolMeters implements AutoCloseable {
    private static final String PREFIX = "hikaricp.connections";

    private final MeterRegistry registry;
    private final Recent<PoolStats> pool;
    private final Tags tags;
    private final List<Meter> meters = new ArrayList<>();

    PoolMeters(MeterRegistry registry, EnginePool pool, String target) {
        this.registry = registry;
        this.pool = new Recent<>(pool::stats);
        this.tags = Tags.of("pool", pool.name(), "target", target);
        gauge("", "Connections of the pool.", PoolStats::total);
        gauge(".active", "Connections that somebody holds.", PoolStats::active);
        gauge(".idle", "Connections that nobody holds.", PoolStats::idle);
        gauge(".pending", "Callers that wait for a connection.", PoolStats::pending);
        gauge(".max", "Connections that the pool may have, overflow included.", PoolStats::max);
        gauge(".min", "Connections that the pool keeps idle.", s -> s.spec().minIdle());
        gauge(".overflow", "Connections beyond the size of the pool.", PoolStats::overflow);
        times(".acquire", "Time that callers waited for a connection.", PoolStats::acquire);
        times(".usage", "Time that callers kept a connection.", PoolStats::usage);
        times(".creation", "Time that opening a connection took.", PoolStats::creation);
        counter(".timeout", "Callers that waited in vain.", s -> s.events().timeout());
        counter(".connect", "Connections that were opened.", s -> s.events().connect());
        counter(".checkout", "Connections that were lent.", s -> s.events().checkout());
        counter(".checkin", "Connections that came back.", s -> s.events().checkin());
        counter(".recycle", "Connections that were replaced because of their age.", s -> s.events().recycle());
        counter(".invalidate", "Connections that were thrown away as broken.", s -> s.events().invalidate());
    }

    @Override
    public void close() {
        meters.forEach(registry::remove);
    }

    private void gauge(String name, String help, ToDoubleFunction<PoolStats> value) {
        meters.add(Gauge.builder(PREFIX + name, pool, p -> value.applyAsDouble(p.get())).description(help).tags(tags).register(registry));
    }

    private void counter(String name, String help, ToDoubleFunction<PoolStats> value) {
        meters.add(FunctionCounter.builder(PREFIX + name, pool, p -> value.applyAsDouble(p.get())).description(help).tags(tags)
                .register(registry));
    }

    private void times(String name, String help, java.util.function.Function<PoolStats, Percentiles> times) {
        percentile(name, help, "50", s -> times.apply(s).p50());
        percentile(name, help, "95", s -> times.apply(s).p95());
        percentile(name, help, "99", s -> times.apply(s).p99());
    }

    /** A label of the name "quantile" is for summaries, which have a sum and a count of all time; these are of late. */
    private void percentile(String name, String help, String percentile, ToDoubleFunction<PoolStats> millis) {
        meters.add(Gauge.builder(PREFIX + name, pool, p -> millis.applyAsDouble(p.get()) / 1_000)
                .tags(tags.and("percentile", percentile))
                .description(help)
                .baseUnit("seconds")
                .register(registry));
    }
}
