package dev.howdah.engine.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.engine.health.Levels.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuietTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void passesMidnight() {
        Quiet q = Quiet.of("22:00-07:00", "", BERLIN, null);
        assertThat(until(q, "2026-01-10T20:59:59Z")).isNull();
        assertThat(until(q, "2026-01-10T21:00:00Z")).isEqualTo(Instant.parse("2026-01-11T06:00:00Z"));
        assertThat(until(q, "2026-01-11T05:59:59Z")).isEqualTo(Instant.parse("2026-01-11T06:00:00Z"));
        assertThat(until(q, "2026-01-11T06:00:00Z")).isNull();
    }

    @Test
    void isAnHourShorterWhenTheClocksGoForward() {
        Quiet q = Quiet.of("22:00-07:00", "", BERLIN, null);
        assertThat(until(q, "2026-03-28T21:00:00Z")).isEqualTo(Instant.parse("2026-03-29T05:00:00Z"));
        // 02:30 is skipped that night: quiet ends when the clocks jump
        Quiet gap = Quiet.of("22:00-02:30", "", BERLIN, null);
        assertThat(until(gap, "2026-03-29T00:59:59Z")).isEqualTo(Instant.parse("2026-03-29T01:00:00Z"));
        assertThat(until(gap, "2026-03-29T01:00:00Z")).isNull();
    }

    @Test
    void beginsAndEndsOnceWhenAnHourComesTwice() {
        // 02:00 to 03:00 comes twice that night
        Quiet q = Quiet.of("01:00-02:30", "", BERLIN, null);
        Instant end = Instant.parse("2026-10-25T01:30:00Z");
        assertThat(until(q, "2026-10-24T22:59:59Z")).isNull();
        assertThat(until(q, "2026-10-24T23:00:00Z")).isEqualTo(end);
        assertThat(until(q, "2026-10-25T00:45:00Z")).isEqualTo(end);
        assertThat(until(q, "2026-10-25T01:15:00Z")).isEqualTo(end);
        assertThat(until(q, "2026-10-25T01:30:00Z")).isNull();
        Quiet within = Quiet.of("02:15-02:45", "", BERLIN, null);
        assertThat(until(within, "2026-10-25T00:20:00Z")).isEqualTo(Instant.parse("2026-10-25T01:45:00Z"));
        assertThat(until(within, "2026-10-25T00:50:00Z")).isNotNull();
    }

    @Test
    void holdsOnItsDaysOnly() {
        // 2026-01-10 is a Saturday; the night that begins on Sunday belongs to Sunday
        Quiet q = Quiet.of("22:00-07:00", "sat sun", BERLIN, null);
        assertThat(until(q, "2026-01-09T23:00:00Z")).isNull();
        assertThat(until(q, "2026-01-10T23:00:00Z")).isNotNull();
        assertThat(until(q, "2026-01-12T05:00:00Z")).isNotNull();
        assertThat(until(q, "2026-01-12T22:00:00Z")).isNull();
    }

    @Test
    void wholeDaysFollowOnEachOther() {
        Quiet q = Quiet.of("", "sat,sun", BERLIN, null);
        assertThat(until(q, "2026-01-10T12:00:00Z")).isEqualTo(Instant.parse("2026-01-11T23:00:00Z"));
        assertThat(until(q, "2026-01-12T12:00:00Z")).isNull();
    }

    @Test
    void criticalGoesThrough() {
        Quiet q = Quiet.of("00:00-23:59", "", BERLIN, Severity.CRITICAL);
        Instant noon = Instant.parse("2026-01-10T12:00:00Z");
        assertThat(q.until(noon, Severity.CRITICAL)).isNull();
        assertThat(q.until(noon, Severity.WARNING)).isNotNull();
    }

    @Test
    void neverIsNever() {
        assertThat(until(Quiet.of("", "", BERLIN, null), "2026-01-10T12:00:00Z")).isNull();
        assertThatThrownBy(() -> Quiet.of("22-7", "", BERLIN, null)).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> Quiet.of("", "xyz", BERLIN, null)).isInstanceOf(RuntimeException.class);
    }

    /** Against the clock on the wall, minute by minute over both changes of the clocks, in zones that change at different hours. */
    @ParameterizedTest
    @ValueSource(strings = {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Santiago", "Asia/Kolkata", "UTC"})
    void isQuietWheneverTheClockOnTheWallSaysSo(String zone) {
        ZoneId place = ZoneId.of(zone);
        Random random = new Random(7);
        for (int i = 0; i < 40; i++) {
            LocalTime from = LocalTime.of(random.nextInt(24), random.nextInt(4) * 15);
            LocalTime to = LocalTime.of(random.nextInt(24), random.nextInt(4) * 15);
            if (from.equals(to)) {
                continue;
            }
            Quiet q = Quiet.of(from + "-" + to, "", place, null);
            for (String begin : List.of("2026-03-07T12:00:00Z", "2026-03-28T12:00:00Z", "2026-04-04T06:00:00Z", "2026-09-05T12:00:00Z",
                    "2026-10-03T06:00:00Z", "2026-10-24T12:00:00Z", "2026-11-01T00:00:00Z")) {
                Instant start = Instant.parse(begin);
                for (int minute = 0; minute < 36 * 60; minute += 15) {
                    holds(q, start.plusSeconds(60L * minute), from, to, place);
                }
            }
        }
    }

    private static void holds(Quiet q, Instant now, LocalTime from, LocalTime to, ZoneId place) {
        Instant until = q.until(now, Severity.WARNING);
        LocalTime wall = now.atZone(place).toLocalTime();
        boolean within = from.isBefore(to) ? !wall.isBefore(from) && wall.isBefore(to) : !wall.isBefore(from) || wall.isBefore(to);
        boolean changes = !place.getRules().getOffset(now.minus(Duration.ofHours(24))).equals(place.getRules().getOffset(now.plus(Duration.ofHours(24))));
        if (!changes) {
            assertThat(until != null).as("%s %s-%s %s", now, from, to, place).isEqualTo(within);
        }
        if (until != null) {
            assertThat(until).as("ends later, and within a day and an hour").isBetween(now.plusMillis(1), now.plus(Duration.ofHours(25)));
            assertThat(q.until(until, Severity.WARNING)).as("%s-%s is over at its end %s", from, to, until).isNull();
            assertThat(q.until(until.minusMillis(1), Severity.WARNING)).as("and holds until then").isEqualTo(until);
        }
    }

    private static Instant until(Quiet quiet, String now) {
        return quiet.until(Instant.parse(now), Severity.WARNING);
    }
}
