package dev.howdah.engine.profile;

import dev.howdah.engine.activity.WaitClass;
import dev.howdah.engine.sample.Series;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What working processes spent their time on: since the target was opened, or as it was recorded. Calls may wait for a repository:
 * not for the FX thread. Thread-safe.
 */
public interface WaitPast {
    /** Processes by class, step by step. */
    Map<WaitClass, Series.Points> points(Instant from, Instant to);

    /** The busiest of a kind between two moments, of those that pass the filter. */
    List<WaitProfile.Share> top(WaitProfile.By by, Instant from, Instant to, Predicate<WaitProfile.Key> filter, int limit);

    /** Texts that came with what was asked for before, by the server's number; empty where only the server knows them. */
    default Map<Long, String> texts(Collection<Long> queryIds) {
        return Map.of();
    }
}
