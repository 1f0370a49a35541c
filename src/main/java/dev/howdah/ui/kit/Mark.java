package dev.howdah.ui.kit;

import java.time.Instant;

/** A moment in a chart: statistics were reset, the server restarted, an index was built. */
public record Mark(Instant at, String text) {
    double second() {
        return at.toEpochMilli() / 1e3;
    }
}
