package dev.howdah.engine.systems;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * Which rows a seed makes. Equal specs make equal rows.
 *
 * @param scale 0 for the minimal seed
 * @param seed any number
 * @param asOf the moment that the rows call now; a whole day
 */
public record SeedSpec(int scale, long seed, Instant asOf) {
    public SeedSpec {
        if (scale < 0) {
            throw new IllegalArgumentException("scale " + scale);
        }
        asOf = asOf.truncatedTo(ChronoUnit.DAYS);
    }

    public static SeedSpec of(int scale, InstantSource clock) {
        return new SeedSpec(scale, 1, clock.instant());
    }

    /** The rows that a table has at this scale: for references between tables. */
    public long rows(SeedTable table) {
        return table.rows(scale);
    }
}
