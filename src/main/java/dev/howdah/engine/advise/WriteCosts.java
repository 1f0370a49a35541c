package dev.howdah.engine.advise;

import dev.howdah.engine.twin.Capsule;
import dev.howdah.engine.twin.IndexDef;
import java.util.BitSet;
import java.util.HashMap;
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
    /** Of putting an entry, for taking it out when vacuum comes by. */
    private static final double VACUUM_SHARE = 0.5;

    private final List<IndexDef> indexes;
    private final double[] each;
    private final double[] hotLoss;
    private final boolean free;
    private final int[] table;
    private final int tables;

    /** @param bytes a candidate, its expected size */
    WriteCosts(List<IndexDef> indexes, long[] bytes, Catalog catalog, Traffic traffic, boolean measured) {
        this.indexes = indexes;
        this.each = new double[indexes.size()];
        this.hotLoss = new double[indexes.size()];
        Map<Long, Long> existing = new HashMap<>();
        catalog.capsule().indexes().forEach(i -> existing.merge(i.tableId(), 1L, Long::sum));
        for (int i = 0; i < indexes.size() && measured; i++) {
            IndexDef index = indexes.get(i);
            Traffic.Rates t = traffic.of(index.tableId());
            double kept = kept(index, bytes[i], catalog);
            double rows = Math.max(1, catalog.rows(index.tableId()) * kept);
            double entry = ENTRY_MS + BYTE_MS * bytes[i] / rows + MISS_MS * missing(index, bytes[i], catalog);
            each[i] = kept * entry * (t.inserted() + t.updated() - t.hot() + VACUUM_SHARE * t.deleted());
            if (touches(index, traffic.updated(index.tableId())) && !summarizing(index, catalog)) {
                each[i] += kept * entry * t.hot();
                hotLoss[i] = t.hot() * (LOST_HOT_MS + ENTRY_MS * existing.getOrDefault(index.tableId(), 0L));
            }
        }
        List<Long> numbers = indexes.stream().map(IndexDef::tableId).distinct().toList();
        table = indexes.stream().mapToInt(i -> numbers.indexOf(i.tableId())).toArray();
        tables = numbers.size();
        free = java.util.Arrays.stream(each).allMatch(e -> e == 0) && java.util.Arrays.stream(hotLoss).allMatch(e -> e == 0);
    }

    /** Part of the rows that are in it, by its size beside that of all of them. */
    private static double kept(IndexDef index, long bytes, Catalog catalog) {
        return index.predicate() == null ? 1 : Math.min(1, bytes / (double) Math.max(1, catalog.bytes(index.withPredicate(null))));
    }

    /** From PostgreSQL 16 on an update stays heap-only beside BRIN. */
    private static boolean summarizing(IndexDef index, Catalog catalog) {
        return index.method().equals("brin") && index.predicate() == null && catalog.capsule().source().major() >= 16;
    }

    /** Part of the entries whose page must be read first: none for keys that grow, many for random keys in a large index. */
    private static double missing(IndexDef index, long bytes, Catalog catalog) {
        String first = index.keys().getFirst().column();
        Capsule.ColumnStats s = first == null ? null : catalog.statistics(index.tableId(), first);
        double correlation = s == null || s.correlation() == null ? 0 : Math.abs(s.correlation());
        return Math.max(0, 1 - correlation) * Math.min(1, bytes / CACHE_BYTES);
    }

    /** Any column in key, payload or predicate ends heap-only updates. */
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
}
