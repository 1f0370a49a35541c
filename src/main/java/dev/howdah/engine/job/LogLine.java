package dev.howdah.engine.job;

import java.time.Instant;

/** A line of a run's log. */
public record LogLine(Instant at, String line) {}
