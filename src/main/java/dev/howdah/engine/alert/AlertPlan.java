package dev.howdah.engine.alert;

import dev.howdah.engine.alert.AlertRule.Cycles;
import dev.howdah.engine.alert.AlertRule.Manner;
import dev.howdah.engine.alert.AlertRule.What;
import dev.howdah.engine.alert.out.OutputSpec;
import dev.howdah.engine.health.Check;
import dev.howdah.engine.health.Levels.Severity;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is watched and who is told. Immutable.
 *
 * @param rules of figures
 * @param findings how findings of checks become alerts
 * @param every time between two rounds
 * @param zone whose hours of the week the usual is told by, and whose times notices show
 */
public record AlertPlan(List<AlertRule> rules, Findings findings, Duration every, ZoneId zone, List<OutputSpec> outputs) {
    public AlertPlan {
        rules = List.copyOf(rules);
        outputs = List.copyOf(outputs);
    }

    /**
     * Findings as alerts.
     *
     * @param least the severity from which on a finding is an alert; null when none is
     * @param byCheck what is otherwise for a check
     */
    public record Findings(@Nullable Severity least, Duration repeat, Quiet quiet, Map<String, Tuning> byCheck) {
        public Findings {
            byCheck = Map.copyOf(byCheck);
        }
    }

    /** What is otherwise; null where it is as usual. */
    public record Tuning(boolean on, @Nullable Severity least, @Nullable Cycles cycles, @Nullable Duration repeat, @Nullable Quiet quiet) {}

    /** A check that looks this often is asked twice before it is believed. */
    private static final Duration OFTEN = Duration.ofMinutes(1);

    /** The rule of a check; null when its findings are no alerts. */
    public @Nullable AlertRule of(Check check) {
        Tuning t = findings.byCheck().get(check.id());
        Severity least = t == null || t.least() == null ? findings.least() : t.least();
        if (least == null || (t != null && !t.on())) {
            return null;
        }
        Cycles usual = check.manner().interval().compareTo(OFTEN) <= 0 ? new Cycles(2, 3) : Cycles.ONE;
        Manner manner = new Manner(check.group(), check.manner().places().tab(), least,
                t == null || t.repeat() == null ? findings.repeat() : t.repeat(), t == null || t.quiet() == null ? findings.quiet() : t.quiet());
        return new AlertRule(check.id(), new What.Findings(check), null, t == null || t.cycles() == null ? usual : t.cycles(), manner);
    }

    /** All rules for a server with these checks. */
    public List<AlertRule> all(List<Check> checks) {
        List<AlertRule> all = new ArrayList<>(rules);
        for (Check check : checks) {
            AlertRule rule = of(check);
            if (rule != null) {
                all.add(rule);
            }
        }
        return all;
    }
}
