package dev.howdah.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KnobTest {
    @Test
    void everyKnobIsReadAsItIsWritten() {
        Knobs odd = Knobs.usual().withLag(Duration.ofMillis(2500)).withWalRate(3 << 19).withRest(0.25).withAwaitVacuum(false)
                .withSlotRetention(5L << 30).withWaiters(4).withXminAge(1_000_000).withHeadRoom(9).withStopRule(12, 0);
        Map<String, String> words = new LinkedHashMap<>();
        for (Knob k : Knob.values()) {
            words.put(k.word(), k.of(odd));
        }
        assertThat(Knob.turned(Knobs.usual(), words)).isEqualTo(odd);
    }

    @Test
    void wrongValuesAreNamed() {
        for (String bad : new String[] {"-1", "NaN", "x", "", "1e30"}) {
            for (Knob k : Knob.values()) {
                assertThatThrownBy(() -> k.turned(Knobs.usual(), bad)).describedAs(k + " " + bad).isInstanceOf(JobException.class)
                        .hasMessageContaining(k.word());
            }
        }
    }
}
