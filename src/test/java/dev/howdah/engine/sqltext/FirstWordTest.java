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

    @Test
    void looksBehindComments() {
        assertThat(FirstWord.of("/* app=orders, a /* nested */ one */ -- name: find\n (SELECT 1)")).isEqualTo("select");
        assertThat(FirstWord.planned("-- name: find\r\nUPDATE t SET a = 1")).isTrue();
        assertThat(FirstWord.of("-- nothing else")).isEmpty();
        assertThat(FirstWord.of("/* cut off")).isEmpty();
    }
}
