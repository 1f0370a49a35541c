package dev.howdah.engine.rules;

import dev.howdah.engine.advise.IndexAdvice.Confidence;
import dev.howdah.engine.log.LogReport;
import dev.howdah.engine.profile.NPlusOne;
import org.jspecify.annotations.Nullable;

/**
 * A statement that is run once for each row of another one, wherever it was seen. Immutable.
 *
 * @param perCall how often the child runs for one run of the parent
 * @param msPerMinute execution time of the child, in ms a minute
 * @param evidence how it was seen
 * @param rewrite the child for many keys at once; null when it is not simple enough
 * @param childId as pg_stat_statements numbers it; "" when unknown
 */
public record Repetition(
        String parent, String child, double perCall, double msPerMinute, Confidence confidence, String evidence, @Nullable String rewrite,
        String childId) {

    /** Seen in counters. */
    public static Repetition of(NPlusOne n) {
        Confidence confidence = switch (n.confidence()) {
            case EXACT, HIGH -> Confidence.HIGH;
            case MEDIUM -> Confidence.MEDIUM;
            case LOW -> Confidence.LOW;
        };
        return new Repetition(n.parentText(), n.childText(), n.perCall(), n.msPerMinute(), confidence, n.evidence(), n.rewrite(),
                Long.toString(n.child().queryId()));
    }

    /** Seen in a log, session by session. */
    public static Repetition of(LogReport.NPlusOne n) {
        Confidence confidence = switch (n.confidence()) {
            case "high" -> Confidence.HIGH;
            case "medium" -> Confidence.MEDIUM;
            default -> Confidence.LOW;
        };
        return new Repetition(n.parent(), n.child(), n.perCall(), n.msPerMinute(), confidence,
                dev.howdah.engine.text.Text.of("rules.repetition.log", n.sequences(), n.calls()), n.rewrite(), "");
    }
}
