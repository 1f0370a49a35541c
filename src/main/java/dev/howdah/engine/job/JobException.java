package dev.howdah.engine.job;

/** Why a job cannot be run or had to stop, in a sentence for people. */
public final class JobException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What kind of obstacle it is. */
    public enum Kind {
        /** A parameter or a job file is wrong. */
        BAD_INPUT,
        /** A safety rule forbids it. */
        REFUSED,
        /** The table or the job changed in a way that makes going on unsafe. */
        CHANGED,
        /** Too much went wrong. */
        FAILED
    }

    private final Kind kind;

    public JobException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
