package dev.howdah.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PictureTest {
    private static Line line(String name, double... values) {
        return new Line(name, Hue.A, IntStream.range(0, values.length).asDoubleStream().toArray(), values);
    }

    private static Picture picture(boolean stacked, Line... lines) {
        List<Boolean> shown = Arrays.stream(lines).map(l -> true).toList();
        return Picture.of(0, lines[0].values().length - 1.0, List.of(lines), List.of(), stacked, Unit.COUNT, shown);
    }

    @Test
    void keepsPeaksAndGapsOfLongSeries() {
        double[] day = new double[86_400];
        day[43_210] = 900;
        day[70_001] = -3;
        Arrays.fill(day, 20_000, 22_000, Double.NaN);
        Picture.Trace trace = picture(false, line("a", day)).traces().getFirst();
        assertThat(trace.x().length).isLessThanOrEqualTo(1000);
        assertThat(trace.y()).contains(900, -3, Double.NaN);
        assertThat(trace.x()).isSorted();
    }

    @Test
    void stacksSeriesOnEachOther() {
        Picture p = picture(true, line("a", 1, 2, 3), line("b", 10, Double.NaN, 30));
        assertThat(p.traces().get(1).base()).containsExactly(1, 2, 3);
        assertThat(p.traces().get(1).y()).containsExactly(11, Double.NaN, 33);
        assertThat(p.top()).isGreaterThanOrEqualTo(33);
    }

    @Test
    void leavesHiddenSeriesOutOfTheSum() {
        Picture p = Picture.of(
                0, 2, List.of(line("a", 5, 5, 5), line("b", 1, 1, 1)), List.of(), true, Unit.COUNT, List.of(false, true));
        assertThat(p.traces()).hasSize(1);
        assertThat(p.traces().getFirst().base()).containsExactly(0, 0, 0);
        assertThat(p.top()).isLessThan(5);
    }

    @Test
    void startsAtZeroAndEndsAtARoundFigure() {
        assertThat(picture(false, line("a", 97)).top()).isEqualTo(100);
        assertThat(picture(false, line("a", 0, 0)).top()).isEqualTo(1);
        assertThat(Picture.tick(8.4e6, Unit.BYTES)).isEqualTo(2 * 1024 * 1024);
        assertThat(Picture.tick(2, Unit.COUNT)).isEqualTo(1);
    }

    @Test
    void knowsTheValueAtAMoment() {
        Line line = line("a", 4, 5, 6);
        assertThat(Picture.at(line, 1.7)).isEqualTo(5);
        assertThat(Picture.at(line, Double.POSITIVE_INFINITY)).isEqualTo(6);
        assertThat(Picture.at(line, -1)).isNaN();
    }
}
