package dev.howdah.engine.log;

/** Told how far an analysis is; called by the workers one after the other, never at the same time. */
@FunctionalInterface
public interface Progress {
    Progress NONE = (done, total) -> {
    };

    /** @param done bytes read, as they lie on disk. @param total bytes in all, -1 when unknown */
    void at(long done, long total);
}
