package dev.howdah.engine.alert;

import dev.howdah.engine.health.Check;
import dev.howdah.engine.health.Place;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is watched and from where on it is an alert. Immutable.
 *
 * @param id unique, lower case with hyphens; a check's rule has the check's id
 * @param limits null when what is watched judges itself (findings, and the usual of an hour)
 * @param cycles how many looks of how many must say so
 * @param manner what is done with it
 */
public record AlertRule(String id, What what, @Nullable Limits limits, Cycles cycles, Manner manner) {
    /** Where its figure comes from. */
    public sealed interface What {
        /** A figure against limits. */
        record Figure(Measure measure) implements What {}

        /** What a check finds, from the severity {@link Manner#least} on. */
        record Findings(Check check) implements What {}

        /** A figure against what it was at this hour of the week. */
        record Usual(Measure measure, Season.Spec spec) implements What {}

        /** Seconds for which the server has not answered. */
        record Answer() implements What {}
    }

    /**
     * @param needed looks that must be beyond a limit, of the last {@code of}; as many in a row must be clear of it to end it
     * @param of at most 60
     */
    public record Cycles(int needed, int of) {
        public static final Cycles ONE = new Cycles(1, 1);

        public Cycles {
            if (needed < 1 || of < needed || of > 60) {
                throw new IllegalArgumentException(needed + " of " + of);
            }
        }

        /** Reads {@code 3 of 5} or {@code 3}; null when it is neither. */
        public static @Nullable Cycles parse(String text) {
            var m = java.util.regex.Pattern.compile("(\\d{1,2})(?:\\s*of\\s*(\\d{1,2}))?").matcher(text.strip());
            if (!m.matches()) {
                return null;
            }
            int needed = Integer.parseInt(m.group(1));
            int of = m.group(2) == null ? needed : Integer.parseInt(m.group(2));
            return needed < 1 || of < needed || of > 60 ? null : new Cycles(needed, of);
        }

        @Override
        public String toString() {
            return needed + " of " + of;
        }
    }

    /**
     * @param group for routing, muting and people
     * @param tab that shows the cause
     * @param least the severity from which on it is an alert at all
     * @param repeat after which time it is told again while it stands; zero for never
     * @param quiet hours in which it is not told
     */
    public record Manner(String group, String tab, dev.howdah.engine.health.Levels.Severity least, Duration repeat, Quiet quiet) {}

    /** Where the cause of an alert shows; the list of findings when there is no place of its own. */
    public Place place(String object) {
        Place of = what instanceof What.Findings f ? f.check().manner().places().of(object) : new Place(manner.tab(), object);
        return of == null ? new Place(manner.tab(), "") : of;
    }

    /** For people. */
    public String title() {
        return switch (what) {
            case What.Figure f -> f.measure().title();
            case What.Findings f -> f.check().words().title();
            case What.Usual u -> dev.howdah.engine.text.Text.of("alert.usual-title", u.measure().title());
            case What.Answer a -> dev.howdah.engine.text.Text.of("alert.answer-title");
        };
    }

    /** A value as people read it. */
    public String shown(double value) {
        return switch (what) {
            case What.Figure f -> f.measure().unit().format(value);
            case What.Findings f -> f.check().measure().unit().format(value);
            case What.Usual u -> u.measure().unit().format(value);
            case What.Answer a -> dev.howdah.engine.health.Unit.SECONDS.format(value);
        };
    }
}
