package dev.howdah.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatTest {
    @ParameterizedTest
    @CsvSource({
        "COUNT, 0, 0", "COUNT, 7, 7", "COUNT, 999, 999", "COUNT, 999.6, 1 k", "COUNT, 12431, 12.4 k", "COUNT, 999500, 1 M",
        "COUNT, 0.0123, 0.012", "COUNT, -42, −42", "COUNT, 1e21, 1000 E", "PER_SECOND, 12431, 12.4 k/s", "BYTES, 1023, 1023 B",
        "BYTES, 1024, 1 KiB", "BYTES, 8400000, 8.01 MiB", "BYTES_PER_SECOND, 0, 0 B/s", "SHARE, 0.9873, 98.7 %", "SHARE, 1, 100 %",
        "SHARE, 0.99999, 99.999 %", "SHARE, 0.9997, 99.97 %", "SHARE, 0.0003, 0.03 %", "PER_SECOND, 0.0002, <0.001 /s", "COUNT, -0.0002, >−0.001", "MILLIS, 0.34, 340 µs", "MILLIS, 340.2, 340 ms", "MILLIS, 999.7, 1 s", "MILLIS, 59949, 59.9 s",
        "MILLIS, 59950, 1 m", "SECONDS, 252, 4 m 12 s", "SECONDS, 11520, 3 h 12 m", "SECONDS, 442800, 5 d 3 h",
        "SECONDS, 86400, 1 d", "NAME, 4711, 4711", "WHOLE, 12431, '12,431'", "COUNT, NaN, –", "COUNT, Infinity, ∞ E"
    })
    void writesAtMostThreeDigits(Unit unit, double value, String text) {
        assertThat(unit.text(value).replace('\u202f', ' ')).isEqualTo(text);
    }

    @Test
    void keepsAllDigitsForTooltips() {
        assertThat(Unit.COUNT.exact(12431.25)).isEqualTo("12,431.25");
        assertThat(Unit.SHARE.exact(0.98731)).isEqualTo("98.731 %");
        assertThat(Unit.MILLIS.exact(Double.NaN)).isEqualTo("–");
    }

    @Test
    void writesDurationsHumanely() {
        assertThat(Format.duration(Duration.ofMillis(340))).isEqualTo("340\u202fms");
        assertThat(Format.duration(Duration.ofSeconds(-252))).isEqualTo("−4\u202fm 12\u202fs");
        assertThat(Format.duration(Duration.ZERO)).isEqualTo("0\u202fms");
    }

    @Test
    void makesOneLineOfAnything() {
        assertThat(Format.oneLine(null)).isEmpty();
        assertThat(Format.oneLine("a\n\n  b\tc\u0000d ")).isEqualTo("a b c d");
        // a direction override must not turn a neighbouring cell around; joined emoji stay joined
        assertThat(Format.oneLine("x\u202Eevil\u2066")).isEqualTo("xevil");
        assertThat(Format.oneLine("👩\u200D🔬 🐘")).isEqualTo("👩\u200D🔬 🐘");
        assertThat(Format.oneLine("y".repeat(100_000)).length()).isLessThanOrEqualTo(501);
    }
}
