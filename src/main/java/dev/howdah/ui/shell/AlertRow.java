package dev.howdah.ui.shell;

import dev.howdah.engine.alert.Alert;
import dev.howdah.engine.health.Levels.Severity;
import dev.howdah.engine.health.Place;
import dev.howdah.engine.store.AlertStore.Stored;
import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Format;
import dev.howdah.ui.kit.Tone;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An alert as the list shows it: one that stands, or one of the past.
 *
 * @param standing null for one of the past
 * @param since when it began: the moment that it leads to
 */
record AlertRow(
        @Nullable Alert standing, String target, String rule, String object, String title, Tone tone, String word, String sentence, Instant since,
        @Nullable Instant until, String hush, Place place) {

    static AlertRow of(Alert a) {
        boolean bad = a.severity() == Severity.CRITICAL;
        boolean blind = a.state() == Alert.State.UNKNOWN;
        String word = Text.of(bad ? "alerts.critical" : "alerts.warning");
        return new AlertRow(a, a.target(), a.rule().id(), a.object(), a.rule().title(), a.hush() != null ? Tone.NEUTRAL : bad ? Tone.BAD : Tone.LOOK,
                blind ? Text.of("alerts.blind", word) : word, a.sentence(), a.moment(), a.closedAt(), hush(a.hush()), a.rule().place(a.object()));
    }

    static AlertRow of(Stored s) {
        boolean bad = s.severity().equals(Severity.CRITICAL.name());
        return new AlertRow(null, s.targetName(), s.rule(), s.object(), s.title(), s.closedAt() == null ? bad ? Tone.BAD : Tone.LOOK : Tone.NEUTRAL,
                Text.of(bad ? "alerts.critical" : "alerts.warning"), s.sentence(), s.openedAt(), s.closedAt(), "", Place.parse(s.tab()));
    }

    /** Until when nobody is told, for a cell; "" when everybody is. */
    String hushed() {
        Alert.Hush hush = standing == null ? null : standing.hush();
        if (hush == null) {
            return "";
        }
        Instant until = hush.until();
        return until == null ? Text.of("alerts.always") : Format.moment(until);
    }

    private static String hush(Alert.@Nullable Hush hush) {
        if (hush == null) {
            return "";
        }
        Instant until = hush.until();
        if (!hush.muted()) {
            return Text.of("alerts.quiet", until == null ? "" : Format.moment(until));
        }
        return until == null ? Text.of("alerts.muted", hush.reason()) : Text.of("alerts.muted-until", Format.moment(until), hush.reason());
    }
}
