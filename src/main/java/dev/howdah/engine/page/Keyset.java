package dev.howdah.engine.page;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Conditions for "after this row" in any order. The rows after a row fall into segments that follow one another: those that
 * differ in the last key only, then those that differ in the last but one … and within a key those with a value before or
 * after those without. Each segment is one range of an index over the keys.
 */
final class Keyset {
    private final List<SortKey> keys;
    private final List<String> types;
    private final List<@Nullable String> values;
    private final List<Boolean> nullable;

    Keyset(List<SortKey> keys, List<String> types, List<@Nullable String> values, List<Boolean> nullable) {
        this.keys = keys;
        this.types = types;
        this.values = values;
        this.nullable = nullable;
    }

    /** Whether one row comparison says it all: one direction, nothing null. */
    boolean isRowComparison() {
        for (int i = 0; i < keys.size(); i++) {
            if (keys.get(i).descending() != keys.getFirst().descending() || nullable.get(i) || values.get(i) == null) {
                return false;
            }
        }
        return true;
    }

    void writeRowComparison(Draft out) {
        out.add("(");
        for (int i = 0; i < keys.size(); i++) {
            out.add(i == 0 ? "" : ", ").add(keys.get(i).expression());
        }
        out.add(keys.getFirst().descending() ? ") < (" : ") > (");
        for (int i = 0; i < keys.size(); i++) {
            out.add(i == 0 ? "" : ", ");
            value(out, i);
        }
        out.add(")");
    }

    /** One condition for all segments: right everywhere, an index range only seldom. */
    void writeAny(Draft out) {
        List<Segment> all = segments();
        if (all.isEmpty()) {
            out.add("false");
        }
        for (int i = 0; i < all.size(); i++) {
            out.add(i == 0 ? "(" : " OR ");
            all.get(i).write(out);
        }
        out.add(all.isEmpty() ? "" : ")");
    }

    /** The segments in the order of their rows. */
    List<Segment> segments() {
        List<Segment> all = new ArrayList<>();
        for (int i = keys.size() - 1; i >= 0; i--) {
            int at = i;
            SortKey key = keys.get(i);
            if (values.get(i) == null) {
                if (key.nullsFirst()) {
                    all.add(out -> equalTo(at, out).add(key.expression()).add(" IS NOT NULL)"));
                }
                continue;
            }
            all.add(out -> {
                equalTo(at, out).add(key.expression()).add(key.descending() ? " < " : " > ");
                value(out, at).add(")");
            });
            if (nullable.get(i) && !key.nullsFirst()) {
                all.add(out -> equalTo(at, out).add(key.expression()).add(" IS NULL)"));
            }
        }
        return all;
    }

    /** One range of rows. */
    interface Segment {
        void write(Draft out);
    }

    private Draft equalTo(int end, Draft out) {
        out.add("(");
        for (int i = 0; i < end; i++) {
            out.add(keys.get(i).expression());
            if (values.get(i) == null) {
                out.add(" IS NULL");
            } else {
                out.add(" = ");
                value(out, i);
            }
            out.add(" AND ");
        }
        return out;
    }

    private Draft value(Draft out, int i) {
        return out.param(values.get(i)).add("::").add(types.get(i));
    }

    /** Which values are null: two cursors alike in this have plans alike. */
    String pattern() {
        StringBuilder p = new StringBuilder();
        values.forEach(v -> p.append(v == null ? 'n' : 'v'));
        return p.toString();
    }
}
