package dev.howdah.engine.cache;

import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.DbProblem;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * How waiting for another reader's load ended.
 *
 * @param landed false when that reader gave up, so that somebody else has to load
 */
record Joined(boolean landed, @Nullable Object value) {
    static Joined to(Flight flight) {
        try {
            return new Joined(true, flight.landing.get().value());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for another reader's load");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            boolean givenUp = cause instanceof CancellationException
                    || (cause instanceof DbException d && d.problem() instanceof DbProblem.Cancelled);
            if (givenUp) {
                return new Joined(false, null);
            }
            if (cause instanceof RuntimeException r) {
                throw r;
            }
            if (cause instanceof Error r) {
                throw r;
            }
            throw new IllegalStateException(cause);
        }
    }
}
