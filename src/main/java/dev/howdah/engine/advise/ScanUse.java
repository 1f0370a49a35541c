package dev.howdah.engine.advise;

import dev.howdah.engine.twin.IndexDef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one statement does with one table: which columns it compares, joins, sorts and needs. Filled while a plan is read, then only
 * read.
 */
final class ScanUse {
    final long tableId;
    final String table;
    /** Compared with a constant for equality. */
    final Set<String> equal = new LinkedHashSet<>();
    /** Compared with a constant for order, or with a pattern that begins with a constant. */
    final Set<String> range = new LinkedHashSet<>();
    /** Of those, the ones that a b-tree serves only with pattern operators. */
    final Set<String> patterns = new LinkedHashSet<>();
    /** Compared for equality with another table's column. */
    final Set<String> join = new LinkedHashSet<>();
    /** Order in which the rows are wanted; several when sorted in several places. */
    final List<List<IndexDef.Key>> orders = new ArrayList<>();
    /** All columns that are needed of it. */
    final Set<String> needed = new LinkedHashSet<>();
    /** Conditions that hold for every call and could be a partial index's predicate. */
    final Set<String> predicates = new LinkedHashSet<>();
    /** Expressions compared with a constant: SQL to whether for equality. */
    final Map<String, Boolean> expressions = new LinkedHashMap<>();
    /** Further access methods: method and operator class to column or expression. */
    final Map<String, IndexDef.Key> others = new LinkedHashMap<>();

    /** Columns searched within, which nothing serves that is installed. */
    final Set<String> searched = new LinkedHashSet<>();

    ScanUse(long tableId, String table) {
        this.tableId = tableId;
        this.table = table;
    }

    /** Columns with which an index could begin. */
    Set<String> leads() {
        Set<String> all = new LinkedHashSet<>(equal);
        all.addAll(join);
        all.addAll(range);
        for (List<IndexDef.Key> order : orders) {
            String first = order.getFirst().column();
            if (first != null) {
                all.add(first);
            }
        }
        return all;
    }
}
