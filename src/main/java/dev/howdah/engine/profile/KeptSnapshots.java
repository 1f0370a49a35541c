package dev.howdah.engine.profile;

import dev.howdah.engine.db.Target;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Where counters are kept that are about to be reset. Thread-safe. */
public interface KeptSnapshots {
    /**
     * Counters as they were just before a reset.
     *
     * @param version of the extension
     * @param major of the server: a statement has another number in another major version
     */
    record Kept(Instant at, String version, int major, Map<StatementKey, Counters> counters) {}

    /** @throws java.io.UncheckedIOException when it cannot be kept */
    void keep(Target target, Kept snapshot);

    /** All that was kept for a target, oldest first. */
    List<Kept> of(Target target);
}
