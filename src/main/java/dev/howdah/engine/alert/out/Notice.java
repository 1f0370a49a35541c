package dev.howdah.engine.alert.out;

import dev.howdah.engine.health.Levels.Severity;
import dev.howdah.engine.health.Place;
import java.time.Instant;
import java.util.Locale;

/**
 * What somebody is told of one alert. Immutable.
 *
 * @param target the server's name as the user knows it
 * @param environment in lower case
 * @param rule the rule's id
 * @param group what the rule belongs to: connections, locks, …
 * @param title what the rule looks for
 * @param object what it is about; "" for the server as a whole
 * @param value NaN when the sentence says all
 * @param shown the value with its unit, for people
 * @param sentence what is the matter
 * @param openedAt since when
 * @param at when this was written
 * @param place where the console shows the cause
 */
public record Notice(
        Kind kind, Severity severity, String target, String environment, String rule, String group, String title, String object,
        double value, String shown, String sentence, Instant openedAt, Instant at, Place place) {

    /** Why it is told. */
    public enum Kind {
        /** It began, or became worse. */
        FIRED,
        /** It still stands. */
        REPEATED,
        /** It is over. */
        RESOLVED,
        /** Somebody wants to see whether the output works. */
        TEST;

        /** As it stands in JSON and in environment variables. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
