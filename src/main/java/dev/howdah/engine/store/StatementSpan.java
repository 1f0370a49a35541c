package dev.howdah.engine.store;

import java.time.Instant;
import java.util.List;

/** What the greatest statements did from one moment to another. Immutable. */
public record StatementSpan(Instant from, Instant to, List<StatementLine> lines) {}
