package dev.howdah.engine.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Finds statements that run again and again on one session with nothing in between. Sessions share a fixed table: two that fall
 * on one place end each other's run, which can only hide a pattern, never invent one. Thread-safe.
 */
final class Runs {
    private static final int SESSIONS = 1 << 10;
    private static final int MOST_PATTERNS = 1_000;

    /** A run that long is reported: fewer repetitions are ordinary. */
    static final int SUSPICIOUS = 5;

    private final AtomicReferenceArray<@Nullable Run> open = new AtomicReferenceArray<>(SESSIONS);
    private final Map<Pattern, Sum> sums = new HashMap<>();

    private record Pattern(@Nullable String parent, String child, String fingerprint) {}

    /** Immutable, but for the counts that one session's thread moves on. */
    private static final class Run {
        final String session;
        final @Nullable Timings parent;
        final Timings statement;
        long length = 1;
        long nanos;

        Run(String session, @Nullable Timings parent, Timings statement, long nanos) {
            this.session = session;
            this.parent = parent;
            this.statement = statement;
            this.nanos = nanos;
        }
    }

    private static final class Sum {
        long runs;
        long executions;
        long longest;
        long nanos;
    }

    void ran(String session, Timings statement, long nanos) {
        int place = (session.hashCode() * 0x9E3779B9) >>> (32 - 10);
        Run run = open.get(place);
        boolean same = run != null && run.session.equals(session);
        if (same && run.statement == statement) {
            run.length++;
            run.nanos += nanos;
            return;
        }
        if (run != null) {
            end(run);
        }
        open.set(place, new Run(session, same ? run.statement : null, statement, nanos));
    }

    private void end(Run run) {
        if (run.length < SUSPICIOUS) {
            return;
        }
        Pattern pattern = new Pattern(run.parent == null ? null : run.parent.text, run.statement.text, run.statement.fingerprint);
        synchronized (sums) {
            Sum sum = sums.get(pattern);
            if (sum == null && sums.size() < MOST_PATTERNS) {
                sum = new Sum();
                sums.put(pattern, sum);
            }
            if (sum != null) {
                sum.runs++;
                sum.executions += run.length;
                sum.longest = Math.max(sum.longest, run.length);
                sum.nanos += run.nanos;
            }
        }
    }

    /** All patterns, those that took longest first. Runs that still go on are ended by it. */
    List<ProfilerReport.Repetition> report() {
        for (int i = 0; i < SESSIONS; i++) {
            Run run = open.getAndSet(i, null);
            if (run != null) {
                end(run);
            }
        }
        List<ProfilerReport.Repetition> all = new ArrayList<>();
        synchronized (sums) {
            sums.forEach((p, s) -> all.add(new ProfilerReport.Repetition(
                    p.parent, p.child, p.fingerprint, s.runs, s.executions, s.longest, s.nanos / 1e6)));
        }
        all.sort(Comparator.comparingDouble(ProfilerReport.Repetition::totalMs).reversed());
        return all;
    }
}
