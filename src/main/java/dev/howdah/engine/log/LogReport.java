package dev.howdah.engine.log;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a log says. Times are milliseconds with three decimals unless a name says otherwise; sums are exact, percentiles within
 * 0.8 % of themselves. Field names are stable; the command line writes them in snake_case.
 *
 * @param nPlusOne what looks like N+1, most time first
 */
public record LogReport(Source source, Understood understood, Totals totals, List<Statement> statements, List<Share> databases,
        List<Share> users, List<Share> applications, List<Count> severities, List<Count> sqlstates, List<Problem> problems,
        List<Deadlock> deadlocks, Locks locks, TempFiles tempFiles, Checkpoints checkpoints, List<Vacuum> autovacuum,
        Connections connections, List<Count> cancelled, NPlusOnes nPlusOne, List<Hour> hours, List<Count> otherMessages,
        List<Note> notes) {

    /**
     * Where the figures come from.
     *
     * @param format  stderr, csv, json or syslog
     * @param prefix  log_line_prefix, "" where the format has none
     * @param lacking escapes that would have told more
     * @param proof   how well the first lines fit what was found or given
     * @param bytes   read, as the log would be uncompressed
     */
    public record Source(List<String> files, String format, String prefix, List<String> lacking, Proof proof, long bytes,
            @Nullable Instant first, @Nullable Instant last) {
    }

    /**
     * So many of the first lines that should be entries were parsed.
     *
     * @param share  0 to 1
     * @param failed the first few that were not
     */
    public record Proof(long lines, long parsed, double share, List<String> failed) {
    }

    /**
     * How much of the log was understood.
     *
     * @param strayLines lines of other programs: without prefix and no continuation
     * @param malformed  rows or objects that are cut off or broken
     * @param cutEntries entries longer than an entry may be, of which only the start was read
     * @param share      0 to 1: entries among all that should have been entries
     * @param samples    the first few lines that were not understood
     */
    public record Understood(long lines, long entries, long strayLines, long malformed, long cutEntries, double share,
            List<String> samples) {
    }

    /**
     * @param calls       statements and executes with their duration; fetches and plans are no calls
     * @param untimed     statements logged without a duration
     * @param durationsOnly durations whose statement the log does not name
     * @param distinct    normalised statements with at least one call
     * @param refusedStatements calls of statements beyond the number that is kept apart; they are in "(others)"
     * @param deadlocks   all of them; the list of the report holds the first 200
     */
    public record Totals(long calls, double callsMs, Timed statement, Timed execute, Timed fetch, Timed parse, Timed bind,
            Timed plan, Timed fastpath, Timed durationsOnly, long untimed, int distinct, long refusedStatements, long deadlocks) {
    }

    /** A number of things and the time that they took. */
    public record Timed(long count, double totalMs) {
    }

    /**
     * A normalised statement.
     *
     * @param id       16 hexadecimal digits, the same in Howdah's lists of pg_stat_statements and of live sessions
     * @param queryIds query_id as the server computes it, where the log carries it
     * @param errors   errors and worse that name the statement
     */
    public record Statement(String id, String text, List<Long> queryIds, long calls, double totalMs, double minMs, double avgMs,
            double p95Ms, double maxMs, @Nullable Instant first, @Nullable Instant last, Timed simple, Timed execute, Timed fetch,
            Timed parse, Timed bind, Timed plan, long untimed, long errors, long cancelled, long tempFiles, long tempBytes,
            long lockWaits, double lockMs, List<Share> databases, List<Share> users, List<Share> applications,
            List<Call> samples, List<String> plans) {}

    /** One call that was kept: the slowest of its statement. */
    public record Call(@Nullable Instant time, double ms, String user, String database, String application, String text,
            @Nullable String parameters, @Nullable String plan) {
    }

    /** Calls and their time by a name; "" where the log does not say. */
    public record Share(String name, long calls, double totalMs) {
    }

    /** How often something was there. */
    public record Count(String name, long count) {
    }

    /**
     * Warnings, errors and worse of one text, numbers written N.
     *
     * @param inferred the SQLSTATE is not in the log but follows from the English text
     * @param example  the first one as it was logged
     */
    public record Problem(String severity, String sqlstate, boolean inferred, String text, long count, @Nullable Instant first,
            @Nullable Instant last, String example, @Nullable String statement, List<Share> applications) {
    }

    /** A deadlock; {@code detail} as the server put it: who waited for what, and each one's statement. */
    public record Deadlock(@Nullable Instant time, String database, String application, String detail,
            List<Participant> participants, @Nullable String statement) {
    }

    /** One process in a deadlock. */
    public record Participant(long pid, String waitsFor, long blockedBy, String statement) {
    }

    /**
     * Waits for locks that took longer than deadlock_timeout.
     *
     * @param waiting  messages "still waiting"
     * @param acquired messages "acquired", with the time waited
     */
    public record Locks(long waiting, Timed acquired, long deadlockChecks, List<LockWait> byLock) {
    }

    /** Waits for one kind of lock on one kind of thing. */
    public record LockWait(String lock, String on, long waiting, long acquired, double totalMs, double maxMs) {
    }

    /** Temporary files. */
    public record TempFiles(long count, long bytes, long largest, long withoutStatement) {
    }

    /** Checkpoints and restartpoints. */
    public record Checkpoints(List<Count> starting, long complete, long buffers, double writeMs, double syncMs, double totalMs,
            double longestMs, long distanceKb) {
    }

    /** Autovacuum of one table. */
    public record Vacuum(String table, long vacuums, long analyzes, double elapsedMs, double longestMs, long tuplesRemoved) {
    }

    /** Sessions. */
    public record Connections(long received, long authenticated, long authorized, long disconnected, double sessionMs,
            double longestSessionMs, List<Count> byHost, List<Count> byUser, List<Count> byDatabase, List<Count> byApplication) {
    }

    /** What looks like N+1; {@code sequences} counts parents, {@code children} their children's calls. */
    public record NPlusOnes(long sequences, long children, double childMs, List<NPlusOne> list, List<Sequence> first) {
    }

    /**
     * A child statement that runs again and again behind one parent.
     *
     * @param perCall    child calls behind one parent call, on average
     * @param confidence high: parameters differ, at least ten calls in quick succession; medium: parameters differ; low: the
     *                   same parameters again and again, or long pauses
     * @param repeated   the parameters were the same: the answer could be kept instead of asked again
     * @param rewrite    the child with a list of keys, null when no rewrite is plain
     */
    public record NPlusOne(String parentId, String parent, String childId, String child, long sequences, long calls,
            double perCall, double totalMs, double msPerMinute, String confidence, boolean repeated, @Nullable String rewrite,
            List<String> applications, @Nullable Instant first, @Nullable Instant last) {
    }

    /** One occurrence: a parent and what followed it; {@code line} is the session's line number of the parent where known. */
    public record Sequence(String sessionId, long line, @Nullable Instant start, String parent, List<Count> children,
            double totalMs) {
    }

    /** One hour, by the clock of UTC. */
    public record Hour(Instant start, long calls, double totalMs, double maxMs, long errors, long connections, long tempBytes) {
    }

    /** Something that the reader of the report should know, as a text key of area {@code log} and its arguments. */
    public record Note(String key, List<String> args) {
    }
}
