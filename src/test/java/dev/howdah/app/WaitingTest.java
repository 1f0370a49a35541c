package dev.howdah.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WaitingTest {
    private final AtomicLong now = new AtomicLong(-7);
    private final StringWriter said = new StringWriter();
    private final Waiting waiting = new Waiting(new PrintWriter(said), now::get);

    @Test
    void saysWhatTakesLongAndNotTooOften() {
        after(100);
        assertThat(said.toString()).as("nothing was begun").isEmpty();
        waiting.step("Reading");
        after(4);
        assertThat(said.toString()).isEmpty();
        after(2);
        after(1);
        assertThat(said.toString()).containsOnlyOnce("Reading").contains("6 s");
        after(20);
        assertThat(said.toString().lines()).hasSize(2).last().asString().contains("27 s");
        waiting.step("Building");
        after(1);
        assertThat(said.toString().lines()).hasSize(2);
        after(9);
        assertThat(said.toString().lines()).hasSize(3).last().asString().contains("Building").contains("10 s");
    }

    private void after(long seconds) {
        now.addAndGet(Duration.ofSeconds(seconds).toNanos());
        assertThat(waiting.getAsBoolean()).isFalse();
    }
}
