package dev.howdah.engine.profile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the statements did between two snapshots. Immutable.
 *
 * @param uses what each statement did; statements that did nothing are left out
 * @param evicted entries that were thrown out meanwhile, with what they did since the snapshot before
 * @param breaks what makes this interval incomplete or ends the comparison with earlier ones; empty on an ordinary interval
 */
public record StatementInterval(Instant from, Instant to, Map<StatementKey, Counters> uses, long evicted, List<Break> breaks) {

    /** Why counters started anew. */
    public enum Break {
        /** Someone reset all counters; what ran before the reset within this interval is lost. */
        RESET,
        /** The server was started; nothing is known of this interval. */
        RESTART,
        /** The extension changed its version; nothing is known of this interval. */
        UPGRADE,
        /** The role sees more or fewer statements than before; nothing is known of this interval. */
        RIGHTS
    }

    /**
     * What happened from one snapshot to the next. Never negative; never more than what was executed: an entry that was begun anew
     * counts with what it has now, and where the counters before and after are not of one series, nothing is counted.
     */
    public static StatementInterval between(StatementSnapshot before, StatementSnapshot now) {
        Break gap = gap(before, now);
        if (gap != null) {
            return new StatementInterval(before.at(), now.at(), Map.of(), 0, List.of(gap));
        }
        boolean reset = now.setup().resetAt() != null && !now.setup().resetAt().equals(before.setup().resetAt());
        Map<StatementKey, Counters> uses = new HashMap<>();
        now.entries().forEach((key, entry) -> {
            Counters use = use(before, reset, key, entry);
            if (use != null && !use.idle()) {
                uses.put(key, use);
            }
        });
        return new StatementInterval(
                before.at(), now.at(), Collections.unmodifiableMap(uses), evicted(before, now, reset), reset ? List.of(Break.RESET) : List.of());
    }

    /** True when it begins a new series, so that nothing was measured. */
    public boolean gap() {
        return breaks.stream().anyMatch(b -> b != Break.RESET);
    }

    private static @Nullable Break gap(StatementSnapshot before, StatementSnapshot now) {
        if (!now.setup().startedAt().equals(before.setup().startedAt())) {
            return Break.RESTART;
        }
        if (!now.setup().version().equals(before.setup().version())) {
            return Break.UPGRADE;
        }
        return before.hidden() > 0 != now.hidden() > 0 ? Break.RIGHTS : null;
    }

    private static @Nullable Counters use(StatementSnapshot before, boolean reset, StatementKey key, StatementSnapshot.Entry now) {
        StatementSnapshot.Entry then = before.entries().get(key);
        boolean anew = now.since() == null
                ? then == null || reset || now.counters().fellBehind(then.counters())
                : now.since().isAfter(before.at()) || (then != null && !now.since().equals(then.since()));
        if (anew) {
            return now.counters();
        }
        return then == null || now.counters().fellBehind(then.counters()) ? null : now.counters().minus(then.counters());
    }

    private static long evicted(StatementSnapshot before, StatementSnapshot now, boolean reset) {
        Long b = before.setup().evictions();
        Long n = now.setup().evictions();
        if (b == null || n == null) {
            return 0;
        }
        return reset ? n : Math.max(0, n - b);
    }

    /** Two intervals, the second after the first, as one. */
    StatementInterval join(StatementInterval next) {
        Map<StatementKey, Counters> sum = new HashMap<>(uses);
        next.uses.forEach((key, use) -> sum.merge(key, use, Counters::plus));
        List<Break> all = new ArrayList<>(breaks);
        next.breaks.stream().filter(b -> !all.contains(b)).forEach(all::add);
        return new StatementInterval(from, next.to, Collections.unmodifiableMap(sum), evicted + next.evicted, List.copyOf(all));
    }
}
