package dev.howdah.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FuzzyTest {
    @Test
    void fitsLettersInTheirOrderOnly() {
        assertThat(Fuzzy.score("ovw", "Overview")).isNotEqualTo(Fuzzy.NO_FIT);
        assertThat(Fuzzy.score("wvo", "Overview")).isEqualTo(Fuzzy.NO_FIT);
        assertThat(Fuzzy.score("", "Overview")).isZero();
    }

    @Test
    void prefersTheStartThenWordStarts() {
        assertThat(Fuzzy.score("po", "Pool")).isGreaterThan(Fuzzy.score("po", "Open repository"));
        assertThat(Fuzzy.score("sq", "Slow queries")).isGreaterThan(Fuzzy.score("sq", "Consequence"));
        assertThat(Fuzzy.score("ask server", "Ask the server again")).isNotEqualTo(Fuzzy.NO_FIT);
    }
}
