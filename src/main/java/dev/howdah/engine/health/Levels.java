package dev.howdah.engine.health;

/**
 * From which value on a figure deserves a look, and from which on it needs somebody now.
 *
 * @param warning the first value that is not fine
 * @param critical the first value that is bad; not below warning
 */
public record Levels(double warning, double critical) {
    /** Share of the usable connections that are taken. */
    public static final Levels CONNECTIONS_USED = new Levels(0.70, 0.85);

    /** Age of the oldest open transaction of a client: it holds back vacuum. */
    public static final Levels OLDEST_TRANSACTION_SECONDS = new Levels(60, 300);

    /** Replay lag of the slowest replica. */
    public static final Levels REPLICATION_LAG_SECONDS = new Levels(1, 5);

    /** How serious a value is. */
    public enum Severity {
        OK,
        WARNING,
        CRITICAL
    }

    /** A value that is not known is OK here: it is shown as unknown, not as fine. */
    public Severity of(double value) {
        if (value >= critical) {
            return Severity.CRITICAL;
        }
        return value >= warning ? Severity.WARNING : Severity.OK;
    }
}
