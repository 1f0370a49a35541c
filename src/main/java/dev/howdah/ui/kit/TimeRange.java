package dev.howdah.ui.kit;

import dev.howdah.engine.text.Text;
import java.time.Duration;
import java.util.Locale;

/** How far back charts and differences reach. */
public enum TimeRange {
    LIVE(Duration.ofMinutes(2), Duration.ofHours(1)),
    MINUTES(Duration.ofMinutes(5), Duration.ofHours(6)),
    HOUR(Duration.ofHours(1), Duration.ofDays(1)),
    DAY(Duration.ofDays(1), Duration.ofDays(7)),
    WEEK(Duration.ofDays(7), Duration.ofDays(30));

    private final Duration length;
    private final Duration reach;

    TimeRange(Duration length, Duration reach) {
        this.length = length;
        this.reach = reach;
    }

    /** How far back the slider reaches: the finer what is looked at, the finer it moves. */
    public Duration reach() {
        return reach;
    }

    public Duration length() {
        return length;
    }

    public String title() {
        return Text.of("kit.range." + name().toLowerCase(Locale.ROOT));
    }
}
