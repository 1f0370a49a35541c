package dev.howdah.engine.page;

import dev.howdah.engine.db.Identifiers;
import java.util.ArrayList;
import java.util.List;

/** Writes the index that gives an order: columns compared by equality first, then the sort keys in their directions. */
final class IndexText {
    private IndexText() {}

    static String forOrder(String table, List<SortKey> keys, List<Filter> filters) {
        List<String> columns = new ArrayList<>();
        for (Filter f : filters) {
            if (f.op() == Filter.Op.EQUAL) {
                columns.add(Identifiers.quote(f.column()));
            }
        }
        for (SortKey k : keys) {
            String bare = k.expression().replaceAll("\\bq\\.", "");
            String expression = k.expression().equals("q." + bare) ? bare : "(" + bare + ")";
            String column = new SortKey(expression, k.descending(), k.nullsFirst()).orderBy();
            if (!columns.contains(expression)) {
                columns.add(column);
            }
        }
        return "CREATE INDEX CONCURRENTLY ON " + table + " (" + String.join(", ", columns) + ")";
    }
}
