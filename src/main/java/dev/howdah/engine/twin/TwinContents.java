package dev.howdah.engine.twin;

import dev.howdah.engine.db.Identifiers;
import dev.howdah.engine.db.Lack;
import dev.howdah.engine.text.Text;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What makes a twin plan as its source: sizes, statistics, settings, and files that are as long as the source's. Not thread-safe. */
final class TwinContents {
    private static final long ENTRIES_A_PAGE = 100;

    private final Building building;
    private final Capsule capsule;
    private final Places places;
    private final List<Lack> lacks = new ArrayList<>();
    private final Script script;
    private final SizeModel sizes;
    private final Set<Long> indexes;

    TwinContents(Building building) {
        this.building = building;
        this.capsule = building.capsule();
        this.places = building.places();
        this.script = new Script(building);
        this.sizes = SizeModel.real(capsule);
        this.indexes = capsule.indexes().stream().map(Capsule.Index::id).collect(Collectors.toSet());
    }

    /** @param made ids of the indexes whose files are as they should be */
    void indexFiles(Set<Long> made) throws IOException, SQLException {
        Map<Long, Capsule.Relation> tables = capsule.relationsById();
        for (Capsule.Index i : capsule.indexes()) {
            Places.Place place = places.place(i.id());
            if (place == null || i.partitioned() || made.contains(i.id())) {
                continue;
            }
            long blocks = i.bytes() / IndexPages.PAGE;
            if (i.method().equals("btree") && blocks > 1) {
                place.file().btreeHeight(Math.min(sizes.height(i), (int) blocks - 2));
            } else if (i.method().equals("brin")) {
                Capsule.Relation table = tables.get(i.tableId());
                place.file().brinMap(table == null ? 0 : table.bytes() / IndexPages.PAGE);
            } else if (i.method().equals("gin")) {
                ginFile(i, place, blocks);
                continue;
            }
            place.file().extend(i.bytes());
        }
    }

    /** The server keeps the pages of an empty GIN index in memory, so what is written to its file is not seen: it gets another. */
    private void ginFile(Capsule.Index i, Places.Place place, long blocks) throws IOException, SQLException {
        long entries = sizes.elements(i);
        RelationFile file = place.file();
        if (entries > 0 && blocks > 1) {
            long number = places.nextOid();
            file = file.sibling(number);
            file.create(IndexPages.gin(blocks, Math.clamp(entries / ENTRIES_A_PAGE, 1, blocks - 1), entries));
            execute("UPDATE pg_catalog.pg_class SET relfilenode = " + number + " WHERE oid = " + place.oid());
            places.put(i.id(), new Places.Place(place.oid(), file, place.partitioned()));
        }
        file.extend(i.bytes());
    }

    /** Before indexes are written: their numbers are those that come next, so nobody may make a table meanwhile. */
    void stage() throws SQLException {
        Building on = building.beside() == null ? building : building.beside();
        new StatisticsLoader(on).stage();
    }

    /** What is known of the columns of tables; that of indexes comes with the rest. */
    void statistics(Building on) throws SQLException {
        statistics(on, capsule.statistics().stream().filter(s -> !indexes.contains(s.relationId())).toList());
    }

    private void statistics(Building on, List<Capsule.ColumnStats> statistics) throws SQLException {
        Map<Long, Capsule.Relation> byId = capsule.relationsById();
        for (Long id : new StatisticsLoader(on).columns(statistics, places.numbers())) {
            Capsule.Relation r = byId.get(id);
            lacks.add(new Lack(Text.of("twin.statistics-refused", r == null ? String.valueOf(id) : r.qualified()), null));
        }
    }

    /** Sizes, what statistics are missing yet, and the files of tables; what of all this is not there. */
    List<Lack> fill() throws SQLException, IOException {
        List<StatisticsLoader.Size> sizes = new ArrayList<>();
        for (Capsule.Relation r : capsule.relations()) {
            Places.Place place = places.place(r.id());
            if (place != null) {
                sizes.add(new StatisticsLoader.Size(place.oid(), r.pages(), r.tuples(), r.allVisible()));
            }
        }
        for (Capsule.Index i : capsule.indexes()) {
            Places.Place place = places.place(i.id());
            if (place != null) {
                sizes.add(new StatisticsLoader.Size(place.oid(), i.pages(), i.tuples(), 0));
            }
        }
        new StatisticsLoader(building).sizes(sizes);
        List<Capsule.ColumnStats> expressions = capsule.statistics().stream().filter(s -> indexes.contains(s.relationId())).toList();
        if (!expressions.isEmpty()) {
            new StatisticsLoader(building).stage();
            statistics(building, expressions);
        }
        extendedData();
        invalidIndexes();
        for (Capsule.Relation r : capsule.relations()) {
            Places.Place place = places.place(r.id());
            if (place != null && r.bytes() > 0) {
                place.file().extend(r.bytes());
            }
        }
        return List.copyOf(lacks);
    }

    /** The contents of extended statistics are binary: these casts let a superuser put them back as they came. */
    private void extendedData() throws SQLException {
        if (capsule.extendedData().isEmpty()) {
            return;
        }
        execute("CREATE CAST (bytea AS pg_ndistinct) WITHOUT FUNCTION; CREATE CAST (bytea AS pg_dependencies) WITHOUT FUNCTION; "
                + "CREATE CAST (bytea AS pg_mcv_list) WITHOUT FUNCTION");
        Map<Long, String> names = capsule.extended().stream().collect(Collectors.toMap(Capsule.Extended::id, Capsule.Extended::name));
        String inherited = building.major() >= 15 ? "stxdinherit, " : "";
        for (Capsule.ExtendedData d : capsule.extendedData()) {
            String name = names.get(d.id());
            if (name == null) {
                continue;
            }
            String sql = "DELETE FROM pg_catalog.pg_statistic_ext_data WHERE stxoid = (SELECT oid FROM pg_catalog.pg_statistic_ext "
                    + "WHERE stxnamespace::regnamespace::text || '.' || quote_ident(stxname) = " + Identifiers.literal(name)
                    + ")" + (building.major() >= 15 ? " AND stxdinherit = " + d.inherited() : "")
                    + "; INSERT INTO pg_catalog.pg_statistic_ext_data (stxoid, " + inherited + "stxdndistinct, stxddependencies, stxdmcv) "
                    + "SELECT oid, " + (building.major() >= 15 ? d.inherited() + ", " : "") + bytes(d.nDistinct(), "pg_ndistinct") + ", "
                    + bytes(d.dependencies(), "pg_dependencies") + ", " + bytes(d.mostCommon(), "pg_mcv_list")
                    + " FROM pg_catalog.pg_statistic_ext WHERE stxnamespace::regnamespace::text || '.' || quote_ident(stxname) = "
                    + Identifiers.literal(name);
            for (Script.Failure f : script.run(List.of(new Script.Step("statistics", name, sql)))) {
                lacks.add(new Lack(Text.of("twin.not-carried", f.step().kind(), f.step().name(), f.reason()), null));
            }
        }
    }

    private static String bytes(@org.jspecify.annotations.Nullable String hex, String type) {
        return hex == null ? "NULL" : "(decode('" + hex + "', 'hex'))::" + type;
    }

    private void invalidIndexes() throws SQLException {
        for (Capsule.Index i : capsule.indexes()) {
            Places.Place place = places.place(i.id());
            if (!i.isValid() && place != null) {
                execute("UPDATE pg_catalog.pg_index SET indisvalid = false WHERE indexrelid = " + place.oid());
            }
        }
    }

    /** Settings of the source's session, for every session of the twin. */
    List<Lack> settings(String database) throws SQLException {
        lacks.clear();
        for (Map.Entry<String, String> e : new java.util.TreeMap<>(capsule.settings()).entrySet()) {
            String name = Identifiers.literal(e.getKey());
            String sql = "SELECT pg_catalog.set_config(" + name + ", " + Identifiers.literal(e.getValue()) + ", false); ALTER DATABASE "
                    + database + " SET " + Identifiers.quote(e.getKey()) + " FROM CURRENT";
            for (Script.Failure f : script.run(List.of(new Script.Step("setting", e.getKey(), sql)))) {
                lacks.add(new Lack(Text.of("twin.not-carried", f.step().kind(), f.step().name(), f.reason()), null));
            }
        }
        return List.copyOf(lacks);
    }

    private void execute(String sql) throws SQLException {
        building.execute(sql);
    }
}
