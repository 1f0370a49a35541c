package dev.howdah.engine.log;

/**
 * What one event of a log says. The last five are parts of the entry that their session wrote before them; every other kind is
 * an entry of its own.
 */
public enum Kind {
    STATEMENT, EXECUTE, FETCH, PARSE, BIND, PLAN, FASTPATH, DURATION_ONLY, LOGGED_STATEMENT, LOGGED_FETCH, CONNECTION_RECEIVED,
    CONNECTION_AUTHENTICATED, CONNECTION_AUTHORIZED, DISCONNECTION, TEMP_FILE, CHECKPOINT_STARTING, CHECKPOINT_COMPLETE,
    AUTOVACUUM, AUTOANALYZE, LOCK_WAITING, LOCK_ACQUIRED, LOCK_DEADLOCK, PROBLEM, OTHER,
    DETAIL, HINT, CONTEXT, STATEMENT_TEXT, LOCATION;

    private static final Kind[] ALL = values();

    static Kind of(int ordinal) {
        return ALL[ordinal];
    }

    boolean isPart() {
        return ordinal() >= DETAIL.ordinal();
    }
}
