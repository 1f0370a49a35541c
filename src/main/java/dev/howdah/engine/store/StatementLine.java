package dev.howdah.engine.store;

import org.jspecify.annotations.Nullable;

/**
 * What one statement did within a stretch of time.
 *
 * @param toplevel false when a function ran it
 * @param text normalised; null when it could not be read
 * @param counters in the order of engine.profile's Measure; NaN for what the server does not collect
 */
public record StatementLine(
        long userId, long databaseId, long queryId, boolean toplevel, @Nullable String text, double[] counters) {}
