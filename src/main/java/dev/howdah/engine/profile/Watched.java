package dev.howdah.engine.profile;

/** What is known of a target's statements and waits, now or as it was recorded. Thread-safe. */
public interface Watched {
    StatementPast history();

    WaitPast waits();

    /** Fed by whoever reads sessions anyway. */
    Repeats repeats();
}
