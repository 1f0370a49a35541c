package dev.howdah.engine.advise;

import dev.howdah.engine.db.DbException;
import dev.howdah.engine.plan.Plan;
import dev.howdah.engine.plan.PlanFormatException;
import dev.howdah.engine.twin.Capsule;
import dev.howdah.engine.twin.WhatIf;
import dev.howdah.engine.twin.WhatIfException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a newer major version's planner would do with a workload: each statement planned by both versions, on the same schema,
 * statistics, sizes and settings. Immutable.
 *
 * @param from the major version of the source, {@code to} the one after the upgrade
 * @param changes statements whose plan or cost differs, those with the most of the measured time first, dearer ones before cheaper ones
 * @param same how many statements are planned alike at a like cost
 * @param unplanned statements that one of the two cannot plan, with the reason
 */
public record UpgradePreview(int from, int to, List<Change> changes, int same, List<IndexAdvice.Unplanned> unplanned) {
    /** Costs nearer than this part are called the same. */
    private static final double ALIKE = 0.01;

    /**
     * One statement.
     *
     * @param load ms a second that it takes now, NaN when it was not measured
     * @param otherShape true when the plan is made of other steps, false when only its cost differs
     */
    public record Change(String id, String text, double load, boolean otherShape, Plan before, Plan after) {
        public double costBefore() {
            return before.root().estimate().totalCost();
        }

        public double costAfter() {
            return after.root().estimate().totalCost();
        }

        /** More than a tenth dearer than now, by estimate. */
        public boolean worse() {
            return costAfter() > costBefore() * 1.1;
        }
    }

    public UpgradePreview {
        changes = List.copyOf(changes);
        unplanned = List.copyOf(unplanned);
    }

    /** A planner of one major version. */
    public record Side(int major, WhatIf whatIf) {}

    /** @param stop asked before each statement; the rest is reported as not planned */
    public static UpgradePreview of(Workload workload, Side from, Side to, BooleanSupplier stop) {
        List<Change> changes = new ArrayList<>();
        List<IndexAdvice.Unplanned> unplanned = new ArrayList<>();
        int same = 0;
        for (Workload.Item item : workload.items()) {
            Plan before = stop.getAsBoolean()
                    ? refused(item, dev.howdah.engine.text.Text.of("advise.no-time"), unplanned)
                    : plan(item, from, unplanned);
            Plan after = before == null ? null : plan(item, to, unplanned);
            if (before == null || after == null) {
                continue;
            }
            Change c = new Change(item.id(), item.query().text(), item.load(), before.fingerprint() != after.fingerprint(), before, after);
            if (c.otherShape() || Math.abs(c.costAfter() - c.costBefore()) > ALIKE * Math.max(c.costBefore(), c.costAfter())) {
                changes.add(c);
            } else {
                same++;
            }
        }
        changes.sort(Comparator.comparing((Change c) -> !c.worse())
                .thenComparing(c -> Double.isNaN(c.load()) ? 0 : -c.load())
                .thenComparing(c -> c.costBefore() - c.costAfter()));
        return new UpgradePreview(from.major(), to.major(), changes, same, unplanned);
    }

    private static @Nullable Plan plan(Workload.Item item, Side side, List<IndexAdvice.Unplanned> unplanned) {
        try {
            return side.whatIf().explain(item.query(), WhatIf.Change.NONE);
        } catch (WhatIfException | DbException | PlanFormatException e) {
            return refused(item, String.format(Locale.ROOT, "%d: %s", side.major(), e.getMessage()), unplanned);
        }
    }

    private static @Nullable Plan refused(Workload.Item item, String reason, List<IndexAdvice.Unplanned> unplanned) {
        unplanned.add(new IndexAdvice.Unplanned(item.id(), item.query().text(), reason, item.load()));
        return null;
    }

    /** The newest of some major versions that is newer than the source; null when none is. */
    public static @Nullable Integer newest(Capsule capsule, List<Integer> majors) {
        return majors.stream().filter(m -> m > capsule.source().major()).max(Comparator.naturalOrder()).orElse(null);
    }
}
