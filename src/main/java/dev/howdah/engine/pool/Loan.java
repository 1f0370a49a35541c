package dev.howdah.engine.pool;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is lent out now. Immutable.
 *
 * @param thread who has it
 * @param backendPid the server process behind it; null behind a pooler, where it changes
 * @param applicationName the name under which the server and a pooler see the connection
 */
public record Loan(long id, String thread, Duration held, @Nullable Integer backendPid, String applicationName) {}
