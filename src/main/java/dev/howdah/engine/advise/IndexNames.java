package dev.howdah.engine.advise;

import dev.howdah.engine.twin.Capsule;
import dev.howdah.engine.twin.IndexDef;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/** Names for new indexes, as PostgreSQL itself would choose them: within its limit and of nothing else, also not of one another. */
final class IndexNames {
    /** Of 63 bytes that a name may have, those before {@code _idx99}. */
    private static final int ROOM = 57;

    private final Catalog catalog;
    private final Set<String> taken = new HashSet<>();

    IndexNames(Catalog catalog) {
        this.catalog = catalog;
        catalog.capsule().indexes().forEach(i -> taken.add(i.schema() + "." + i.name()));
        catalog.capsule().relations().forEach(r -> taken.add(r.schema() + "." + r.name()));
    }

    /** A further one, orders_o_custkey_o_orderdate_idx. */
    String of(IndexDef index) {
        Capsule.Relation t = catalog.table(index.tableId());
        StringBuilder name = new StringBuilder(t == null ? "index" : t.name());
        index.keys().forEach(k -> name.append('_').append(k.column() == null ? "expr" : k.column()));
        while (name.toString().getBytes(StandardCharsets.UTF_8).length > ROOM) {
            name.delete(name.offsetByCodePoints(name.length(), -1), name.length());
        }
        String schema = t == null ? "" : t.schema();
        String result = name + "_idx";
        for (int n = 1; !taken.add(schema + "." + result); n++) {
            result = name + "_idx" + n;
        }
        return result;
    }
}
