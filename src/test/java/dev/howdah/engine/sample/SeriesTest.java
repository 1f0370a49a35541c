package dev.howdah.engine.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SeriesTest {
    /** The plainest thing that could be right: all figures in a map, means worked out at the question. */
    private static final class Naive {
        final Map<Long, Double> seconds = new TreeMap<>();
        final Map<Long, List<Double>> steps10 = new TreeMap<>();
        final Map<Long, List<Double>> steps60 = new TreeMap<>();
        long newest = Long.MIN_VALUE;

        void add(long second, double value) {
            if (second < newest) {
                return;
            }
            newest = second;
            if (!Double.isNaN(value)) {
                seconds.put(second, value);
                steps10.computeIfAbsent(Math.floorDiv(second, 10), k -> new ArrayList<>()).add(value);
                steps60.computeIfAbsent(Math.floorDiv(second, 60), k -> new ArrayList<>()).add(value);
            }
        }

        double at(long step, long second) {
            if (step == 1) {
                return seconds.getOrDefault(second, Double.NaN);
            }
            var means = step == 10 ? steps10 : steps60;
            return means.getOrDefault(Math.floorDiv(second, step), List.of()).stream().mapToDouble(d -> d).average().orElse(Double.NaN);
        }
    }

    @Property(tries = 300)
    void agreesWithTheNaiveModel(@ForAll("steps") List<long[]> steps, @ForAll("windows") long[] window) {
        Series series = new Series();
        Naive naive = new Naive();
        long now = 1_800_000_000L;
        for (long[] s : steps) {
            now += s[0];
            double value = s[1] % 7 == 0 ? Double.NaN : s[1];
            series.add(Instant.ofEpochSecond(now), value);
            naive.add(now, value);
        }
        Series.Points p = series.between(Instant.ofEpochSecond(naive.newest - window[0]), Instant.ofEpochSecond(naive.newest - window[1]));
        long step = p.step().toSeconds();
        for (int i = 0; i < p.size(); i++) {
            assertThat(p.seconds()[i] % step).isZero();
            double wanted = naive.at(step, p.seconds()[i]);
            if (Double.isNaN(wanted)) {
                assertThat(p.values()[i]).isNaN();
            } else {
                assertThat(p.values()[i]).isCloseTo(wanted, within(1e-6));
            }
            assertThat(i == 0 ? step : p.seconds()[i] - p.seconds()[i - 1]).isEqualTo(step);
        }
        // Nothing that is known within the window and the ring is left out.
        long capacity = step == 1 ? 3_600 : step == 10 ? 8_640 : 43_200;
        long known = naive.seconds.keySet().stream()
                .filter(s -> s >= naive.newest - window[0] && s <= naive.newest - window[1])
                .map(s -> Math.floorDiv(s, step))
                .filter(s -> s > Math.floorDiv(naive.newest, step) - capacity)
                .distinct()
                .count();
        assertThat(java.util.Arrays.stream(p.values()).filter(v -> !Double.isNaN(v)).count()).isGreaterThanOrEqualTo(known);
    }

    @Test
    void takesTheFinestRingThatReachesBack() {
        Series series = new Series();
        Instant now = Instant.ofEpochSecond(1_800_000_000L);
        series.add(now, 1);
        assertThat(series.between(now.minusSeconds(3_599), now).step()).isEqualTo(Duration.ofSeconds(1));
        assertThat(series.between(now.minusSeconds(3_600), now).step()).isEqualTo(Duration.ofSeconds(10));
        assertThat(series.between(now.minus(Duration.ofDays(2)), now).step()).isEqualTo(Duration.ofMinutes(1));
        assertThat(series.last()).isEqualTo(1);
        assertThat(new Series().last()).isNaN();
        assertThat(new Series().between(now, now).size()).isZero();
    }

    @Test
    void aGapIsNaNAndNeverZero() {
        Series series = new Series();
        series.add(Instant.ofEpochSecond(100), 4);
        series.add(Instant.ofEpochSecond(103), 6);
        assertThat(series.between(Instant.ofEpochSecond(100), Instant.ofEpochSecond(103)).values())
                .containsExactly(4, Double.NaN, Double.NaN, 6);
    }

    @Provide
    Arbitrary<List<long[]>> steps() {
        Arbitrary<Long> gaps = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(20, Arbitraries.of(0L, 1L, 1L, 1L, 2L, 9L)),
                net.jqwik.api.Tuple.of(4, Arbitraries.longs().between(-30, 400)),
                net.jqwik.api.Tuple.of(1, Arbitraries.of(3_599L, 3_600L, 3_601L, 86_400L, 2_592_001L)));
        return net.jqwik.api.Combinators.combine(gaps, Arbitraries.longs().between(-50, 50)).as((g, v) -> new long[] {g, v}).list().ofMinSize(1).ofMaxSize(300);
    }

    @Provide
    Arbitrary<long[]> windows() {
        return net.jqwik.api.Combinators.combine(
                        Arbitraries.of(0L, 5L, 60L, 3_599L, 3_600L, 86_399L, 86_400L, 3_000_000L), Arbitraries.of(0L, 0L, 3L, 70L))
                .as((a, b) -> new long[] {Math.max(a, b), b});
    }
}
