package dev.howdah.engine.serve;

import dev.howdah.engine.serve.http.Request;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Remembers what was done, for whom, and how it ended. Implementations are thread-safe and write before they return. */
@FunctionalInterface
public interface AuditLog {
    /**
     * One act.
     *
     * @param at null: the log enters the time
     * @param who the client's address
     * @param what in a few words, without secrets
     * @param result how it ended
     */
    record Entry(@Nullable Instant at, String who, String target, String what, String result) {
        static Entry done(Request request, String target, String what, String result) {
            return new Entry(null, "http " + request.client(), target, what, result);
        }
    }

    /** @throws java.io.UncheckedIOException when it cannot be written */
    void write(Entry entry);
}
