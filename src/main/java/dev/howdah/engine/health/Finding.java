package dev.howdah.engine.health;

import dev.howdah.engine.db.Lack;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that deserves a look. Immutable.
 *
 * @param check the id of the check that found it
 * @param object what it is about, quoted as SQL; "" for the server or database as a whole
 * @param value in the check's unit; NaN when the row itself is the finding
 * @param sentence what was found, for people
 * @param since when it was seen first without a gap
 * @param evidence the row's other columns, by name, as text
 * @param fix statements that mend it, ready to copy; null when people must decide
 * @param undo statements that take the fix back; null when there is nothing to take back
 * @param notLooked what the check could not see besides
 */
public record Finding(
        String check,
        String object,
        double value,
        Levels.Severity level,
        String sentence,
        Instant since,
        Map<String, String> evidence,
        @Nullable String fix,
        @Nullable String undo,
        Check.Confidence confidence,
        List<Lack> notLooked) {}
