package dev.howdah.engine.db;

import java.time.Duration;

/**
 * What one part of Howdah did on a target since it was opened.
 *
 * @param part as in application_name {@code howdah/<part>}; for the sampler {@code sampler/<probe>}
 * @param statements sent
 * @param time waited for answers: an upper bound of the server's own
 * @param rows fetched or changed, as far as they are counted
 */
public record Spent(String part, long statements, Duration time, long rows) {
}
