package dev.howdah.engine.advise;

import dev.howdah.engine.db.DbException;
import dev.howdah.engine.plan.Plan;
import dev.howdah.engine.plan.PlanFormatException;
import dev.howdah.engine.twin.Query;
import dev.howdah.engine.twin.WhatIf;
import dev.howdah.engine.twin.WhatIfException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A change tried on a planner with a whole workload. Immutable.
 *
 * @param before cost of the workload in the planner's unit, each statement by its calls; {@code after} with the change
 * @param statements that could be planned
 * @param changed those whose plan is made of other steps, the dearest first
 * @param unplanned how many could not be planned
 */
public record Rehearsal(double before, double after, int statements, List<Changed> changed, int unplanned) {
    /** @param text as it was asked, {@code before} and {@code after} its plans */
    public record Changed(String id, String text, Plan before, Plan after) {}

    public Rehearsal {
        changed = List.copyOf(changed);
    }

    /** Cost with the change as a part of the cost now; 1 when there is nothing to compare. */
    public double relativeCost() {
        return before > 0 ? after / before : 1;
    }

    /** @param stop asked before each statement; true ends it with what it has */
    static Rehearsal of(Workload workload, WhatIf whatIf, WhatIf.Change change, BooleanSupplier stop) {
        double before = 0;
        double after = 0;
        int unplanned = 0;
        List<Changed> all = new ArrayList<>();
        int planned = 0;
        for (Workload.Item item : workload.items()) {
            Changed c = stop.getAsBoolean() ? null : tried(item, whatIf, change);
            if (c == null) {
                unplanned++;
                continue;
            }
            planned++;
            before += item.callsPerSecond() * cost(c.before());
            after += item.callsPerSecond() * cost(c.after());
            if (c.before().fingerprint() != c.after().fingerprint()) {
                all.add(c);
            }
        }
        all.sort(Comparator.comparingDouble(c -> -cost(c.before())));
        return new Rehearsal(before, after, planned, all, unplanned);
    }

    /** A statement in place of another. */
    static Rehearsal of(String statement, String rewrite, WhatIf whatIf, WhatIf.Change change) {
        Plan now = whatIf.explain(Query.of(statement), WhatIf.Change.NONE);
        Plan then = whatIf.explain(Query.of(rewrite), change);
        return new Rehearsal(cost(now), cost(then), 1, List.of(new Changed("", rewrite, now, then)), 0);
    }

    private static @Nullable Changed tried(Workload.Item item, WhatIf whatIf, WhatIf.Change change) {
        try {
            return new Changed(item.id(), item.query().text(), whatIf.explain(item.query(), WhatIf.Change.NONE), whatIf.explain(item.query(), change));
        } catch (WhatIfException | DbException | PlanFormatException e) {
            return null;
        }
    }

    private static double cost(Plan plan) {
        return plan.root().estimate().totalCost();
    }
}
