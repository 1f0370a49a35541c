package dev.howdah.engine.log;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * How to read and report.
 *
 * @param format     auto, stderr, csv, json or syslog
 * @param prefix     the server's log_line_prefix, null to learn it from the lines
 * @param zone       the server's log_timezone, for abbreviations that are not clear; null when unknown
 * @param jobs       workers, 1 or more
 * @param top        statements in the report, most time first; 0 for all
 * @param mask       leave constants, parameters and plans out of the report
 * @param statements normalised statements that are kept apart; the rest is added up as "(others)"
 */
public record LogOptions(String format, @Nullable String prefix, @Nullable ZoneId zone, int jobs, int top, boolean mask,
        int statements) {
    /** Everything found out from the log, two workers, the 20 statements with most time. */
    public static final LogOptions DEFAULT = new LogOptions("auto", null, null, 2, 20, false, 100_000);

    public LogOptions withFormat(String value) {
        return new LogOptions(value, prefix, zone, jobs, top, mask, statements);
    }

    public LogOptions withPrefix(@Nullable String value) {
        return new LogOptions(format, value, zone, jobs, top, mask, statements);
    }

    public LogOptions withZone(@Nullable ZoneId value) {
        return new LogOptions(format, prefix, value, jobs, top, mask, statements);
    }

    public LogOptions withJobs(int value) {
        return new LogOptions(format, prefix, zone, value, top, mask, statements);
    }

    public LogOptions withTop(int value) {
        return new LogOptions(format, prefix, zone, jobs, value, mask, statements);
    }

    public LogOptions withMask(boolean value) {
        return new LogOptions(format, prefix, zone, jobs, top, value, statements);
    }
}
