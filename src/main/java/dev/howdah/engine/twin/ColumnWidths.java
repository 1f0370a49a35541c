package dev.howdah.engine.twin;

import java.util.HashMap;
import java.util.Map;

/** Widths of columns as they stand in an index. */
final class ColumnWidths {
    private final Map<Long, Map<Integer, Capsule.Column>> columns = new HashMap<>();
    private final Map<Long, Map<Integer, Capsule.ColumnStats>> statistics = new HashMap<>();

    ColumnWidths(Capsule capsule) {
        capsule.columns().forEach(c -> columns.computeIfAbsent(c.tableId(), t -> new HashMap<>()).put(c.number(), c));
        capsule.statistics().forEach(s -> {
            Map<Integer, Capsule.ColumnStats> of = statistics.computeIfAbsent(s.relationId(), t -> new HashMap<>());
            if (!s.inherited() || !of.containsKey(s.number())) {
                of.put(s.number(), s);
            }
        });
    }

    IndexSize.Part part(long table, int number) {
        Capsule.Column c = columns.getOrDefault(table, Map.of()).get(number);
        Capsule.ColumnStats s = statistics.getOrDefault(table, Map.of()).get(number);
        int length = c == null || c.length() == null ? -1 : c.length();
        // pg_stats cuts the average down to a whole number; values that vary lie half a byte above it
        boolean varies = c != null && !c.type().startsWith("character(");
        double width = length > 0 ? length : s == null ? 24 : s.avgWidth() + (varies ? 0.5 : 0);
        return new IndexSize.Part(width, length > 0 ? align(c == null ? null : c.align()) : 1, s == null ? 1 : 1 - s.nullFrac());
    }

    static int align(@org.jspecify.annotations.Nullable String letter) {
        return switch (letter == null ? "" : letter) {
            case "d" -> 8;
            case "i" -> 4;
            case "s" -> 2;
            default -> 1;
        };
    }
}
