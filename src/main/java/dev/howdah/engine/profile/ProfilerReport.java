package dev.howdah.engine.profile;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the profiler saw since it was started or reset. Immutable; times in ms.
 *
 * @param statements all, the greatest total time first
 * @param recent the last hundred executions, the newest first
 */
public record ProfilerReport(
        Instant since,
        Instant until,
        long executions,
        long failures,
        long slow,
        long critical,
        double totalMs,
        List<Profiled> statements,
        List<Execution> recent,
        List<Repetition> repetitions,
        List<Recommendation> recommendations) {

    /**
     * One normalised statement.
     *
     * @param fingerprint 16 hexadecimal digits, the same as in the log analysis
     * @param variants how many texts it was written in, up to 1,000; many mean that constants are written into it
     */
    public record Profiled(
            String fingerprint,
            String text,
            long count,
            long failures,
            long slow,
            long critical,
            double totalMs,
            double minMs,
            double meanMs,
            double p95Ms,
            double maxMs,
            int variants) {}

    /** One execution. @param error null when it succeeded, else the first line of what the driver said */
    public record Execution(Instant at, String fingerprint, String text, double ms, String session, @Nullable String error) {}

    /**
     * A statement that was run again and again on one session with nothing in between: the pattern called N+1.
     *
     * @param parent what ran just before the run; null when it began the session
     * @param runs how many such runs there were
     * @param executions in all runs
     * @param longest the longest run
     */
    public record Repetition(@Nullable String parent, String child, String fingerprint, long runs, long executions, long longest, double totalMs) {}

    public enum Severity {
        INFO,
        WARNING,
        CRITICAL
    }

    /** What to do, in a sentence. @param fingerprint of the statement that it is about; null when it is about all */
    public record Recommendation(Severity severity, @Nullable String fingerprint, String text) {}
}
