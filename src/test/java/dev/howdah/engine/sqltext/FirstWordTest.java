package dev.howdah.engine.sqltext;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FirstWordTest {
    @Test
    void tellsWhatHasAPlan() {
        assertThat(FirstWord.of(" ( (\nSelect 1)")).isEqualTo("select");
        assertThat(FirstWord.planned("WITH x AS (SELECT 1) SELECT * FROM x")).isTrue();
        assertThat(FirstWord.planned("VACUUM t")).isFalse();
        assertThat(FirstWord.planned("selection")).isFalse();
        assertThat(FirstWord.of("")).isEmpty();
        assertThat(FirstWord.of("<insufficient privilege>")).isEmpty();
    }
}
