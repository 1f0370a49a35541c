package dev.howdah.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypedTest {
    private static final ZoneId KOLKATA = ZoneId.of("Asia/Kolkata");
    /** 21 November 2026, 20:00 there. */
    private static final Instant NOW = Instant.parse("2026-11-21T14:30:00Z");

    @ParameterizedTest
    @CsvSource({
        "14:03, 2026-11-21T08:33:00Z",
        "14:03:10, 2026-11-21T08:33:10Z",
        "20:30, 2026-11-20T15:00:00Z",
        "20 Nov 14:03, 2026-11-20T08:33:00Z",
        "20 nov 9:05, 2026-11-20T03:35:00Z",
        "24 Dec 12:00, 2025-12-24T06:30:00Z",
        "2026-11-19 23:59:59, 2026-11-19T18:29:59Z",
        "2026-11-19T23:59:59, 2026-11-19T18:29:59Z",
        "19 Nov 2026 08:00, 2026-11-19T02:30:00Z",
        "19.11.2026 08:00, 2026-11-19T02:30:00Z",
        "2026-11-19, 2026-11-18T18:30:00Z",
        "-10m, 2026-11-21T14:20:00Z",
        "-2 h, 2026-11-21T12:30:00Z",
    })
    void readsWhatPeopleWrite(String text, Instant moment) {
        assertThat(Typed.moment(text, NOW, KOLKATA)).isEqualTo(moment);
    }

    @ParameterizedTest
    @ValueSource(strings = {"noon", "25:00", "2026-13-01", "31 Feb 12:00", "2027-01-01", "-", "-5x", "14:03:10:11"})
    void whatCannotBeReadOrIsNotOverIsNoMoment(String text) {
        assertThat(Typed.moment(text, NOW, KOLKATA)).isNull();
    }

    @Test
    void aDayWithoutAYearIsTheLastOneOfThatName() {
        assertThat(Typed.moment("21 Nov 23:00", NOW, KOLKATA)).isEqualTo(Instant.parse("2025-11-21T17:30:00Z"));
    }
}
