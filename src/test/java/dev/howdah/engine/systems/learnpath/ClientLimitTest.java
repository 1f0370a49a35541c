package dev.howdah.engine.systems.learnpath;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClientLimitTest {
    @Test
    void refusesTheHundredAndFirstRequestOfAMinuteAndOnlyThisClients() {
        ClientLimit limit = new ClientLimit(100);
        for (int i = 0; i < 100; i++) {
            assertThat(limit.refusal("a")).isNull();
        }
        assertThat(limit.refusal("a")).contains("100 a minute");
        assertThat(limit.refusal("b")).isNull();
    }
}
