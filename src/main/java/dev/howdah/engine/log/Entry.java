package dev.howdah.engine.log;

/** One entry as a parser found it: numbers, and slices of the chunk's bytes as offset and length. Reused for every entry. */
final class Entry {
    static final long NO_TIME = Long.MIN_VALUE;

    byte[] bytes = new byte[0];
    /** Microseconds since 1970 in UTC, or NO_TIME. */
    long time;
    /** Key of the session, unique among those alive: start and process number where both are known; 0 when unknown. */
    long session;
    long pid;
    int severity;
    /** SQLSTATE packed by {@link SqlStates#pack}, 0 when the log does not carry it. */
    int state;
    long queryId;
    long line;
    final Slice user = new Slice();
    final Slice database = new Slice();
    final Slice application = new Slice();
    final Slice host = new Slice();
    final Slice message = new Slice();
    final Slice detail = new Slice();
    final Slice hint = new Slice();
    final Slice context = new Slice();
    final Slice statement = new Slice();
    final Slice label = new Slice();
    final Slice backend = new Slice();
    final Attempts attempts = new Attempts();

    void clear() {
        time = NO_TIME;
        session = 0;
        pid = 0;
        severity = Severity.LOG.ordinal();
        state = 0;
        queryId = 0;
        line = 0;
        user.clear();
        database.clear();
        application.clear();
        host.clear();
        message.clear();
        detail.clear();
        hint.clear();
        context.clear();
        statement.clear();
        label.clear();
        backend.clear();
    }

    /** A part of the chunk's bytes. */
    static final class Slice {
        int from;
        int to;

        void set(int start, int end) {
            from = start;
            to = end;
        }

        void clear() {
            from = 0;
            to = 0;
        }

        boolean isEmpty() {
            return to <= from;
        }
    }
}
