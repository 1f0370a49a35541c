package dev.howdah.engine.advise;

import dev.howdah.engine.twin.Capsule;
import dev.howdah.engine.twin.IndexDef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The indexes that could serve a statement at one table: equality first by how much it selects, then one range or the wanted order, and
 * last what spares the visit to the table. Few instead of all permutations. Immutable.
 */
final class CandidateMaker {
    private static final int MOST_PAYLOAD = 6;
    private static final int MOST_PAIRED = 5;
    private static final double WIDEST_PAYLOAD = 64;
    private static final double WIDEST_KEY = 600;
    private static final double BRIN_CORRELATION = 0.9;
    private static final double BRIN_BYTES = 16e6;
    private static final double HASH_SAVES = 0.75;
    private static final double HASHED_WIDTH = 20;
    private static final double FEW_NULLS = 0.5;
    private static final double FEW_ROWS = 500;

    private final Catalog catalog;
    private final int maxWidth;
    private final boolean include;

    /** @param maxWidth key columns; INCLUDE columns do not count */
    CandidateMaker(Catalog catalog, int maxWidth, boolean include) {
        this.catalog = catalog;
        this.maxWidth = maxWidth;
        this.include = include;
    }

    Set<IndexDef> of(ScanUse use) {
        Set<IndexDef> result = new LinkedHashSet<>();
        Capsule.Relation table = catalog.table(use.tableId);
        if (table == null || table.kind().equals("f") || catalog.rows(use.tableId) < FEW_ROWS) {
            return result;
        }
        List<List<IndexDef.Key>> keys = new ArrayList<>();
        for (String lead : use.leads()) {
            if (indexable(use, lead)) {
                keys.add(List.of(key(use, lead)));
                followers(use, lead).forEach(f -> keys.add(List.of(key(use, lead), key(use, f))));
                longer(use, lead, keys);
            }
        }
        use.orders.forEach(order -> ordered(use, order, keys));
        for (List<IndexDef.Key> k : keys) {
            if (k.size() <= maxWidth && k.stream().map(IndexDef.Key::column).distinct().count() == k.size()) {
                IndexDef index = new IndexDef(use.tableId, use.table, "btree", k, List.of(), null);
                result.add(index);
                covering(use, index, result);
                partial(use, index, result);
            }
        }
        expressions(use, result);
        otherMethods(use, result);
        return result;
    }

    private IndexDef.Key key(ScanUse use, String column) {
        Capsule.Column c = catalog.column(use.tableId, column);
        return use.patterns.contains(column) && c != null
                ? new IndexDef.Key(column, null, patternOperators(catalog.type(c)), false, false)
                : IndexDef.Key.of(column);
    }

    private static String patternOperators(String type) {
        return type.startsWith("character varying") ? "varchar_pattern_ops" : type.startsWith("character") ? "bpchar_pattern_ops" : "text_pattern_ops";
    }

    private boolean indexable(ScanUse use, String column) {
        Capsule.Column c = catalog.column(use.tableId, column);
        return c != null && comparable(catalog.type(c)) && catalog.width(use.tableId, column) < WIDEST_KEY;
    }

    private static boolean comparable(String type) {
        return !type.equals("json") && !type.equals("jsonb") && !type.equals("xml") && !type.equals("point")
                && !type.endsWith("[]") && !type.equals("tsvector");
    }

    /** What may stand second: a further condition, the wanted order, or the one column that is still needed. */
    private Set<String> followers(ScanUse use, String lead) {
        Set<String> result = new LinkedHashSet<>(use.equal);
        result.addAll(use.join);
        result.addAll(use.range);
        use.orders.forEach(o -> o.forEach(k -> {
            if (k.column() != null) {
                result.add(k.column());
            }
        }));
        if (use.needed.size() <= 2) {
            result.addAll(use.needed);
        }
        result.remove(lead);
        result.removeIf(c -> !indexable(use, c));
        return result;
    }

    /** Beyond two columns only what the rules of a b-tree ask for. */
    private void longer(ScanUse use, String lead, List<List<IndexDef.Key>> keys) {
        if (maxWidth < 3) {
            return;
        }
        List<String> columns = new ArrayList<>(List.of(lead));
        use.equal.stream()
                .filter(c -> !c.equals(lead) && indexable(use, c))
                .sorted(Comparator.comparingDouble((String c) -> -catalog.distinct(use.tableId, c)))
                .limit(maxWidth - 1L)
                .forEach(columns::add);
        List<IndexDef.Key> equal = columns.stream().map(c -> key(use, c)).toList();
        keys.add(equal);
        whole(use, lead, equal, keys);
        List<String> last = new ArrayList<>(use.range);
        last.addAll(use.join);
        last.addAll(use.needed.size() <= maxWidth ? use.needed : List.of());
        for (String c : last) {
            if (!columns.contains(c) && indexable(use, c)) {
                List<IndexDef.Key> k = new ArrayList<>(equal.subList(0, Math.min(equal.size(), maxWidth - 1)));
                k.add(key(use, c));
                keys.add(k);
            }
        }
    }

    /** All that is needed of the table, where that is few enough: conditions first. */
    private void whole(ScanUse use, String lead, List<IndexDef.Key> equal, List<List<IndexDef.Key>> keys) {
        Set<String> columns = new LinkedHashSet<>(List.of(lead));
        equal.forEach(k -> columns.add(String.valueOf(k.column())));
        columns.addAll(use.join);
        columns.addAll(use.range);
        columns.addAll(use.needed);
        if (use.needed.size() <= maxWidth && columns.size() <= maxWidth && columns.stream().allMatch(c -> indexable(use, c))) {
            keys.add(columns.stream().map(c -> key(use, c)).toList());
        }
    }

    /** Equality columns, then the order as it is wanted. */
    private void ordered(ScanUse use, List<IndexDef.Key> order, List<List<IndexDef.Key>> keys) {
        if (order.stream().anyMatch(k -> k.column() == null || !indexable(use, k.column()))) {
            return;
        }
        keys.add(plain(order.subList(0, Math.min(order.size(), maxWidth))));
        List<IndexDef.Key> k = new ArrayList<>();
        use.equal.stream().filter(c -> indexable(use, c) && order.stream().noneMatch(o -> c.equals(o.column()))).forEach(c -> k.add(key(use, c)));
        for (int from = 0; from < k.size(); from++) {
            List<IndexDef.Key> some = new ArrayList<>(k.subList(from, k.size()));
            some.addAll(plain(order));
            if (some.size() <= Math.max(maxWidth, order.size() + 1) && some.size() <= maxWidth) {
                keys.add(some);
            }
        }
    }

    /** An index can be read backwards: when all keys descend, none needs to say so. */
    private static List<IndexDef.Key> plain(List<IndexDef.Key> order) {
        boolean backwards = order.stream().allMatch(k -> k.descending() && k.nullsFirst());
        return backwards ? order.stream().map(k -> new IndexDef.Key(k.column(), null, k.opclass(), false, false)).toList() : List.copyOf(order);
    }

    private void covering(ScanUse use, IndexDef index, Set<IndexDef> into) {
        List<String> rest = new ArrayList<>(use.needed);
        index.keys().forEach(k -> rest.remove(String.valueOf(k.column())));
        double width = rest.stream().mapToDouble(c -> catalog.width(use.tableId, c)).sum();
        if (include && !rest.isEmpty() && rest.size() <= MOST_PAYLOAD && width <= WIDEST_PAYLOAD) {
            rest.sort(Comparator.naturalOrder());
            into.add(index.withInclude(rest));
        }
    }

    /** Of those that carry columns along, one in the place of all with the same key, and one in the place of each two. */
    Set<IndexDef> together(Collection<IndexDef> all) {
        Map<IndexDef, Set<Set<String>>> payloads = new LinkedHashMap<>();
        all.stream().filter(i -> !i.include().isEmpty()).forEach(i ->
                payloads.computeIfAbsent(i.withInclude(List.of()), k -> new LinkedHashSet<>()).add(new TreeSet<>(i.include())));
        Set<IndexDef> result = new LinkedHashSet<>();
        payloads.forEach((bare, some) -> {
            Set<String> whole = new TreeSet<>();
            some.forEach(whole::addAll);
            together(bare, whole, result);
            for (Set<String> a : some.size() > MOST_PAIRED ? Set.<Set<String>>of() : some) {
                for (Set<String> b : some) {
                    Set<String> both = new TreeSet<>(a);
                    both.addAll(b);
                    together(bare, both, result);
                }
            }
        });
        result.removeAll(new LinkedHashSet<>(all));
        return result;
    }

    private void together(IndexDef bare, Set<String> payload, Set<IndexDef> into) {
        if (payload.size() <= MOST_PAYLOAD && payload.stream().mapToDouble(c -> catalog.width(bare.tableId(), c)).sum() <= WIDEST_PAYLOAD) {
            into.add(bare.withInclude(List.copyOf(payload)));
        }
    }

    private void partial(ScanUse use, IndexDef index, Set<IndexDef> into) {
        for (String predicate : use.predicates) {
            Set<String> columns = new LinkedHashSet<>();
            index.keys().forEach(k -> columns.add(String.valueOf(k.column())));
            boolean fixed = columns.stream().anyMatch(c -> predicate.equals(Catalog.sql(c)) || predicate.startsWith(Catalog.sql(c) + " "))
                    && !predicate.contains("IS NOT NULL")
                    && !predicate.contains("<>");
            // of a key that is the same in all rows only the column that is all there is to compare
            if (!fixed || (index.keys().size() == 1 && use.leads().size() == 1)) {
                into.add(index.withPredicate(predicate));
                covering(use, index.withPredicate(predicate), into);
            }
        }
        String first = index.keys().getFirst().column();
        Capsule.ColumnStats s = first == null ? null : catalog.statistics(use.tableId, first);
        if (first != null && s != null && s.nullFrac() > FEW_NULLS && (use.equal.contains(first) || use.join.contains(first) || use.range.contains(first))) {
            into.add(index.withPredicate(notNull(first)));
        }
    }

    /** Predicate of an index that leaves nulls out, which whoever compares the column does not miss. */
    static @Nullable String notNull(@Nullable String column) {
        return column == null ? null : Catalog.sql(column) + " IS NOT NULL";
    }

    private void expressions(ScanUse use, Set<IndexDef> into) {
        use.expressions.forEach((sql, equality) -> {
            IndexDef.Key key = new IndexDef.Key(null, sql, null, false, false);
            IndexDef alone = new IndexDef(use.tableId, use.table, "btree", List.of(key), List.of(), null);
            into.add(alone);
            use.predicates.forEach(p -> into.add(alone.withPredicate(p)));
            if (maxWidth > 1) {
                use.equal.stream().filter(c -> indexable(use, c)).forEach(c ->
                        into.add(new IndexDef(use.tableId, use.table, "btree", List.of(key(use, c), key), List.of(), null)));
            }
        });
    }

    private void otherMethods(ScanUse use, Set<IndexDef> into) {
        use.others.forEach((how, key) ->
                into.add(new IndexDef(use.tableId, use.table, how.substring(0, how.indexOf(' ')), List.of(key), List.of(), null)));
        hashes(use, into);
        Capsule.Relation table = catalog.table(use.tableId);
        for (String column : use.range) {
            Capsule.ColumnStats s = catalog.statistics(use.tableId, column);
            if (table != null && catalog.tableBytes(use.tableId) > BRIN_BYTES && s != null && s.correlation() != null
                    && Math.abs(s.correlation()) > BRIN_CORRELATION) {
                into.add(new IndexDef(use.tableId, use.table, "brin", List.of(IndexDef.Key.of(column)), List.of(), null));
            }
        }
    }

    /** A hash index keeps four bytes of a key: for wide keys that are only compared for equality, where it is the smaller one by far. */
    private void hashes(ScanUse use, Set<IndexDef> into) {
        Set<String> equal = new LinkedHashSet<>(use.equal);
        equal.addAll(use.join);
        equal.removeAll(use.range);
        use.orders.forEach(o -> o.forEach(k -> equal.remove(String.valueOf(k.column()))));
        for (String column : equal) {
            Capsule.Column c = catalog.column(use.tableId, column);
            if (c != null && comparable(catalog.type(c)) && catalog.width(use.tableId, column) > HASHED_WIDTH) {
                IndexDef tree = IndexDef.btree(use.tableId, use.table, List.of(column));
                IndexDef hash = new IndexDef(use.tableId, use.table, "hash", tree.keys(), List.of(), null);
                if (!indexable(use, column) || catalog.bytes(hash) < HASH_SAVES * catalog.bytes(tree)) {
                    into.add(hash);
                }
            }
        }
    }

    /** All tables of a statement together. */
    Set<IndexDef> of(Collection<ScanUse> uses) {
        Set<IndexDef> result = new LinkedHashSet<>();
        uses.forEach(u -> result.addAll(of(u)));
        return result;
    }
}
