package dev.howdah.engine.profile;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All counters of pg_stat_statements at one moment. Immutable.
 *
 * @param at by the server's clock, as all its times are
 * @param hidden entries of other users that this role may not see
 */
public record StatementSnapshot(Instant at, Setup setup, Map<StatementKey, Entry> entries, int hidden) {

    /**
     * What the counters mean here.
     *
     * @param version of the installed extension, which may be older than the server
     * @param startedAt when the server started
     * @param maxEntries pg_stat_statements.max, null when the library is not loaded
     * @param track pg_stat_statements.track: none, top, all
     * @param planningTracked false: plan counters stay 0 and mean nothing
     * @param ioTimed false: read and write times stay 0 and mean nothing
     * @param evictions entries thrown out since {@code resetAt}; null before extension 1.9
     */
    public record Setup(
            String version,
            String schema,
            Instant startedAt,
            @Nullable Integer maxEntries,
            @Nullable String track,
            boolean planningTracked,
            boolean ioTimed,
            @Nullable Long evictions,
            @Nullable Instant resetAt) {}

    /**
     * One statement.
     *
     * @param since when its entry was begun; null before extension 1.11
     * @param minMs shortest execution since then, in ms
     * @param maxMs longest execution since then, in ms
     */
    public record Entry(Counters counters, @Nullable Instant since, double minMs, double maxMs) {}
}
