package dev.howdah.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class ChunkSizerTest {
    private static final Duration WISH = Duration.ofMillis(700);

    @Property
    void growsByAFifthAtMostAndStaysInBounds(
            @ForAll @IntRange(min = 1, max = 100_000) int first, @ForAll @IntRange(min = 1, max = 1_000_000) int most,
            @ForAll @Size(max = 60) List<@LongRange(min = 0, max = 60_000) Long> times) {
        ChunkSizer sizer = new ChunkSizer(first, most);
        for (long millis : times) {
            int before = sizer.size();
            sizer.took(before, before, Duration.ofMillis(millis), Duration.ofMillis(millis / 3), WISH);
            assertThat(sizer.size()).isBetween(1, most);
            assertThat(sizer.size()).isLessThanOrEqualTo((int) Math.ceil(before * ChunkSizer.GROWTH));
        }
    }

    @Property(tries = 200)
    void settlesWithinHalfASecondAndOneSecond(
            @ForAll @LongRange(min = 100, max = 100_000_000) long nanosARow, @ForAll @IntRange(min = 1, max = 100_000) int first) {
        ChunkSizer sizer = new ChunkSizer(first, Integer.MAX_VALUE);
        for (int i = 0; i < 100; i++) {
            sizer.took(sizer.size(), sizer.size(), Duration.ofNanos(sizer.size() * nanosARow), Duration.ZERO, WISH);
        }
        assertThat(sizer.size() * nanosARow / 1e6).isBetween(500.0, 1000.0);
    }

    @Property
    void halvesAfterATimeoutButNeverVanishes(@ForAll @IntRange(min = 1, max = 1_000_000) int first) {
        ChunkSizer sizer = new ChunkSizer(first, Integer.MAX_VALUE);
        sizer.timedOut();
        assertThat(sizer.size()).isEqualTo(Math.max(1, first / 2));
    }

    @Property
    void learnsNothingFromAChunkThatTheTablesEndCutShort(@ForAll @IntRange(min = 2, max = 1000) int first) {
        ChunkSizer sizer = new ChunkSizer(first, Integer.MAX_VALUE);
        sizer.took(first, first - 1, Duration.ofMillis(1), Duration.ZERO, WISH);
        assertThat(sizer.size()).isEqualTo(first);
    }

    @Property
    void doesNotShrinkToNothingWhereTheRoundTripsAloneTakeLongerThanWished(@ForAll @LongRange(min = 700, max = 20_000) long around) {
        ChunkSizer sizer = new ChunkSizer(1000, Integer.MAX_VALUE);
        for (int i = 0; i < 200; i++) {
            sizer.took(sizer.size(), sizer.size(), Duration.ofNanos(sizer.size() * 100_000L), Duration.ofMillis(around), WISH);
        }
        assertThat(sizer.size()).isBetween(3000, 3600);
    }
}
