package dev.howdah.engine.twin;

import dev.howdah.engine.db.Identifiers;
import dev.howdah.engine.db.Sql;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The ordinary indexes of a capsule, written into the catalogue instead of made one by one: b-trees over columns with the type's own
 * operators, primary keys and unique constraints among them. What is not exactly of that kind is left to CREATE INDEX.
 */
final class BulkIndexes {
    private final Building building;
    private final Capsule capsule;
    private final Map<Long, Capsule.Relation> relations;
    private final Map<Long, Map<Integer, Capsule.Column>> columns = new HashMap<>();
    private final Map<Long, Capsule.Constraint> owners = new HashMap<>();
    private final SizeModel sizes;

    BulkIndexes(Building building) {
        this.building = building;
        this.capsule = building.capsule();
        this.relations = capsule.relationsById();
        this.sizes = SizeModel.real(capsule);
        capsule.columns().forEach(c -> columns.computeIfAbsent(c.tableId(), t -> new HashMap<>()).put(c.number(), c));
        capsule.constraints().stream()
                .filter(k -> k.indexId() != null && !k.kind().equals("f"))
                .forEach(k -> owners.putIfAbsent(k.indexId(), k));
    }

    /** Ids of the indexes that were made. */
    Set<Long> make() throws SQLException, IOException {
        Map<Capsule.Index, IndexDef> plain = new HashMap<>();
        for (Capsule.Index i : capsule.indexes()) {
            IndexDef def = plain(i);
            if (def != null) {
                plain.put(i, def);
            }
        }
        if (plain.isEmpty()) {
            return Set.of();
        }
        Set<Long> tables = plain.values().stream().map(IndexDef::tableId).collect(Collectors.toSet());
        Places places = building.places();
        CatalogIndexes catalog = new CatalogIndexes(building.connection(), places, building.major(), tables);
        Map<Long, Long> made = new HashMap<>();
        // an index that is tried later must have a higher number, as it would have there: of two that cost the same the planner takes one by it
        long number = catalog.lastNumber();
        for (Capsule.Index i : capsule.indexes()) {
            IndexDef def = plain.get(i);
            if (def != null && catalog.takes(def, def.tableId())) {
                long pages = Math.max(1, i.bytes() / IndexPages.PAGE);
                SizeModel.Size size = new SizeModel.Size(pages, i.tuples(), pages > 1 ? sizes.height(i) : 0);
                number++;
                RelationFile file = catalog.make(def, new CatalogIndexes.Role(i.name(), i.isUnique(), i.isPrimary(), i.isValid(), true), size, number);
                places.put(i.id(), new Places.Place(number, file, false));
                made.put(i.id(), number);
            }
        }
        catalog.write();
        constraints(made);
        return made.keySet();
    }

    private void constraints(Map<Long, Long> made) throws SQLException {
        Places places = building.places();
        List<Object[]> rows = new ArrayList<>();
        for (Map.Entry<Long, Long> e : made.entrySet()) {
            Capsule.Constraint owner = owners.get(e.getKey());
            Places.Place table = owner == null ? null : places.place(owner.tableId());
            if (owner != null && table != null) {
                rows.add(new Object[] {
                    places.nextOid(), owner.name(), owner.kind(), table.oid(), e.getValue(), String.valueOf(owner.columns()).replace(' ', ',')
                });
            }
        }
        if (rows.isEmpty()) {
            return;
        }
        building.execute(Sql.load("twin/stage_keys", building.major()).text());
        CopyRows copy = new CopyRows(building.connection(), "howdah_key");
        for (Object[] row : rows) {
            copy.row(row);
        }
        copy.end();
        building.execute(Sql.load("twin/load_keys", building.major()).text());
    }

    /** The index in simple words; null when they do not say all of it. */
    private @Nullable IndexDef plain(Capsule.Index i) {
        Capsule.Relation table = relations.get(i.tableId());
        if (table == null || !(table.kind().equals("r") || table.kind().equals("m")) || !i.method().equals("btree") || i.hasExpressions()
                || i.predicate() != null || i.partitioned()) {
            return null;
        }
        List<IndexDef.Key> keys = new ArrayList<>();
        List<String> include = new ArrayList<>();
        String[] numbers = i.columns().split(" ", -1);
        String[] options = i.options().split(" ", -1);
        for (int n = 0; n < numbers.length; n++) {
            Capsule.Column c = columns.getOrDefault(i.tableId(), Map.of()).get(Integer.valueOf(numbers[n]));
            if (c == null) {
                return null;
            }
            if (n < i.keyColumns()) {
                int option = Integer.parseInt(options[n]);
                keys.add(new IndexDef.Key(c.name(), null, null, (option & 1) != 0, (option & 2) != 0));
            } else {
                include.add(c.name());
            }
        }
        IndexDef def = new IndexDef(i.tableId(), table.qualified(), "btree", keys, include, null);
        boolean whole = i.definition().endsWith(" USING btree " + def.body());
        return whole && new HashSet<>(List.of(numbers)).size() == numbers.length && ordinary(i, keys) ? def : null;
    }

    private boolean ordinary(Capsule.Index i, List<IndexDef.Key> keys) {
        Capsule.Constraint owner = owners.get(i.id());
        if (owner == null) {
            return !i.isPrimary();
        }
        String body = "(" + keys.stream().map(k -> Identifiers.quote(String.valueOf(k.column()))).collect(Collectors.joining(", ")) + ")";
        return Set.of("PRIMARY KEY " + body, "UNIQUE " + body).contains(owner.definition());
    }
}
