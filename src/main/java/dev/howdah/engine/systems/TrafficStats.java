package dev.howdah.engine.systems;

import dev.howdah.engine.db.DbProblem;
import org.jspecify.annotations.Nullable;

/**
 * What traffic did. Times are milliseconds over the requests since the reading before.
 *
 * @param done requests that succeeded, since the start
 * @param failed requests that did not, since the start
 * @param statements sent to the database, since the start
 * @param requests ended since the reading before
 */
public record TrafficStats(
        long done, long failed, long statements, long requests, double p50, double p95, double p99,
        @Nullable DbProblem lastFailure) {}
