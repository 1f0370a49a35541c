package dev.howdah.engine.store;

import java.time.Instant;

/**
 * Something that was told at a moment, as who wrote it shaped it: {@link Recording#told} takes it, and {@link #as} gives it back. A
 * part that this Howdah does not know is left out. Immutable.
 */
@SuppressWarnings("ArrayRecordComponent") // only read
public record Told(Instant at, byte[] body) {
    /** @throws RuntimeException when it is of another shape */
    public <T> T as(Class<T> type) {
        return Snapshots.told(body, type);
    }
}
