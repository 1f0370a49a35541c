package dev.howdah.engine.alert;

import dev.howdah.engine.health.Levels.Severity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a rule says of one object of one server. Immutable.
 *
 * @param target the server's name
 * @param state firing and unknown with {@code openedAt} are open; unknown without is just not collected
 * @param severity OK unless it is open or was
 * @param shown the newest value with its unit
 * @param sentence what is the matter; for unknown ones why nobody can tell
 * @param openedAt null unless it is open or was
 * @param closedAt null while it is open
 * @param seenAt when it was looked at last
 * @param hush why nobody is told now; null when everybody is
 */
public record Alert(
        String target, AlertRule rule, String object, State state, Severity severity, double value, String shown, String sentence,
        @Nullable Instant openedAt, @Nullable Instant closedAt, Instant seenAt, @Nullable Hush hush) {

    /** How it is with a rule. What was not collected is never ok. */
    public enum State {
        FIRING,
        PENDING,
        UNKNOWN,
        RESOLVED,
        OK
    }

    /**
     * Why an alert is kept quiet.
     *
     * @param until null for as long as nobody ends it
     * @param reason of a mute; "" in quiet hours
     */
    public record Hush(boolean muted, @Nullable Instant until, String reason) {}

    /** It needs somebody: it fires, or fired when it was seen last. */
    public boolean open() {
        return openedAt != null && closedAt == null;
    }

    /** When it can be looked at in the past: the moment at which it began. */
    public Instant moment() {
        return openedAt == null ? seenAt : openedAt;
    }
}
