package dev.howdah.engine.pool.sources;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All paths at one moment. Immutable.
 *
 * @param culprit what holds up most callers; null when nothing does
 * @param sentence the verdict for people
 */
public record PathView(Instant at, List<PathRow> rows, PathRow.@Nullable Cause culprit, String sentence) {}
