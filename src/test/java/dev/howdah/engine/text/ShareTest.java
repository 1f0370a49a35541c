package dev.howdah.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShareTest {
    @ParameterizedTest
    @CsvSource({
        "0.9873, 98.7", "1, 100", "0.9997, 99.97", "0.99999, 99.999", "0.9999999999, 99.999", "0, 0", "0.0003, 0.03", "0.000012, 0.001",
        "0.0000012, <0.001", "0.000123, 0.012", "0.5, 50", "1.234, 123", "-0.0312, −3.12", "-0.000001, >−0.001", "Infinity, ∞", "0.9996, 99.96", "0.9994, 99.9"
    })
    void isNeverAllNorNothingUnlessItIs(double share, String text) {
        assertThat(Share.number(share)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0.98734, 1, 98.7 %", "0.9, 1, 90.0 %", "0.9997, 1, 99.97 %", "0.999, 0, 99.9 %", "0.994, 0, 99 %", "0.0004, 1, 0.04 %", "0.004, 0, 0.4 %", "0, 2, 0.00 %",
        "1, 1, 100.0 %", "0.00000001, 2, <0.001 %", "NaN, 1, –", "-Infinity, 1, −∞ %"
    })
    void hasMoreDecimalsOnlyWhereItMust(double share, int decimals, String text) {
        assertThat(Share.text(share, decimals)).isEqualTo(text);
    }

    @Test
    void everyShareBetweenIsBetween() {
        for (double share = 1e-12; share < 1; share = share * 1.01 + 1e-12) {
            assertThat(Share.number(share)).isNotIn("0", "100");
            assertThat(Share.number(1 - share)).isNotIn("0", "100");
            assertThat(Share.text(share, 1)).isNotIn("0.0 %", "100.0 %");
        }
    }
}
