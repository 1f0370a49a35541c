package dev.howdah.engine.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StrideTest {
    private static final Instant START = Instant.ofEpochSecond(1_000_000);

    private final Stride stride = new Stride(Duration.ofSeconds(1));

    private static Pace pace(double factor) {
        return new Pace(factor, 1, 3);
    }

    @Test
    void isTheSlowerOfThisPaceAndTheLast() {
        assertThat(stride.next(pace(1))).hasSeconds(4);
        assertThat(stride.next(pace(6.3))).hasSeconds(7);
        assertThat(stride.next(pace(1))).as("it was due at the slow pace").hasSeconds(7);
        assertThat(stride.next(pace(1))).hasSeconds(4);
    }

    @Test
    void aLineHasNoGapsWhileSamplingIsSlowedAndOneWhereNothingWasRead() {
        Series series = new Series();
        for (int s = 0; s <= 40; s += 10) {
            series.add(START.plusSeconds(s), s, stride.next(pace(10)));
        }
        assertThat(series.between(START, START.plusSeconds(40)).values()).doesNotContain(Double.NaN);
        series.add(START.plusSeconds(300), 300, stride.next(pace(10)));
        assertThat(series.between(START.plusSeconds(41), START.plusSeconds(299)).values()).containsOnly(Double.NaN);
    }
}
