package dev.howdah.engine.cache;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One thing that answers depend on: a table, a tag, a tier. It counts the changes that are over, and those whose commit is under way.
 * An answer is good while every version that it was loaded under is unchanged and nothing is under way: between the moment in
 * which a commit is sent and the moment in which it is known to be over, nobody can tell which of two answers is right, so
 * readers then ask the database. Thread-safe.
 */
final class Version {
    private static final long UNDER_WAY = (1L << 20) - 1;
    private static final long CHANGE = 1L << 20;

    final String name;
    /** Entries that depend on this, as a means to drop them early; {@link #unchanged} alone decides what is good. */
    final Set<CacheKey> keys = ConcurrentHashMap.newKeySet();

    private final AtomicLong state = new AtomicLong();

    Version(String name) {
        this.name = name;
    }

    void begin() {
        state.incrementAndGet();
    }

    /** What was begun did not happen. */
    void release() {
        state.decrementAndGet();
    }

    /** What was begun happened. */
    void commit() {
        state.addAndGet(CHANGE - 1);
    }

    /** A change that is already visible to everybody. */
    void bump() {
        state.addAndGet(CHANGE);
    }

    boolean busy() {
        return (state.get() & UNDER_WAY) != 0;
    }

    /** The versions now, or null while a commit is under way on any of them. */
    static long @Nullable [] capture(Version[] versions) {
        long[] stamp = new long[versions.length];
        for (int i = 0; i < stamp.length; i++) {
            stamp[i] = versions[i].state.get();
            if ((stamp[i] & UNDER_WAY) != 0) {
                return null;
            }
        }
        return stamp;
    }

    /** True when nothing happened since the stamp was taken, and nothing is happening. */
    static boolean unchanged(Version[] versions, long[] stamp) {
        for (int i = 0; i < stamp.length; i++) {
            if (versions[i].state.get() != stamp[i]) {
                return false;
            }
        }
        return true;
    }
}
