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
        gauge("", PoolStats::total);
        gauge(".active", PoolStats::active);
        gauge(".idle", PoolStats::idle);
        gauge(".pending", PoolStats::pending);
        gauge(".max", PoolStats::max);
        gauge(".min", s -> s.spec().minIdle());
        gauge(".overflow", PoolStats::overflow);
        times(".acquire", PoolStats::acquire);
        times(".usage", PoolStats::usage);
        times(".creation", PoolStats::creation);
        counter(".timeout", s -> s.events().timeout());
        counter(".connect", s -> s.events().connect());
        counter(".checkout", s -> s.events().checkout());
        counter(".checkin", s -> s.events().checkin());
        counter(".recycle", s -> s.events().recycle());
        counter(".invalidate", s -> s.events().invalidate());
    }

    @Override
    public void close() {
        meters.forEach(registry::remove);
    }

    private void gauge(String name, ToDoubleFunction<PoolStats> value) {
        meters.add(Gauge.builder(PREFIX + name, pool, p -> value.applyAsDouble(p.get())).tags(tags).register(registry));
    }

    private void counter(String name, ToDoubleFunction<PoolStats> value) {
        meters.add(FunctionCounter.builder(PREFIX + name, pool, p -> value.applyAsDouble(p.get())).tags(tags)
                .register(registry));
    }

    private void times(String name, java.util.function.Function<PoolStats, Percentiles> times) {
        quantile(name, "0.5", s -> times.apply(s).p50());
        quantile(name, "0.95", s -> times.apply(s).p95());
        quantile(name, "0.99", s -> times.apply(s).p99());
    }

    private void quantile(String name, String quantile, ToDoubleFunction<PoolStats> millis) {
        meters.add(Gauge.builder(PREFIX + name, pool, p -> millis.applyAsDouble(p.get()) / 1_000)
                .tags(tags.and("quantile", quantile))
                .baseUnit("seconds")
                .register(registry));
    }
}
