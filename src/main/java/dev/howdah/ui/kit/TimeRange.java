package dev.howdah.ui.kit;

import dev.howdah.engine.text.Text;
import java.time.Duration;
import java.util.Locale;

/** How far back charts and differences reach. */
public enum TimeRange {
    LIVE(Duration.ofMinutes(2)),
    MINUTES(Duration.ofMinutes(5)),
    HOUR(Duration.ofHours(1)),
    DAY(Duration.ofDays(1)),
    WEEK(Duration.ofDays(7));

    private final Duration length;

    TimeRange(Duration length) {
        this.length = length;
    }

    public Duration length() {
        return length;
    }

    public String title() {
        return Text.of("kit.range." + name().toLowerCase(Locale.ROOT));
    }
}
