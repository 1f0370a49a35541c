package dev.howdah.engine.twin;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Attaches the partitions of tables that have very many. The server looks at all that are there for each that comes, which takes hours
 * for ten thousand. So they are attached to helpers of a few each, which look like their parent, and the catalogue is told afterwards
 * whose they really are.
 */
final class ManyPartitions {
    private static final int MANY = 100;
    private static final int A_HELPER = 50;
    private static final String SCHEMA = "howdah_partitions";

    private final Capsule capsule;
    private final Map<Long, Capsule.Relation> relations;

    ManyPartitions(Capsule capsule) {
        this.capsule = capsule;
        this.relations = capsule.relationsById();
    }

    /** Partitions of a helper, by the step that attaches them. */
    private Map<Script.Step, Set<Long>> helpers() {
        Map<Long, List<Capsule.Relation>> children = new LinkedHashMap<>();
        for (Capsule.Relation r : capsule.relations()) {
            if (r.partitionBound() != null && r.parents() != null && !r.partitionBound().equals("DEFAULT")) {
                children.computeIfAbsent(Long.parseLong(r.parents().split(",", -1)[0]), p -> new ArrayList<>()).add(r);
            }
        }
        Map<Script.Step, Set<Long>> helpers = new LinkedHashMap<>();
        children.forEach((id, all) -> {
            Capsule.Relation parent = relations.get(id);
            for (int from = 0; parent != null && all.size() > MANY && from < all.size(); from += A_HELPER) {
                List<Capsule.Relation> some = all.subList(from, Math.min(all.size(), from + A_HELPER));
                String helper = SCHEMA + ".p" + helpers.size();
                helpers.put(new Script.Step("partitions", helper, script(helper, parent, some)), some.stream().map(Capsule.Relation::id).collect(Collectors.toSet()));
            }
        });
        return helpers;
    }

    private static String script(String helper, Capsule.Relation parent, List<Capsule.Relation> some) {
        String real = "'" + parent.qualified().replace("'", "''") + "'::regclass";
        String mine = "'" + helper + "'::regclass";
        return "CREATE TABLE " + helper + " (LIKE " + parent.qualified() + " INCLUDING GENERATED) PARTITION BY " + parent.partitionKey() + ";\n"
                + some.stream()
                        .map(r -> "ALTER TABLE " + helper + " ATTACH PARTITION " + r.qualified() + " " + r.partitionBound() + ";\n")
                        .collect(Collectors.joining())
                + "UPDATE pg_catalog.pg_inherits SET inhparent = " + real + " WHERE inhparent = " + mine + ";\n"
                + "UPDATE pg_catalog.pg_depend SET refobjid = " + real + " WHERE refclassid = 'pg_catalog.pg_class'::regclass AND refobjid = " + mine
                + " AND classid = 'pg_catalog.pg_class'::regclass AND deptype IN ('a', 'P', 'S') AND objid IN ("
                + "SELECT inhrelid FROM pg_catalog.pg_inherits WHERE inhparent = " + real + ");\n"
                + "UPDATE pg_catalog.pg_class SET relhassubclass = true WHERE oid = " + real + ";\n"
                + "DROP TABLE " + helper;
    }

    /** Ids of the partitions that are attached now; the others are left to be attached one by one. */
    Set<Long> attach(Script script) throws SQLException {
        Map<Script.Step, Set<Long>> helpers = helpers();
        if (helpers.isEmpty()) {
            return Set.of();
        }
        script.run(List.of(new Script.Step("schema", SCHEMA, "CREATE SCHEMA " + SCHEMA)));
        Set<Long> attached = new HashSet<>();
        helpers.values().forEach(attached::addAll);
        for (Script.Failure f : script.run(List.copyOf(helpers.keySet()))) {
            attached.removeAll(helpers.getOrDefault(f.step(), Set.of()));
        }
        script.run(List.of(new Script.Step("schema", SCHEMA, "DROP SCHEMA " + SCHEMA + " CASCADE")));
        return attached;
    }

    /**
     * The indexes of partitions that were written into the catalogue become parts of their parents' indexes.
     *
     * @param written ids of the indexes
     */
    List<Script.Step> indexes(Set<Long> written, Places places) {
        Map<Long, List<String>> children = new HashMap<>();
        Map<Long, Capsule.Index> parents = new HashMap<>();
        capsule.indexes().forEach(i -> parents.put(i.id(), i));
        for (Capsule.Index i : capsule.indexes()) {
            Long parent = i.parentId();
            Places.Place place = places.place(i.id());
            if (parent != null && place != null && written.contains(i.id())) {
                children.computeIfAbsent(parent, p -> new ArrayList<>()).add(String.valueOf(place.oid()));
            }
        }
        List<Script.Step> steps = new ArrayList<>();
        children.forEach((id, oids) -> {
            Places.Place place = places.place(id);
            Capsule.Index parent = parents.get(id);
            if (place != null && parent != null) {
                String list = "'{" + String.join(",", oids) + "}'::oid[]";
                steps.add(new Script.Step("index", parent.qualified(),
                        "INSERT INTO pg_catalog.pg_inherits (inhrelid, inhparent, inhseqno, inhdetachpending) SELECT o, " + place.oid()
                                + ", 1, false FROM unnest(" + list + ") o;\n"
                                + "UPDATE pg_catalog.pg_class SET relispartition = true WHERE oid = ANY(" + list + ");\n"
                                + "UPDATE pg_catalog.pg_class SET relhassubclass = true WHERE oid = " + place.oid() + ";\n"
                                + "UPDATE pg_catalog.pg_index SET indisvalid = " + parent.isValid() + " WHERE indexrelid = " + place.oid()));
            }
        });
        return steps;
    }
}
