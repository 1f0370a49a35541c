package dev.howdah.engine.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.engine.health.Levels.Severity;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

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

    private static Instant until(Quiet quiet, String now) {
        return quiet.until(Instant.parse(now), Severity.WARNING);
    }
}
