package dev.howdah.engine.systems;

/** Hears how far a long step has come. Called often, by the working thread. */
@FunctionalInterface
public interface Progress {
    /**
     * @param step what is being done: a table, an index, a check
     * @param total 0 when it is not known
     */
    void at(String step, long done, long total);

    /** Hears nothing. */
    static Progress silent() {
        return (step, done, total) -> {};
    }
}
