package dev.howdah.engine.job;

import java.time.Instant;

/** Hears what happens in a run, line by line, on the run's own thread. */
@FunctionalInterface
public interface RunLog {
    void line(Instant at, String text);

    static RunLog silent() {
        return (at, text) -> {};
    }
}
