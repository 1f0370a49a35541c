package dev.howdah.engine.twin;

import dev.howdah.engine.db.Identifiers;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Attaches the partitions of tables that have very many. The server looks at all that are there for each that comes, which takes hours
 * for ten thousand. So they are attached to helpers of a few each, which look like their parent, and the catalogue is told afterwards
 * whose they really are.
 */
final class ManyPartitions {
    private static final int MANY = 100;
    private static final int A_HELPER = 50;
    /** From this version on each column that is never null has a constraint, and for each partition that comes all constraints are read. */
    private static final int CONSTRAINED = 18;
    private static final String SCHEMA = "howdah_partitions";

    private final Capsule capsule;
    private final Map<Long, Capsule.Relation> relations;
    private final Map<Long, List<Capsule.Column>> columns;
    private final Set<Long> nullable = new HashSet<>();

    ManyPartitions(Capsule capsule) {
        this.capsule = capsule;
        this.relations = capsule.relationsById();
        this.columns = capsule.columnsByTable();
    }

    /** Ids of partitions that are made without NOT NULL, which {@link #notNull} writes when they are attached. */
    Set<Long> nullable(int major) {
        if (major >= CONSTRAINED) {
            helpers(major).values().forEach(nullable::addAll);
            nullable.removeIf(id -> Objects.requireNonNull(relations.get(id)).partitionKey() != null);
        }
        return Set.copyOf(nullable);
    }

    /** As the planner reads it; those with the same columns together. */
    List<Script.Step> notNull(Places places) {
        Map<String, List<String>> alike = new LinkedHashMap<>();
        for (Long id : nullable) {
            Places.Place place = places.place(id);
            String names = neverNull(id).map(c -> Identifiers.literal(c.name())).collect(Collectors.joining(", "));
            if (place != null && !names.isEmpty()) {
                alike.computeIfAbsent(names, n -> new ArrayList<>()).add(String.valueOf(place.oid()));
            }
        }
        return alike.entrySet().stream()
                .map(e -> new Script.Step("constraint", SCHEMA, "UPDATE pg_catalog.pg_attribute SET attnotnull = true WHERE attrelid = ANY ('{"
                        + String.join(",", e.getValue()) + "}'::oid[]) AND attname IN (" + e.getKey() + ")"))
                .toList();
    }

    private Stream<Capsule.Column> neverNull(long table) {
        return columns.getOrDefault(table, List.of()).stream().filter(c -> c.notNull() && !c.dropped());
    }

    /** Partitions of a helper, by the step that attaches them. */
    private Map<Script.Step, Set<Long>> helpers(int major) {
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
                helpers.put(new Script.Step("partitions", helper, script(helper, parent, some, major)), some.stream().map(Capsule.Relation::id).collect(Collectors.toSet()));
            }
        });
        return helpers;
    }

    private String script(String helper, Capsule.Relation parent, List<Capsule.Relation> some, int major) {
        String real = "'" + parent.qualified().replace("'", "''") + "'::regclass";
        String mine = "'" + helper + "'::regclass";
        return "CREATE TABLE " + helper + " (LIKE " + parent.qualified() + " INCLUDING GENERATED) PARTITION BY " + parent.partitionKey() + ";\n"
                + (major < CONSTRAINED ? "" : nulls(helper, parent.id(), "DROP"))
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

    private String nulls(String table, long like, String how) {
        return neverNull(like).map(c -> "ALTER TABLE " + table + " ALTER " + Identifiers.quote(c.name()) + " " + how + " NOT NULL;\n").collect(Collectors.joining());
    }

    /** Ids of the partitions that are attached now; the others are left to be attached one by one. */
    Set<Long> attach(Script script, int major) throws SQLException {
        Map<Script.Step, Set<Long>> helpers = helpers(major);
        if (helpers.isEmpty()) {
            return Set.of();
        }
        script.run(List.of(new Script.Step("schema", SCHEMA, "CREATE SCHEMA " + SCHEMA)));
        Set<Long> attached = new HashSet<>();
        helpers.values().forEach(attached::addAll);
        for (Script.Failure f : script.run(List.copyOf(helpers.keySet()))) {
            attached.removeAll(helpers.getOrDefault(f.step(), Set.of()));
        }
        Set<Long> left = new HashSet<>(nullable);
        left.removeAll(attached);
        nullable.removeAll(left);
        script.run(left.stream().map(relations::get).filter(Objects::nonNull)
                .map(r -> new Script.Step("constraint", r.qualified(), nulls(r.qualified(), r.id(), "SET"))).toList());
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
