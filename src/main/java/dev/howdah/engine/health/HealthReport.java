package dev.howdah.engine.health;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What all checks of one target say now.
 *
 * @param database what was looked into; checks whose scope is the database say nothing of others
 * @param outcomes in the order of the groups; a check that has not run yet is not among them
 * @param slowed those that run less often than they want to, the dearest first
 */
public record HealthReport(String target, String database, Instant at, List<Outcome> outcomes, Score score, List<Slowed> slowed) {
    /** All findings that are not muted, the worst and oldest first. */
    public List<Finding> findings() {
        return outcomes.stream()
                .flatMap(o -> o.result() instanceof Result.Found f ? f.findings().stream() : Stream.empty())
                .sorted(Comparator.comparing(Finding::level).reversed().thenComparing(Finding::since).thenComparing(Finding::check))
                .toList();
    }

    /** The checks that did not look at everything. */
    public List<Outcome> notLooked() {
        return outcomes.stream()
                .filter(o -> o.result() instanceof Result.Skipped || o.result() instanceof Result.Unknown || !o.notLooked().isEmpty())
                .toList();
    }

    /** The worst level of all findings. */
    public Levels.Severity level() {
        return findings().stream().map(Finding::level).max(Levels.Severity::compareTo).orElse(Levels.Severity.OK);
    }
}
