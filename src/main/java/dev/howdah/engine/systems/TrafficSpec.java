package dev.howdah.engine.systems;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the systems' clients do.
 *
 * @param rate requests a second over all systems; 0 for as many as go
 * @param concurrency requests at one time at most, 0 to 10,000; 0 pauses
 * @param ways the systems that have traffic, and how each does its work
 */
public record TrafficSpec(double rate, int concurrency, Map<String, Way> ways) {
    public TrafficSpec {
        if (rate < 0 || concurrency < 0 || concurrency > 10_000) {
            throw new IllegalArgumentException("rate " + rate + ", concurrency " + concurrency);
        }
        ways = Map.copyOf(ways);
    }

    /** All these systems in one way. */
    public static TrafficSpec all(List<SampleSystem> systems, Way way, double rate, int concurrency) {
        Map<String, Way> ways = new LinkedHashMap<>();
        systems.forEach(s -> ways.put(s.name(), way));
        return new TrafficSpec(rate, concurrency, ways);
    }

    /** The same with one system in another way. */
    public TrafficSpec with(String system, Way way) {
        Map<String, Way> changed = new LinkedHashMap<>(ways);
        changed.put(system, way);
        return new TrafficSpec(rate, concurrency, changed);
    }

    public TrafficSpec withConcurrency(int other) {
        return new TrafficSpec(rate, other, ways);
    }
}
