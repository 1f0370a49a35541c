package dev.howdah.engine.job;

/** What a run does just now. */
public enum Phase {
    STARTING,
    RUNNING,
    /** Waits because the server has other work. */
    THROTTLED,
    /** Waits before another attempt. */
    RETRYING,
    PAUSED,
    DONE,
    CANCELLED,
    FAILED,
    /** Howdah stopped it; it can be resumed. */
    INTERRUPTED;

    /** Nothing more will happen by itself. */
    public boolean isOver() {
        return this == DONE || this == CANCELLED || this == FAILED || this == INTERRUPTED;
    }
}
