package dev.howdah.engine.advise;

import dev.howdah.engine.twin.Capsule;
import dev.howdah.engine.twin.IndexDef;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What indexes cost inserts, updates and deletes, in ms of database time per second. An entry costs the time to find its page and to
 * log it; updates that were heap-only stop being so when one index touches a column that they set, and from then on they write all
 * indexes of the table: a step, paid once. Constants are measured orders of magnitude, not exact. Immutable.
 */
final class WriteCosts implements IndexSearch.Prices {
    private static final double ENTRY_MS = 0.005;
    private static final double BYTE_MS = 0.00002;
    private static final double MISS_MS = 0.1;
    private static final double CACHE_BYTES = 8e9;
    private static final double LOST_HOT_MS = 0.02;

    private final List<IndexDef> indexes;
    private final double[] each;
    private final double[] hotLoss;
    private final boolean free;
    private final int[] table;
    private final int tables;

    /**
     * @param bytes a candidate, its expected size
     * @param updated a table's id to the columns that updates set
     */
    WriteCosts(List<IndexDef> indexes, long[] bytes, Catalog catalog, Map<Long, Set<String>> updated, boolean measured) {
        this.indexes = indexes;
        this.each = new double[indexes.size()];
        this.hotLoss = new double[indexes.size()];
        double seconds = Math.max(1, catalog.capsule().source().windowSeconds());
        Map<Long, Long> existing = new HashMap<>();
        catalog.capsule().indexes().forEach(i -> existing.merge(i.tableId(), 1L, Long::sum));
        for (int i = 0; i < indexes.size() && measured; i++) {
            IndexDef index = indexes.get(i);
            Capsule.Relation t = catalog.table(index.tableId());
            if (t == null) {
                continue;
            }
            double rows = Math.max(1, catalog.rows(index.tableId()));
            double entry = ENTRY_MS + BYTE_MS * bytes[i] / rows + MISS_MS * missing(index, bytes[i], catalog);
            double written = (t.inserted() + t.updated() - t.hotUpdated()) / seconds;
            each[i] = entry * written;
            if (touches(index, updated.getOrDefault(index.tableId(), Set.of()))) {
                double lost = t.hotUpdated() / seconds;
                each[i] += entry * lost;
                hotLoss[i] = lost * (LOST_HOT_MS + ENTRY_MS * existing.getOrDefault(index.tableId(), 0L));
            }
        }
        List<Long> numbers = indexes.stream().map(IndexDef::tableId).distinct().toList();
        table = indexes.stream().mapToInt(i -> numbers.indexOf(i.tableId())).toArray();
        tables = numbers.size();
        free = java.util.Arrays.stream(each).allMatch(e -> e == 0) && java.util.Arrays.stream(hotLoss).allMatch(e -> e == 0);
    }

    /** Part of the entries whose page must be read first: none for keys that grow, many for random keys in a large index. */
    private static double missing(IndexDef index, long bytes, Catalog catalog) {
        String first = index.keys().getFirst().column();
        Capsule.ColumnStats s = first == null ? null : catalog.statistics(index.tableId(), first);
        double correlation = s == null || s.correlation() == null ? 0 : Math.abs(s.correlation());
        return Math.max(0, 1 - correlation) * Math.min(1, bytes / CACHE_BYTES);
    }

    /** BRIN and hash included: any column in key, payload or predicate ends heap-only updates. */
    static boolean touches(IndexDef index, Set<String> updated) {
        for (IndexDef.Key k : index.keys()) {
            if (k.column() != null ? updated.contains(k.column()) : mentions(String.valueOf(k.expression()), updated)) {
                return true;
            }
        }
        return index.include().stream().anyMatch(updated::contains)
                || (index.predicate() != null && mentions(index.predicate(), updated));
    }

    private static boolean mentions(String sql, Set<String> columns) {
        return Tokens.of(sql).stream().anyMatch(t -> t.isName() && columns.contains(t.name()));
    }

    @Override
    public double of(BitSet chosen) {
        boolean[] on = new boolean[each.length];
        chosen.stream().forEach(i -> on[i] = true);
        return of(on);
    }

    @Override
    public double of(boolean[] on) {
        double sum = 0;
        double[] steps = new double[tables];
        for (int i = 0; i < on.length; i++) {
            if (on[i]) {
                sum += each[i];
                steps[table[i]] = Math.max(steps[table[i]], hotLoss[i]);
            }
        }
        for (double step : steps) {
            sum += step;
        }
        return sum;
    }

    /** One index's own part, with the whole step when it takes one. */
    double single(int candidate) {
        return each[candidate] + hotLoss[candidate];
    }

    boolean losesHot(int candidate) {
        return hotLoss[candidate] > 0;
    }

    @Override
    public boolean free() {
        return free;
    }

    @Override
    public boolean subsumes(int wide, int narrow) {
        return Subsumption.of(indexes.get(wide), indexes.get(narrow));
    }

    /** The columns that an UPDATE's SET list names. */
    static Set<String> setColumns(String update) {
        Set<String> result = new HashSet<>();
        List<Tokens.Token> t = Tokens.of(update);
        int depth = 0;
        boolean inSet = false;
        for (int i = 0; i < t.size(); i++) {
            Tokens.Token token = t.get(i);
            if (token.is("(")) {
                depth++;
            } else if (token.is(")")) {
                depth--;
            } else if (depth == 0 && token.is("set")) {
                inSet = true;
            } else if (depth == 0 && inSet && (token.is("where") || token.is("from") || token.is("returning"))) {
                inSet = false;
            } else if (inSet && depth == 0 && i + 1 < t.size() && token.isName() && t.get(i + 1).is("=")) {
                result.add(token.name());
            }
        }
        return result;
    }
}
