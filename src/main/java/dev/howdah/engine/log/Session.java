package dev.howdah.engine.log;

import org.jspecify.annotations.Nullable;

/** What must be known of a session to understand its next line. */
final class Session {
    final long key;
    long seen;
    /** Kind of the last entry, to which parts belong. */
    Kind last = Kind.OTHER;
    int lastNumber;
    long lastMicros;
    int lastSeverity;
    @Nullable Sample lastSample;
    @Nullable Object lastRecord;
    /** A statement that was logged before it ran and whose duration may follow; 0 when none. */
    int logged;
    boolean loggedFetch;
    long loggedConstants;
    @Nullable String loggedText;
    @Nullable String loggedParameters;
    @Nullable String plan;
    int planStatement;
    /** Number of the open transaction within the session, 0 outside. */
    long transaction;
    long transactions;
    @Nullable Runs runs;

    Session(long key) {
        this.key = key;
    }
}
