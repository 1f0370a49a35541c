package dev.howdah.engine.cache;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/** One load under way, for which others may wait if it began under the versions that they see. */
final class Flight {
    final Version[] versions;
    final long[] stamp;
    final Thread leader = Thread.currentThread();
    final CompletableFuture<Entry> landing = new CompletableFuture<>();

    Flight(Version[] versions, long[] stamp) {
        this.versions = versions;
        this.stamp = stamp;
    }

    /** A load that began before a change must not answer a reader who came after it. */
    boolean serves(Version[] others, long[] since) {
        return Arrays.equals(stamp, since) && Arrays.equals(versions, others);
    }
}
