package dev.howdah.engine.pool;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A look at a pool as plain figures by name, to be kept, and back. Why the newest attempt to connect failed is not among them. Stateless. */
public final class PoolGauges {
    private static final String AREA = "pool.";

    private PoolGauges() {}

    /** Counts, milliseconds and seconds; without those that are not known. */
    public static Map<String, Double> of(PoolStats s) {
        Map<String, Double> all = new TreeMap<>();
        PoolSpec spec = s.spec();
        put(all, "size", spec.size());
        put(all, "overflow", spec.overflow());
        put(all, "min-idle", spec.minIdle());
        put(all, "recycle", spec.recycle().toMillis());
        put(all, "pre-ping", spec.prePing() ? 1 : 0);
        put(all, "timeout", spec.timeout().toMillis());
        put(all, "leak", spec.leakThreshold().toMillis());
        put(all, "echo", spec.echo() ? 1 : 0);
        put(all, "suspended", s.suspended() ? 1 : 0);
        put(all, "active", s.active());
        put(all, "idle", s.idle());
        put(all, "pending", s.pending());
        put(all, "busy", s.busySeconds());
        PoolStats.Events e = s.events();
        put(all, "events.connect", e.connect());
        put(all, "events.checkout", e.checkout());
        put(all, "events.checkin", e.checkin());
        put(all, "events.recycle", e.recycle());
        put(all, "events.invalidate", e.invalidate());
        put(all, "events.timeout", e.timeout());
        put(all, "events.failure", e.failure());
        put(all, "acquire", s.acquire());
        put(all, "usage", s.usage());
        put(all, "creation", s.creation());
        return all;
    }

    private static void put(Map<String, Double> all, String name, Percentiles p) {
        put(all, name + ".count", p.count());
        put(all, name + ".mean", p.mean());
        put(all, name + ".p50", p.p50());
        put(all, name + ".p95", p.p95());
        put(all, name + ".p99", p.p99());
        put(all, name + ".max", p.max());
    }

    private static void put(Map<String, Double> all, String name, double value) {
        if (!Double.isNaN(value)) {
            all.put(AREA + name, value);
        }
    }

    /** The look that they were; null when no pool is among them. */
    public static @Nullable PoolStats stats(Instant at, Map<String, Double> all) {
        if (!all.containsKey(AREA + "size")) {
            return null;
        }
        PoolSpec spec = new PoolSpec(whole(all, "size"), whole(all, "overflow"), whole(all, "min-idle"), millis(all, "recycle"), is(all, "pre-ping"),
                millis(all, "timeout"), millis(all, "leak"), is(all, "echo"));
        PoolStats.Events events = new PoolStats.Events(count(all, "events.connect"), count(all, "events.checkout"), count(all, "events.checkin"),
                count(all, "events.recycle"), count(all, "events.invalidate"), count(all, "events.timeout"), count(all, "events.failure"));
        return new PoolStats(at, EnginePool.NAME, spec, is(all, "suspended"), whole(all, "active"), whole(all, "idle"), whole(all, "pending"), events,
                times(all, "acquire"), times(all, "usage"), times(all, "creation"), value(all, "busy", 0), null);
    }

    private static Percentiles times(Map<String, Double> all, String name) {
        return new Percentiles(count(all, name + ".count"), value(all, name + ".mean", Double.NaN), value(all, name + ".p50", Double.NaN),
                value(all, name + ".p95", Double.NaN), value(all, name + ".p99", Double.NaN), value(all, name + ".max", Double.NaN));
    }

    private static double value(Map<String, Double> all, String name, double otherwise) {
        return all.getOrDefault(AREA + name, otherwise);
    }

    private static long count(Map<String, Double> all, String name) {
        return Math.round(value(all, name, 0));
    }

    private static int whole(Map<String, Double> all, String name) {
        return (int) count(all, name);
    }

    private static boolean is(Map<String, Double> all, String name) {
        return count(all, name) != 0;
    }

    private static Duration millis(Map<String, Double> all, String name) {
        return Duration.ofMillis(count(all, name));
    }
}
