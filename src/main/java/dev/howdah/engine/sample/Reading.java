package dev.howdah.engine.sample;

import dev.howdah.engine.db.DbProblem;
import dev.howdah.engine.db.Lack;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What one run of a probe brought. Immutable. A missing value is never a zero. */
public sealed interface Reading<T> {
    /** When the probe ran, by Howdah's clock. */
    Instant at();

    /**
     * The probe ran.
     *
     * @param took from sending to the last row
     * @param lacks what this role or server does not show, so that the value is only a part; empty when it is whole
     */
    record Value<T>(Instant at, T value, Duration took, List<Lack> lacks) implements Reading<T> {}

    /** The probe was not run because the server or role lacks something. */
    record Skipped<T>(Instant at, Lack lack) implements Reading<T> {}

    /** The probe ran and failed, or the connection is gone. */
    record Failed<T>(Instant at, DbProblem problem) implements Reading<T> {}
}
