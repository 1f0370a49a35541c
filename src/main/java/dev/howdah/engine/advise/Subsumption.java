package dev.howdah.engine.advise;

import dev.howdah.engine.twin.Capsule;
import dev.howdah.engine.twin.IndexDef;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which index does another one's work as well. */
final class Subsumption {
    private static final Set<String> SIMPLER = Set.of("hash", "brin");

    private Subsumption() {}

    /** True when {@code wide} begins with the key of {@code narrow}, holds all its columns and all its rows. */
    static boolean of(IndexDef wide, IndexDef narrow) {
        if (simpler(wide, narrow)) {
            return true;
        }
        if (wide.tableId() != narrow.tableId() || !wide.method().equals(narrow.method()) || wide.equals(narrow)
                || (wide.predicate() != null && !Objects.equals(wide.predicate(), narrow.predicate()))
                || (wide.predicate() == null && narrow.predicate() != null)
                || narrow.keys().size() > wide.keys().size()) {
            return false;
        }
        boolean prefix = wide.keys().subList(0, narrow.keys().size()).equals(narrow.keys());
        Set<String> columns = new HashSet<>(wide.include());
        wide.keys().forEach(k -> columns.add(String.valueOf(k.column())));
        return prefix && columns.containsAll(narrow.include());
    }

    /** A whole b-tree that begins with a column finds what a hash or BRIN index of that column finds. */
    private static boolean simpler(IndexDef tree, IndexDef other) {
        return SIMPLER.contains(other.method()) && tree.method().equals("btree") && tree.tableId() == other.tableId() && tree.predicate() == null
                && other.keys().getFirst().column() != null
                && other.keys().getFirst().column().equals(tree.keys().getFirst().column());
    }

    /** True when an index that exists makes this one needless. */
    static boolean exists(IndexDef index, Catalog catalog) {
        return catalog.capsule().indexes().stream()
                .filter(i -> i.tableId() == index.tableId() && i.isValid())
                .anyMatch(i -> i.method().equals(index.method()) ? covers(i, index, catalog) : simpler(i, index, catalog));
    }

    private static boolean simpler(Capsule.Index tree, IndexDef other, Catalog catalog) {
        return SIMPLER.contains(other.method()) && tree.method().equals("btree") && tree.predicate() == null
                && Objects.equals(catalog.indexColumns(tree).getFirst(), other.keys().getFirst().column())
                && other.keys().getFirst().column() != null;
    }

    private static boolean covers(Capsule.Index i, IndexDef index, Catalog catalog) {
        return KeyText.of(i).begins(index) && new HashSet<>(catalog.indexColumns(i)).containsAll(index.include());
    }

    /** Among existing indexes: another valid one whose key begins with this one's, same operators, same rows. */
    static Capsule.@Nullable Index replacement(Capsule.Index narrow, List<Capsule.Index> all) {
        for (Capsule.Index wide : all) {
            if (wide.id() != narrow.id() && wide.tableId() == narrow.tableId() && wide.isValid() && wide.method().equals(narrow.method())
                    && !wide.hasExpressions() && !narrow.hasExpressions() && Objects.equals(wide.predicate(), narrow.predicate())
                    && begins(wide, narrow) && !(same(wide, narrow) && wide.id() > narrow.id() && droppable(wide))) {
                return wide;
            }
        }
        return null;
    }

    private static boolean begins(Capsule.Index wide, Capsule.Index narrow) {
        return narrow.keyColumns() <= wide.keyColumns()
                && prefix(wide.columns(), narrow.columns(), narrow.keyColumns())
                && prefix(wide.options(), narrow.options(), narrow.keyColumns())
                && prefix(wide.classes(), narrow.classes(), narrow.keyColumns())
                && prefix(wide.collations(), narrow.collations(), narrow.keyColumns())
                && new HashSet<>(List.of(wide.columns().split(" ", -1))).containsAll(List.of(narrow.columns().split(" ", -1)));
    }

    private static boolean same(Capsule.Index a, Capsule.Index b) {
        return a.columns().equals(b.columns());
    }

    private static boolean prefix(String wide, String narrow, int length) {
        List<String> a = new ArrayList<>(List.of(wide.split(" ", -1)));
        List<String> b = new ArrayList<>(List.of(narrow.split(" ", -1)));
        return a.size() >= length && b.size() >= length && a.subList(0, length).equals(b.subList(0, length));
    }

    /** Nothing but speed hangs on it. */
    static boolean droppable(Capsule.Index i) {
        return !i.isUnique() && !i.isPrimary() && !i.isClustered() && !i.isReplicaIdentity() && !i.partitioned() && i.parentId() == null;
    }
}
