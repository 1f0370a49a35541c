package dev.howdah.engine.twin;

import dev.howdah.engine.db.Lack;
import dev.howdah.engine.db.Sql;
import dev.howdah.engine.text.Text;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Makes a capsule's schema in an empty database. Not thread-safe. */
final class TwinSchema {
    private static final Set<String> BEFORE_TABLES = Set.of("schema", "enum", "domain", "range", "composite type", "collation", "sequence");
    private static final Set<String> CODE = Set.of("function", "aggregate", "operator", "cast");
    private static final String BUILDING = "SET check_function_bodies = off; SET client_min_messages = error; SET synchronous_commit = off; "
            + "SET search_path = ''; SET statement_timeout = 0; SET max_parallel_workers_per_gather = 0";

    private final Building building;
    private final Capsule capsule;
    private final Places places;
    private final Script script;
    private final ManyPartitions crowd;
    private final Set<Long> written = new HashSet<>();
    private final Set<String> stubs = new HashSet<>();
    private final List<Script.Failure> failed = new ArrayList<>();

    TwinSchema(Building building) {
        this.building = building;
        this.capsule = building.capsule();
        this.places = building.places();
        this.script = new Script(building);
        this.crowd = new ManyPartitions(capsule);
    }

    /** Ids of the indexes that were written into the catalogue, with their files. */
    Set<Long> written() {
        return Set.copyOf(written);
    }

    /** Everything but indexes and foreign keys. */
    void make() throws SQLException, IOException {
        building.both(b -> b.execute(BUILDING), b -> b.execute(BUILDING));
        failed.addAll(script.run(SchemaScript.items(capsule, Set.of("schema"))));
        failed.addAll(script.run(SchemaScript.extensions(capsule)));
        List<Script.Failure> early = script.run(SchemaScript.items(capsule, BEFORE_TABLES));
        stubs.addAll(stubTypes());
        early = script.run(early.stream().map(Script.Failure::step).toList());
        List<Script.Failure> code = script.run(SchemaScript.items(capsule, CODE));
        SchemaScript sql = new SchemaScript(capsule, stubs);
        tables(sql, early, code);
        findPlaces();
        failed.addAll(script.run(crowd.notNull(places)));
    }

    void indexes() throws SQLException, IOException {
        SchemaScript sql = new SchemaScript(capsule, stubs);
        written.addAll(new BulkIndexes(building).make());
        if (written.size() < capsule.indexes().size()) {
            failed.addAll(script.run(sql.indexes(written)));
            findPlaces();
            failed.addAll(script.run(sql.indexAttachments(written)));
            failed.addAll(script.run(crowd.indexes(written, places)));
        }
        failed.addAll(script.run(sql.extendedStatistics()));
    }

    /**
     * Foreign keys, once the files of indexes are as they should be: the server looks into them to check a key.
     *
     * @return what of the capsule does not exist in the twin
     */
    List<Lack> keys() throws SQLException {
        failed.addAll(script.run(new SchemaScript(capsule, stubs).foreignKeys()));
        return report();
    }

    /** Tables and views, with what could not be made before them. No table here ever has a value to toast, so none gets a table for it. */
    private void tables(SchemaScript sql, List<Script.Failure> early, List<Script.Failure> functions) throws SQLException, IOException {
        execute(Sql.load("twin/without_toast", building.major()).text());
        List<Script.Failure> tables = tables(sql.tables(crowd.nullable(building.major())));
        List<Script.Failure> code = script.run(steps(functions));
        failed.addAll(script.run(steps(early)));
        failed.addAll(script.run(steps(tables)));
        failed.addAll(script.run(sql.defaults()));
        failed.addAll(script.run(sql.checks()));
        failed.addAll(script.run(sql.inheritance(crowd.attach(script, building.major()))));
        List<Script.Failure> views = script.run(sql.views());
        code = script.run(steps(code));
        failed.addAll(script.run(steps(views)));
        failed.addAll(script.run(steps(code)));
        execute(Sql.load("twin/with_toast", building.major()).text());
    }

    /** Those that stand alone on both connections; the others in their order, which plans of parents tell. */
    private List<Script.Failure> tables(List<Script.Step> all) throws SQLException, IOException {
        Set<String> alone = capsule.relations().stream().filter(r -> r.parents() == null).map(Capsule.Relation::qualified).collect(Collectors.toSet());
        List<Script.Step> free = all.stream().filter(s -> alone.contains(s.name())).toList();
        List<Script.Step> away = free.subList(free.size() - Math.min(free.size(), all.size() / 2), free.size());
        Set<Script.Step> left = new HashSet<>(away);
        List<Script.Failure> failures = new CopyOnWriteArrayList<>();
        building.both(
                b -> failures.addAll(script.run(all.stream().filter(s -> !left.contains(s)).toList())),
                b -> failures.addAll(new Script(b).run(away)));
        return failures;
    }

    private static List<Script.Step> steps(List<Script.Failure> failures) {
        return failures.stream().map(Script.Failure::step).toList();
    }

    /** Types that no extension here brings: placeholders, so that the tables around them can exist. */
    private Set<String> stubTypes() throws SQLException {
        Set<String> wanted = capsule.columns().stream()
                .filter(c -> !c.dropped() && c.type().contains("."))
                .map(c -> SchemaScript.bareType(c.type()))
                .collect(Collectors.toSet());
        Set<String> tables = capsule.relations().stream().map(Capsule.Relation::qualified).collect(Collectors.toSet());
        Set<String> missing = new HashSet<>();
        try (PreparedStatement s = building.connection().prepareStatement("SELECT pg_catalog.to_regtype(?) IS NULL")) {
            for (String type : wanted) {
                s.setString(1, type);
                try (ResultSet r = s.executeQuery()) {
                    if (r.next() && r.getBoolean(1) && !tables.contains(type)) {
                        missing.add(type);
                    }
                }
            }
        }
        List<Script.Step> steps = missing.stream()
                .map(t -> new Script.Step("type", t, "CREATE DOMAIN " + t + " AS text"))
                .toList();
        script.run(steps);
        return missing;
    }

    private void findPlaces() throws SQLException {
        Map<String, Long> ids = new HashMap<>();
        capsule.relations().forEach(r -> ids.put(r.schema() + "\0" + r.name(), r.id()));
        capsule.indexes().forEach(i -> ids.put(i.schema() + "\0" + i.name(), i.id()));
        try (Statement s = building.connection().createStatement();
                ResultSet r = s.executeQuery(Sql.load("twin/places", building.major()).text())) {
            while (r.next()) {
                Long id = ids.get(r.getString("schema") + "\0" + r.getString("name"));
                if (id != null) {
                    String file = r.getString("file");
                    places.put(id, new Places.Place(r.getLong("oid"), places.file(file == null ? "" : file), file == null));
                }
            }
        }
    }

    private List<Lack> report() {
        Map<String, Lack> byName = new LinkedHashMap<>();
        for (String type : stubs) {
            byName.put(type, new Lack(Text.of("twin.stub-type", type), null));
        }
        for (Capsule.Item i : capsule.items()) {
            if (i.ddl() == null) {
                byName.put(i.name(), new Lack(Text.of("twin.stub-function", i.name()), null));
            }
        }
        for (Script.Failure f : failed) {
            byName.putIfAbsent(
                    f.step().kind() + f.step().name(),
                    new Lack(Text.of("twin.not-carried", f.step().kind(), f.step().name(), f.reason()), null));
        }
        return List.copyOf(byName.values());
    }

    private void execute(String query) throws SQLException {
        building.execute(query);
    }
}
