package dev.howdah.engine.audit;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An action as the log tells it. Immutable.
 *
 * @param at when it began
 * @param what constants of statements are {@code ?}
 * @param undo what takes it back; null when nothing does
 * @param ended null while no end is written
 * @param said how it ended in a few words; null while no end is written
 */
public record AuditEntry(
        String id, Instant at, Who who, Place where, Act act, String what, @Nullable String undo, Result result,
        @Nullable Instant ended, @Nullable String said) {

    /** Whether the text, in any case, is in one of its parts. */
    boolean has(String text) {
        return (who.user() + ' ' + who.host() + ' ' + where.target() + ' ' + where.address() + ' ' + where.database() + ' ' + where.role() + ' '
                        + act.title() + ' ' + act + ' ' + what + ' ' + undo + ' ' + result.title() + ' ' + said)
                .toLowerCase(Locale.ROOT)
                .contains(text.toLowerCase(Locale.ROOT));
    }
}
