package dev.howdah.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.sample.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SampledTest {
    private static final Instant FIRST = Instant.parse("2026-05-01T10:00:00Z");

    private final Sampled<List<Integer>> sampled = new Sampled<>();

    @Test
    void aReadingIsToldWhenItsValueAndItsTimeAreThere() {
        List<String> told = new ArrayList<>();
        sampled.read().subscribe(at -> told.add(sampled.value().get() + " at " + sampled.at().get()));
        told.clear();
        read(FIRST, List.of(1));
        read(FIRST.plusSeconds(1), List.of(2));
        assertThat(told).containsExactly("[1] at 2026-05-01T10:00:00Z", "[2] at 2026-05-01T10:00:01Z");
    }

    @Test
    void aReadingThatEqualsTheOneBeforeIsToldToo() {
        List<Instant> told = new ArrayList<>();
        sampled.read().subscribe(at -> told.add(at));
        told.clear();
        read(FIRST, List.of(1));
        read(FIRST.plusSeconds(1), List.of(1));
        assertThat(told).hasSize(2);
    }

    @Test
    void theTimeIsThatOfTheValueForWhoeverListensToValues() {
        List<Instant> told = new ArrayList<>();
        sampled.value().subscribe(v -> told.add(sampled.at().get()));
        told.clear();
        read(FIRST, List.of(1));
        assertThat(told).containsExactly(FIRST);
    }

    private void read(Instant at, List<Integer> value) {
        sampled.accept(new Reading.Value<>(at, value, Duration.ZERO, List.of()));
    }
}
