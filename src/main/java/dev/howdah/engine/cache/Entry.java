package dev.howdah.engine.cache;

import org.jspecify.annotations.Nullable;

/**
 * A kept answer. Immutable.
 *
 * @param value null for "there is none"
 * @param stamp the versions that it was loaded under
 * @param loadedAt nano time of its load
 * @param ttlNanos its life from then on
 * @param refreshAt nano time from which a reader has it loaded anew; Long.MAX_VALUE past {@code loadedAt} for never
 */
record Entry(
        @Nullable Object value,
        Shape shape,
        Version[] versions,
        long[] stamp,
        long loadedAt,
        long ttlNanos,
        long refreshAt,
        long bytes) {

    boolean good() {
        return Version.unchanged(versions, stamp);
    }
}
