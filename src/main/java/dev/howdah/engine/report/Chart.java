package dev.howdah.engine.report;

import java.util.List;

/**
 * Lines over time. Immutable.
 *
 * @param unit for people, may be empty
 */
public record Chart(String title, String unit, List<Line> lines) {
    /**
     * @param seconds epoch seconds, rising
     * @param values NaN where nothing was collected
     */
    public record Line(String name, long[] seconds, double[] values) {}
}
