package dev.howdah.engine.serve;

import dev.howdah.engine.cache.CacheStats;
import dev.howdah.engine.health.Vitals;
import dev.howdah.engine.profile.ProfilerReport;
import dev.howdah.engine.sample.Cost;
import dev.howdah.engine.sample.Link;
import dev.howdah.engine.sample.Recent;
import dev.howdah.engine.serve.http.Reply;
import dev.howdah.engine.serve.http.Request;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All figures in the formats that Prometheus reads: pools and this process through Micrometer, under the names that HikariCP and
 * Caffeine have there, the rest as {@code howdah_...}. Asks no server. Thread-safe.
 */
final class Metrics implements MultiCollector, AutoCloseable {
    private final Desks desks;
    private final ExpositionFormats formats = ExpositionFormats.init();
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<String, Recent<Reply>> scrapes = new ConcurrentHashMap<>();
    private @Nullable Api api;

    Metrics(Desks desks) {
        this.desks = desks;
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        desks.all().forEach(d -> d.served().meters().add(registry));
        registry.getPrometheusRegistry().register(this);
    }

    /** From now on the door's own counts are shown too. */
    void count(Api door) {
        api = door;
    }

    /** In the format that the client prefers, as text 0.0.4 when it does not say. Scrapers that come together share one. */
    Reply scrape(Request request) {
        ExpositionFormatWriter writer = formats.findWriter(request.header("accept"));
        return scrapes.computeIfAbsent(writer.getContentType(), t -> new Recent<>(() -> scrape(writer))).get();
    }

    private Reply scrape(ExpositionFormatWriter writer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(32_768);
        try {
            writer.write(out, registry.getPrometheusRegistry().scrape());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Reply(200, writer.getContentType(), out.toByteArray(), Map.of("Vary", "Accept"));
    }

    @Override
    public MetricSnapshots collect() {
        Families all = new Families();
        for (Desk d : desks.all()) {
            Labels target = Labels.of("target", d.name());
            Kept.Look<Vitals> look = d.vitals();
            all.gauge("howdah_up", "1 while the server answers.", d.status() == Views.Status.UP ? 1 : 0, target);
            all.gauge("howdah_sample_age_seconds", "Age of the newest sample.", look.age(), target);
            Cost cost = d.served().sampler().cost();
            all.gauge("howdah_sampling_busy_ratio", "Share of time that sampling waits for the server.", cost.millisPerSecond() / 1e3, target);
            all.gauge("howdah_sampling_statements_per_second", "Statements that sampling sends.", cost.statementsPerSecond(), target);
            Vitals vitals = look.value();
            if (vitals != null && !look.stale()) {
                server(all, d, vitals, target);
            }
            cache(all, d.served().cache().stats(), target);
            profiler(all, d.served().profiler().report(), target);
        }
        door(all);
        return all.snapshots();
    }

    private static void server(Families all, Desk d, Vitals v, Labels target) {
        String p = "howdah_postgres_";
        all.counter(p + "transactions", "Commits and rollbacks since the statistics were reset.", v.transactions(), target);
        all.counter(p + "blocks_hit", "Blocks found in shared_buffers.", v.blocksHit(), target);
        all.counter(p + "blocks_read", "Blocks not found in shared_buffers.", v.blocksRead(), target);
        all.counter(p + "deadlocks", "Deadlocks.", v.deadlocks(), target);
        all.counter(p + "temp_bytes", "Written to temporary files.", v.tempBytes(), target);
        all.counter(p + "wal_bytes", "Position in the write-ahead log.", v.walBytes(), target);
        all.gauge(p + "sessions", "Client sessions.", v.sessions(), target);
        all.gauge(p + "idle_in_transaction_sessions", "Sessions that hold a transaction open and do nothing.", v.idleInTransaction(), target);
        Map.of("cpu", v.onCpu(), "io", v.onIo(), "lock", v.onLock(), "lwlock", v.onLwlock(), "client", v.onClient(), "ipc", v.onIpc(),
                "timeout", v.onTimeout(), "other", v.onOther()).forEach((wait, n) ->
                all.gauge(p + "active_sessions", "Active sessions by what they wait for.", n, target.add("wait", wait)));
        all.gauge(p + "replicas", "Connected replicas.", v.replicas(), target);
        all.gauge(p + "oldest_transaction_seconds", "Age of the oldest open transaction.", known(v.oldestTransactionSeconds()), target);
        all.gauge(p + "replication_lag_seconds", "Replay lag of the slowest replica.", known(v.replicationLagSeconds()), target);
        if (d.served().sampler().link() instanceof Link.Up up) {
            all.gauge(p + "usable_connections", "Connections that ordinary roles can have together.", up.server().usableConnections(), target);
        }
    }

    private static void cache(Families all, CacheStats stats, Labels target) {
        for (CacheStats.OfTier t : stats.tiers()) {
            CacheStats.Counts c = t.counts();
            Labels tier = target.add("cache", t.tier().word());
            String gets = "Reads of the query cache.";
            all.counter("cache_gets", gets, c.hits() + c.negativeHits(), tier.add("result", "hit"));
            all.counter("cache_gets", gets, c.misses(), tier.add("result", "miss"));
            all.counter("cache_evictions", "Entries that went because of size or age.", c.evictedBySize() + c.evictedByAge(), tier);
            all.counter("cache_invalidations", "Entries that went because what they read changed.", c.invalidated(), tier);
            all.counter("cache_loads", "Statements that the cache sent.", c.loads(), tier);
            all.counter("cache_load_duration_seconds", "Time of these.", c.loadTime().toNanos() / 1e9, tier);
            all.gauge("cache_size", "Entries.", t.entries(), tier);
        }
    }

    private static void profiler(Families all, ProfilerReport r, Labels target) {
        all.counter("howdah_profiler_executions", "Statements through the engine pool since the profiler was reset.", r.executions(), target);
        all.counter("howdah_profiler_failures", "Of these failed.", r.failures(), target);
        all.counter("howdah_profiler_slow", "Of these over the slow limit.", r.slow(), target);
        all.counter("howdah_profiler_seconds", "Time of these.", r.totalMs() / 1e3, target);
    }

    private void door(Families all) {
        Api door = api;
        if (door != null) {
            for (int hundreds = 2; hundreds <= 5; hundreds++) {
                all.counter("howdah_http_requests", "Requests answered.", door.answered(hundreds), Labels.of("status", hundreds + "xx"));
            }
            all.counter("howdah_http_limited", "Requests beyond a client's minute.", door.refusedByRate(), Labels.EMPTY);
        }
    }

    private static double known(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }

    @Override
    public void close() {
        desks.all().forEach(d -> d.served().meters().remove(registry));
        registry.close();
    }
}
