package dev.howdah.engine.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which plans each statement had: one for each shape, the newest example of it, at most 20 a statement and 500
 * statements. Thread-safe.
 */
public final class PlanHistory {
    private static final int STATEMENTS = 500;
    private static final int PLANS = 20;

    private final Map<Long, Map<Long, Seen>> statements = new LinkedHashMap<>(64, 0.75f, true);

    /** Where a plan came from. */
    public enum Source {
        EXPLAIN,
        LOG,
        PASTED
    }

    /** One shape of plan. @param times how often it was seen */
    public record Seen(long fingerprint, Plan newest, Instant first, Instant last, long times, Source source) {}

    /** Adds a plan that a statement had; nothing when this shape was seen then or later. @param statement its query id or fingerprint */
    public synchronized void add(long statement, Plan plan, Instant at, Source source) {
        Map<Long, Seen> plans = statements.computeIfAbsent(statement, s -> new LinkedHashMap<>());
        long shape = plan.fingerprint();
        @Nullable Seen before = plans.get(shape);
        plans.put(shape, before == null
                ? new Seen(shape, plan, at, at, 1, source)
                : seenAgain(before, plan, at, source));
        if (plans.size() > PLANS) {
            plans.values().stream().min(Comparator.comparing(Seen::last)).ifPresent(s -> plans.remove(s.fingerprint()));
        }
        if (statements.size() > STATEMENTS) {
            statements.remove(statements.keySet().iterator().next());
        }
    }

    /** A log that is read twice tells nothing new the second time. */
    private static Seen seenAgain(Seen before, Plan plan, Instant at, Source source) {
        if (!at.isAfter(before.last())) {
            return before;
        }
        return new Seen(before.fingerprint(), plan, before.first(), at, before.times() + 1, source);
    }

    /** All that is remembered, by statement. */
    public synchronized Map<Long, List<Seen>> all() {
        Map<Long, List<Seen>> all = new LinkedHashMap<>();
        statements.forEach((id, plans) -> all.put(id, List.copyOf(plans.values())));
        return all;
    }

    /** The statement's plans, the one seen last first. */
    public synchronized List<Seen> of(long statement) {
        List<Seen> plans = new ArrayList<>(statements.getOrDefault(statement, Map.of()).values());
        plans.sort(Comparator.comparing(Seen::last).reversed());
        return plans;
    }
}
