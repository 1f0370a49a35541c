package dev.howdah.engine.audit;

import dev.howdah.engine.text.Text;

/** The kinds of actions that change a server. */
public enum Act {
    CANCEL,
    TERMINATE,
    POOLER,
    POOL_RESIZE,
    POOL_EVICT,
    POOL_SUSPEND,
    POOL_RESUME,
    RESET_STATISTICS,
    CACHE_CLEAR,
    TRIGGERS,
    /** Howdah's own tables, made on first use. */
    OWN_TABLES,
    JOB,
    /** A run is told to pause, go on or stop through its target. */
    JOB_WANT,
    /** An entry is put into or taken out of a job queue. */
    QUEUE,
    RESET,
    SEED,
    CLEANUP,
    OPTIMISE;

    /** One or two words for people. */
    public String title() {
        return Text.of("audit.act." + name());
    }
}
