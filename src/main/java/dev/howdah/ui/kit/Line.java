package dev.howdah.ui.kit;

import dev.howdah.engine.sample.Series;
import java.util.Arrays;

/**
 * One series of a chart. The arrays are not changed after they were handed over.
 *
 * @param seconds epoch seconds, rising
 * @param values NaN where nothing was collected
 */
public record Line(String name, Hue hue, double[] seconds, double[] values) {
    public static Line of(String name, Hue hue, Series.Points points) {
        return new Line(name, hue, Arrays.stream(points.seconds()).asDoubleStream().toArray(), points.values());
    }
}
