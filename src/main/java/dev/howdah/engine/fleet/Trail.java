package dev.howdah.engine.fleet;

import dev.howdah.engine.health.VitalHistory.Figure;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The last looks at a few figures, for a small line: no more than fits into a cell. A failed look is a gap. Thread-safe. */
final class Trail {
    static final List<Figure> FIGURES = List.of(Figure.TRANSACTIONS, Figure.ACTIVE);
    static final int LOOKS = 60;

    private final Map<Figure, double[]> rings = new EnumMap<>(Figure.class);
    private int looks;

    Trail() {
        FIGURES.forEach(f -> rings.put(f, new double[LOOKS]));
    }

    /** @param values in the order of {@link Figure}; null for a look that failed */
    synchronized void add(double @org.jspecify.annotations.Nullable [] values) {
        rings.forEach((f, ring) -> ring[looks % LOOKS] = values == null ? Double.NaN : values[f.ordinal()]);
        looks++;
    }

    /** Oldest first. */
    synchronized Map<Figure, double[]> copy() {
        Map<Figure, double[]> copies = new EnumMap<>(Figure.class);
        int held = Math.min(looks, LOOKS);
        FIGURES.forEach(f -> {
            double[] ring = Objects.requireNonNull(rings.get(f));
            double[] values = new double[held];
            Arrays.setAll(values, i -> ring[(looks - held + i) % LOOKS]);
            copies.put(f, values);
        });
        return copies;
    }
}
