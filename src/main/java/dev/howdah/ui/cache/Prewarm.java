package dev.howdah.ui.cache;

/** Starts the job that loads a table and its indexes into shared_buffers; called off the FX thread. */
public interface Prewarm {
    /** @param table schema and name, quoted where they need it */
    void start(String table);
}
