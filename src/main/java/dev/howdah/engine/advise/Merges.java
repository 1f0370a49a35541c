package dev.howdah.engine.advise;

import dev.howdah.engine.twin.IndexDef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One index in the place of two: the key of one, then what only the other one has. */
final class Merges {
    private static final int MOST_PAYLOAD = 6;

    private Merges() {}

    /**
     * What two of a set could become together, those that are no more than one of the two left out.
     *
     * @param maxWidth key columns; further ones are carried along where that is allowed
     */
    static Set<IndexDef> of(Collection<IndexDef> chosen, int maxWidth, boolean include) {
        Set<IndexDef> merged = new LinkedHashSet<>();
        for (IndexDef a : chosen) {
            for (IndexDef b : chosen) {
                if (!a.equals(b) && alike(a, b)) {
                    add(a, b, maxWidth, include, merged);
                }
            }
        }
        merged.removeAll(new HashSet<>(chosen));
        return merged;
    }

    private static boolean alike(IndexDef a, IndexDef b) {
        return a.tableId() == b.tableId() && a.method().equals("btree") && b.method().equals("btree")
                && String.valueOf(a.predicate()).equals(String.valueOf(b.predicate()))
                && a.keys().stream().allMatch(k -> k.column() != null)
                && b.keys().stream().allMatch(k -> k.column() != null);
    }

    private static void add(IndexDef a, IndexDef b, int maxWidth, boolean include, Set<IndexDef> into) {
        List<IndexDef.Key> keys = new ArrayList<>(a.keys());
        Set<String> columns = columns(keys);
        b.keys().stream().filter(k -> !columns.contains(String.valueOf(k.column()))).forEach(keys::add);
        Set<String> payload = new LinkedHashSet<>(a.include());
        payload.addAll(b.include());
        into.add(new IndexDef(a.tableId(), a.table(), "btree", keys.subList(0, Math.min(keys.size(), Math.max(maxWidth, a.keys().size()))), List.of(),
                a.predicate()));
        if (include) {
            keys.stream().skip(a.keys().size()).forEach(k -> payload.add(String.valueOf(k.column())));
            payload.removeAll(columns);
            List<String> sorted = payload.stream().sorted().toList();
            if (!sorted.isEmpty() && sorted.size() <= MOST_PAYLOAD) {
                into.add(new IndexDef(a.tableId(), a.table(), "btree", a.keys(), sorted, a.predicate()));
            }
        }
    }

    private static Set<String> columns(List<IndexDef.Key> keys) {
        Set<String> columns = new HashSet<>();
        keys.forEach(k -> columns.add(String.valueOf(k.column())));
        return columns;
    }
}
