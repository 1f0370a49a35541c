package dev.howdah.engine.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckPaceTest {
    private static final long MILLI = 1_000_000;

    private final List<Check> every = Checks.all();
    private final Check hourly = every.stream().filter(c -> c.manner().interval().toSeconds() == 3_600).findFirst().orElseThrow();
    private final Check minutely = every.stream().filter(c -> c.manner().interval().toSeconds() == 300).findFirst().orElseThrow();
    private final Check often = every.stream().filter(c -> c.manner().interval().toSeconds() == 10).findFirst().orElseThrow();

    @Test
    void leavesChecksThatFitAsTheyAre() {
        CheckPace pace = new CheckPace(1);
        pace.ran(hourly, 900 * MILLI);
        pace.ran(often, 2 * MILLI);
        assertThat(pace.slowed()).isEmpty();
        assertThat(pace.pause(hourly)).isEqualTo(Duration.ofHours(1));
        assertThat(pace.pause(minutely)).as("one that has not run yet").isEqualTo(Duration.ofMinutes(5));
        assertThat(pace.taken()).isBetween(0.44, 0.46);
    }

    @Test
    void stretchesTheDearOnlyAndKeepsTheBudget() {
        CheckPace pace = new CheckPace(1);
        pace.ran(hourly, 7_200 * MILLI);
        pace.ran(minutely, 30 * MILLI);
        pace.ran(often, 2 * MILLI);
        assertThat(pace.slowed()).extracting(Slowed::check).containsExactly(hourly);
        assertThat(pace.pause(often)).isEqualTo(Duration.ofSeconds(10));
        assertThat(pace.pause(minutely)).isEqualTo(Duration.ofMinutes(5));
        assertThat(pace.pause(hourly)).isBetween(Duration.ofMinutes(170), Duration.ofMinutes(175));
        assertThat(pace.taken()).isBetween(0.99, 1.01);
    }

    @Test
    void stretchesNothingMoreThanTenTimes() {
        CheckPace pace = new CheckPace(1);
        pace.ran(hourly, 3_600_000 * MILLI);
        assertThat(pace.pause(hourly)).isEqualTo(Duration.ofHours(10));
    }

    @Test
    void countsTheFastestRunLessTheWay() {
        CheckPace pace = new CheckPace(1);
        pace.way(80 * MILLI);
        pace.ran(often, 84 * MILLI);
        pace.ran(often, 900 * MILLI);
        assertThat(pace.taken()).as("waiting is not work").isBetween(0.4, 0.45);
        pace.ran(often, 82 * MILLI);
        assertThat(pace.taken()).isBetween(0.19, 0.21);
    }
}
