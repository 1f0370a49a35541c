package dev.howdah.engine.twin;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The keys that a GIN index of a column has, from what ANALYZE kept: of arrays and tsvector the most common elements, which are all
 * or only the head of them; of documents and texts some whole values. Immutable.
 *
 * @param known true when statistics hold all keys, so that nothing of the size is guessed
 * @param groups keys of one frequency each
 */
record GinKeys(boolean known, List<Group> groups) {
    /** So many keys, each in such a part of the rows; width in bytes. */
    record Group(double keys, double share, double width) {}

    /** What is left over beside the listed elements and smaller than this part of all is a matter of rounding. */
    private static final double NOTHING = 0.02;

    /** Elements that statistics list at most, by the usual statistics target. */
    private static final int LISTED = 1000;

    /** Of all elements, what one must make up to be listed: 9 in (LISTED + 10) * 1000 / 7, as ts_typanalyze.c and array_typanalyze.c have it. */
    private static final double LISTED_FROM = 9 / ((LISTED + 10) * 1000 / 7.0);

    private static final int STEPS = 12;
    private static final double WORD_ENTRY = 9;

    /**
     * @param rows of the table
     * @param wrong below 1 for as few keys as there may be, above 1 for as many, 1 for what is likely
     * @return null when statistics tell nothing
     */
    static @Nullable GinKeys of(Capsule.Column c, Capsule.ColumnStats s, @Nullable String opclass, double rows, double wrong) {
        if (c.type().endsWith("[]") || c.type().equals("tsvector")) {
            return listed(c, s, rows, wrong);
        }
        return GinSample.keys(c, s, opclass, rows, wrong);
    }

    private static @Nullable GinKeys listed(Capsule.Column c, Capsule.ColumnStats s, double rows, double wrong) {
        if (s.mostCommonElems() == null || s.mostCommonElemFreqs() == null || (c.type().endsWith("[]") && s.elemCountHistogram() == null)) {
            return null;
        }
        List<String> elements = PgArray.elements(s.mostCommonElems());
        List<String> shares = PgArray.elements(s.mostCommonElemFreqs());
        if (elements.isEmpty() || shares.size() < elements.size()) {
            return null;
        }
        ToDoubleFunction<String> width = width(c.type());
        double found = 1 - s.nullFrac();
        List<Group> groups = new ArrayList<>();
        double listed = 0;
        double bytes = 0;
        List<Double> falling = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            double share = found * Double.parseDouble(shares.get(i));
            groups.add(new Group(1, share, width.applyAsDouble(elements.get(i))));
            falling.add(share);
            listed += share;
            bytes += share * width.applyAsDouble(elements.get(i));
        }
        nulls(s, groups);
        double each = bytes / Math.max(1e-9, listed);
        String counts = s.elemCountHistogram();
        double all = counts != null ? found * Double.parseDouble(PgArray.elements(counts).getLast()) : found * Math.max(0, s.avgWidth() - 8) / (WORD_ENTRY + each);
        double left = all - listed;
        boolean known = left <= NOTHING * all;
        if (!known) {
            falling.sort(Comparator.reverseOrder());
            groups.addAll(tail(falling, left, all, rows, wrong, each));
        }
        return new GinKeys(known && counts != null, groups);
    }

    static void nulls(Capsule.ColumnStats s, List<Group> groups) {
        if (s.nullFrac() > 0) {
            groups.add(new Group(1, s.nullFrac(), 0));
        }
    }

    private static ToDoubleFunction<String> width(String type) {
        return switch (type) {
            case "integer[]", "int[]", "date[]", "real[]", "oid[]" -> e -> 4;
            case "bigint[]", "timestamp with time zone[]", "timestamp without time zone[]", "double precision[]" -> e -> 8;
            case "smallint[]" -> e -> 2;
            case "uuid[]" -> e -> 16;
            default -> e -> e.getBytes(java.nio.charset.StandardCharsets.UTF_8).length + 1.0;
        };
    }

    /** The elements that are not listed: rarer than all that are, and the rarer the further down, as the listed ones fall. */
    private static List<Group> tail(List<Double> falling, double left, double all, double rows, double wrong, double width) {
        double once = 1 / Math.max(1, rows);
        if (wrong > 1) {
            return List.of(new Group(left / once, once, width));
        }
        int listed = falling.size();
        boolean full = listed >= LISTED;
        double first = Math.max(once, full ? falling.getLast() : Math.min(falling.getLast(), all * LISTED_FROM));
        if (wrong < 1) {
            return List.of(new Group(left / first, first, width));
        }
        if (!full) {
            double middle = Math.sqrt(first * once);
            return List.of(new Group(left / middle, middle, width));
        }
        double slope = Math.max(0, Math.log(falling.get(listed / 2) / falling.getLast()) / Math.log(2));
        List<Group> groups = new ArrayList<>();
        double rest = left;
        double from = listed;
        for (int step = 0; step < STEPS && rest > 0; step++) {
            double share = Math.max(once, first * Math.pow(from * 1.4 / listed, -slope));
            double keys = step == STEPS - 1 ? rest / share : Math.min(rest / share, from);
            groups.add(new Group(keys, share, width));
            rest -= keys * share;
            from *= 2;
        }
        return groups;
    }
}
