package dev.howdah.engine.report;

import dev.howdah.engine.cache.CacheStats;
import dev.howdah.engine.db.Lack;
import dev.howdah.engine.health.HealthReport;
import dev.howdah.engine.pool.PoolStats;
import dev.howdah.engine.sqltext.Passwords;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is said of one target over a stretch of time. Immutable. Statements are normalised and masked.
 *
 * @param source where the figures come from, a sentence
 * @param health what the checks said at the end; null when they were not run, or that is not recorded
 * @param pool and {@code cache}: as they were at the end; null where that is not recorded
 * @param past what only the recorded past tells; null in a report about the present
 * @param notShown what is missing, and why
 */
public record Report(
        Head head, List<Chart> charts, List<Statement> statements, List<Wait> waits, @Nullable HealthReport health, List<Setting> settings,
        @Nullable PoolStats pool, @Nullable CacheStats cache, @Nullable ReportPast past, List<Lack> notShown) {

    /** @param made when it was written */
    public record Head(String target, String environment, String version, Instant from, Instant to, Instant made, String source) {}

    /** A statement within that time; NaN where the server does not collect a figure. */
    public record Statement(
            String queryId, String user, String database, double calls, double totalMs, double meanMs, double p95EstimateMs, double rows,
            double sharedRead, double tempWritten, double walBytes, String text) {}

    /** @param samples each stands for about one second of one process */
    public record Wait(String event, long samples, double share) {}

    /** A setting that somebody changed. */
    public record Setting(String name, @Nullable String setting, @Nullable String unit, String source, @Nullable String preset, boolean pendingRestart) {
        public Setting {
            setting = setting == null ? null : Passwords.inSetting(setting);
        }
    }
}
