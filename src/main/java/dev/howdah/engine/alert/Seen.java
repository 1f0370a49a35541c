package dev.howdah.engine.alert;

import dev.howdah.engine.health.Levels.Severity;

/** What one look of a rule brought for one object. */
sealed interface Seen {
    /**
     * @param severity by the limits as they are
     * @param still by the limits with their slack: what an alert that stands still is
     * @param sentence what is the matter; "" when nothing is
     */
    record Known(Severity severity, Severity still, double value, String sentence) implements Seen {
        static Known fine(double value) {
            return new Known(Severity.OK, Severity.OK, value, "");
        }
    }

    /** It was not looked at, or nobody can tell. */
    record Unknown(String reason) implements Seen {}

    /** It is there, and nobody wants to hear of it. */
    record Muted(String reason) implements Seen {}
}
