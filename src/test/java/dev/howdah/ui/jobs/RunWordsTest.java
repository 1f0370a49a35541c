package dev.howdah.ui.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Casts and quotes in a value stay as somebody wrote them. */
class RunWordsTest {
    @Test
    void writesArgumentsAsTheyWereGiven() {
        assertThat(RunsView.words(Map.of("value", "id::text || '{\"a\": 1}'"))).isEqualTo("value=id::text || '{\"a\": 1}'");
    }

    @Test
    void readsWhatTheQueueKeeps() {
        assertThat(RunsView.words("{\"table\": \"public.\\\"Weird: name\\\"\", \"value\": \"id::text\"}")).isEqualTo("table=public.\"Weird: name\", value=id::text");
        assertThat(RunsView.words("{table=public.a, value=id::text}")).isEqualTo("table=public.a, value=id::text");
        assertThat(RunsView.words("{}")).isEmpty();
    }
}
