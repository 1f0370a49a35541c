package dev.howdah.engine.alert;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An alert with what was written and said of it. Belongs to its keeper's thread. */
final class Entry {
    Alert alert;
    @Nullable Long id;
    /** As this process saw it; another one may have seen it before. */
    final Instant begun;

    Instant openedAt;
    @Nullable Instant savedAt;
    String saved = "";
    boolean closed;
    boolean closeWritten;
    final Map<String, Said> said = new HashMap<>();

    Entry(Alert alert, Instant openedAt) {
        this.alert = alert;
        this.openedAt = openedAt;
        this.begun = openedAt;
    }

    /**
     * What an output heard last.
     *
     * @param others another process said it
     * @param noted whether the repository knows
     * @param next when it may be said again, if nothing becomes worse
     */
    record Said(Instant at, int rank, boolean over, boolean others, boolean noted, @Nullable Instant next) {
        /** It was tried and did not arrive. */
        boolean failed() {
            return next != null && !others;
        }
    }
}
