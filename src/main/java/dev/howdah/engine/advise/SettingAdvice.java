package dev.howdah.engine.advise;

import java.util.List;

/**
 * One setting that had better be another. Immutable.
 *
 * @param now the value with its unit, {@code proposed} the better one
 * @param reason why, with the figures it follows from
 * @param act statements that do it, {@code undo} those that take it back
 * @param restart whether the server must be restarted, else a reload is enough
 * @param relativeCost the workload's estimated cost with it as a part of the cost now; NaN where the planner has no say, or where the
 *     setting changes the unit of cost itself
 * @param changed statements that a planner plans otherwise with it
 * @param notConsidered sentences on what this advice does not know
 */
public record SettingAdvice(
        String name,
        String now,
        String proposed,
        String reason,
        String act,
        String undo,
        boolean restart,
        IndexAdvice.Confidence confidence,
        double relativeCost,
        List<Change> changed,
        List<String> notConsidered) {

    /** @param before cost in the planner's unit as things are, {@code after} with the setting */
    public record Change(String id, String text, double before, double after) {}
}
