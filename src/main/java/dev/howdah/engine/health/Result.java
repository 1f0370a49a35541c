package dev.howdah.engine.health;

import dev.howdah.engine.db.Lack;
import java.util.List;

/** What a check says. Ok means that everything was looked at and nothing found; what was not looked at is never ok. */
public sealed interface Result {
    /** Looked at everything, nothing found. */
    record Ok() implements Result {}

    /** Something found; muted findings are not among them. */
    record Found(List<Finding> findings) implements Result {}

    /** Cannot run here; the lack says why and what would help. */
    record Skipped(Lack lack) implements Result {}

    /** Ran and could not tell, or saw only a part and found nothing there. */
    record Unknown(Lack lack) implements Result {}

    /** The worst of the findings; OK when there is none, whether all was looked at or not. */
    default Levels.Severity level() {
        return this instanceof Found f
                ? f.findings().stream().map(Finding::level).max(Levels.Severity::compareTo).orElse(Levels.Severity.OK)
                : Levels.Severity.OK;
    }
}
