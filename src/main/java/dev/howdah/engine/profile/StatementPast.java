package dev.howdah.engine.profile;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What the statements of a target did: since it was opened, or as it was recorded. Calls may wait for a repository: not for the FX
 * thread. Thread-safe.
 */
public interface StatementPast {
    /** What was measured from {@code from} to {@code to}; intervals that lie half in it count when their middle does. */
    StatementWindow window(Instant from, Instant to);

    /** The intervals whose middle lies between, oldest first. */
    List<StatementInterval> intervals(Instant from, Instant to);

    /** Texts that are kept with what they did, by the server's number; empty where only the server knows them. */
    default Map<Long, String> texts(Collection<Long> queryIds) {
        return Map.of();
    }
}
