package dev.howdah.engine.store;

import dev.howdah.engine.activity.Blocking;
import dev.howdah.engine.activity.Session;
import java.time.Instant;
import java.util.List;

/**
 * Sessions as they were seen at one moment. Immutable.
 *
 * @param seconds for which it stands: until the next look, but never longer than three usual pauses
 * @param sessions those that did something, constants in their statements masked
 */
public record Look(Instant at, double seconds, List<Session> sessions, List<Blocking> waits) {}
