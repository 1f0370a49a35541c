package dev.howdah.engine.store;

import java.time.Duration;
import java.util.Map;

/**
 * Figures of a stretch of time, evenly spaced. Immutable by convention: nobody writes into its arrays.
 *
 * @param seconds epoch seconds, rising by {@code step}
 * @param means by the figure's name, one a second of {@code seconds}; NaN where nothing was collected
 * @param peaks the greatest second within each step
 */
@SuppressWarnings("ArrayRecordComponent") // large and only read
public record Span(Duration step, long[] seconds, Map<String, double[]> means, Map<String, double[]> peaks) {
}
