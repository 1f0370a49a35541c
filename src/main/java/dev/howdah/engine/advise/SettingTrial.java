package dev.howdah.engine.advise;

import dev.howdah.engine.db.DbException;
import dev.howdah.engine.plan.Plan;
import dev.howdah.engine.plan.PlanDiff;
import dev.howdah.engine.plan.PlanFormatException;
import dev.howdah.engine.twin.WhatIf;
import dev.howdah.engine.twin.WhatIfException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** A workload's plans as things are, and what becomes of them with other settings. Not thread-safe. */
final class SettingTrial {
    private final WhatIf whatIf;
    private final BooleanSupplier stop;
    private final Map<Map<String, String>, Outcome> known = new HashMap<>();
    private final List<Planned> planned = new ArrayList<>();
    private final double before;
    private boolean cut;

    /** @param weight database time that one unit of its cost stands for; 1 without measured times */
    record Planned(Workload.Item item, Plan plan, double cost, double weight) {}

    /** @param relativeCost of the whole workload; @param changed statements with another plan, the dearest first */
    record Outcome(double relativeCost, List<SettingAdvice.Change> changed) {}

    /** Plans the workload as things are; what cannot be planned is left out. */
    SettingTrial(Workload workload, WhatIf whatIf, BooleanSupplier stop) {
        this.whatIf = whatIf;
        this.stop = stop;
        for (Workload.Item item : workload.items()) {
            if (stop.getAsBoolean()) {
                cut = true;
                break;
            }
            try {
                Plan plan = whatIf.explain(item.query(), WhatIf.Change.NONE);
                double cost = plan.root().estimate().totalCost();
                planned.add(new Planned(item, plan, cost, workload.measured() ? item.load() / Math.max(0.01, cost) : item.callsPerSecond()));
            } catch (WhatIfException | DbException | PlanFormatException e) {
                // the index advice lists these with their reasons
                continue;
            }
        }
        before = planned.stream().mapToDouble(p -> p.cost() * p.weight()).sum();
    }

    List<Planned> planned() {
        return planned;
    }

    /** True once there was no time for a statement. */
    boolean cut() {
        return cut;
    }

    /** The same workload with these settings. Statements of which there was no time are counted as unchanged. */
    Outcome with(Map<String, String> settings) {
        Outcome before = known.get(settings);
        Outcome outcome = before == null ? tried(settings) : before;
        known.put(settings, outcome);
        return outcome;
    }

    private Outcome tried(Map<String, String> settings) {
        double after = 0;
        List<SettingAdvice.Change> changed = new ArrayList<>();
        for (Planned p : planned) {
            double cost = p.cost();
            boolean late = stop.getAsBoolean();
            cut |= late;
            if (!late) {
                try {
                    Plan plan = whatIf.explain(p.item().query(), new WhatIf.Change(Set.of(), Set.of(), settings));
                    cost = plan.root().estimate().totalCost();
                    if (!PlanDiff.of(p.plan(), plan).sameShape()) {
                        changed.add(new SettingAdvice.Change(p.item().id(), p.item().query().text(), p.cost(), cost));
                    }
                } catch (WhatIfException | PlanFormatException e) {
                    cost = p.cost();
                }
            }
            after += cost * p.weight();
        }
        changed.sort(Comparator.comparingDouble(c -> -c.before()));
        return new Outcome(before > 0 ? after / before : 1, List.copyOf(changed));
    }
}
