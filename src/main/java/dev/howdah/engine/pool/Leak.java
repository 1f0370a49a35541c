package dev.howdah.engine.pool;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connection that was lent and not given back for longer than the pool allows. Immutable.
 *
 * @param id names the loan within its pool
 * @param thread who took it
 * @param since when
 * @param backendPid the server process behind it; through a pooler the one that served it first
 * @param stack where it was taken, innermost first; empty when the pool took no stack traces then
 */
public record Leak(
        long id, String thread, Instant since, Duration held, @Nullable Integer backendPid, List<StackTraceElement> stack) {}
