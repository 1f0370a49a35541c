package dev.howdah.engine.log;

/** PostgreSQL's message levels, least first. */
public enum Severity {
    DEBUG, LOG, INFO, NOTICE, WARNING, ERROR, FATAL, PANIC;

    private static final Severity[] ALL = values();

    static Severity of(int ordinal) {
        return ALL[ordinal];
    }
}
