package dev.howdah.engine.twin;

import dev.howdah.engine.db.Cancellation;
import dev.howdah.engine.db.Identifiers;
import dev.howdah.engine.db.Sql;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes b-trees over columns of ordinary tables without CREATE INDEX, by writing what it would have written: rows of the catalogue,
 * after the pattern of one of the server's own indexes, and a file with a meta page. That is many times as fast and needs no table's
 * file to be emptied for a moment. A partial one takes its predicate from another index with the same. Not thread-safe.
 */
final class CatalogIndexes {
    /** How an index's column differs from its table's; nothing stands for NULL. */
    private static final Map<String, String> OF_AN_INDEX = Map.of("attnotnull", "f", "atthasdef", "f", "atthasmissing", "f", "attislocal", "t",
            "attinhcount", "0", "attacl", "", "attoptions", "", "attfdwoptions", "", "attmissingval", "");

    private static final List<String> NAMELESS = List.of("attidentity", "attgenerated");

    private final Places places;
    private final int major;
    private final Map<String, Kind> kinds = new HashMap<>();
    private final Map<String, Map<String, @Nullable String>> columns = new HashMap<>();
    private final Map<String, @Nullable String> relation;
    private final Map<String, @Nullable String> key;
    private final Map<String, Long> patterns = new HashMap<>();
    private final List<Row> rows = new ArrayList<>();
    private final Map<String, RelationFile> shapes = new HashMap<>();
    private final Connection connection;
    private final RelationFile beside;
    private final byte[] firstPage;

    /** How a column stands in a b-tree's key. */
    private record Kind(int number, long collation, long operatorClass) {}

    /**
     * What an index is besides its columns.
     *
     * @param lasting never dropped by itself, so that it may share its file with others of its size: dropping would empty that
     */
    record Role(String name, boolean unique, boolean primary, boolean valid, boolean lasting) {}

    private record Row(long oid, Role role, long table, int keys, SizeModel.Size size, List<Kind> kinds, String options, @Nullable Long pattern) {}

    /** @param tables ids in the capsule of those that get indexes */
    CatalogIndexes(Connection connection, Places places, int major, Collection<Long> tables) throws SQLException, IOException {
        this.connection = connection;
        this.places = places;
        this.major = major;
        String oids = tables.stream()
                .map(places::place)
                .filter(Objects::nonNull)
                .map(p -> String.valueOf(p.oid()))
                .distinct()
                .collect(Collectors.joining(",", "'{", "}'"));
        this.relation = rows("index_pattern", "").getFirst();
        this.key = rows("key_pattern", "").getFirst();
        for (Map<String, @Nullable String> c : rows("index_columns", oids)) {
            OF_AN_INDEX.forEach((name, value) -> c.replace(name, value.isEmpty() ? null : value));
            NAMELESS.forEach(name -> c.replace(name, ""));
            columns.put(c.get("attrelid") + "." + c.get("attnum"), c);
        }
        for (Map<String, @Nullable String> k : rows("index_kinds", oids)) {
            kinds.put(k.get("table_oid") + "." + k.get("name"), new Kind(number(k, "number").intValue(), number(k, "sorting"), number(k, "class")));
        }
        this.beside = places.file(String.valueOf(rows("index_file", "").getFirst().get("file")));
        this.firstPage = beside.firstPage();
    }

    private static Long number(Map<String, @Nullable String> row, String column) {
        return Long.valueOf(String.valueOf(row.get(column)));
    }

    private List<Map<String, @Nullable String>> rows(String query, String tables) throws SQLException {
        List<Map<String, @Nullable String>> result = new ArrayList<>();
        try (Statement s = connection.createStatement();
                ResultSet r = s.executeQuery(Sql.load("twin/" + query, major).text().replace("?", tables))) {
            int width = r.getMetaData().getColumnCount();
            while (r.next()) {
                Map<String, @Nullable String> row = new LinkedHashMap<>();
                for (int i = 1; i <= width; i++) {
                    row.put(r.getMetaData().getColumnName(i), r.getString(i));
                }
                result.add(row);
            }
        }
        return result;
    }

    /** Whether this one can be made so, once it is known what its predicate means; {@code table} is its own or a partition. */
    boolean takes(IndexDef index, long table) {
        Places.Place place = places.place(table);
        return place != null
                && !place.partitioned()
                && index.method().equals("btree")
                && index.keys().stream().allMatch(k -> k.column() != null && k.opclass() == null && kinds.containsKey(place.oid() + "." + k.column()))
                && index.include().stream().allMatch(c -> kinds.containsKey(place.oid() + "." + c));
    }

    /** Whether there is an index of this table with the same rows, if only some. */
    boolean knows(IndexDef index, long table) {
        Places.Place place = places.place(table);
        return index.predicate() == null || (place != null && patterns.containsKey(pattern(index, place.oid())));
    }

    private static String pattern(IndexDef index, long table) {
        return table + String.valueOf(index.predicate());
    }

    /** The rows that an index holds. */
    static String rows(IndexDef index) {
        return index.tableId() + String.valueOf(index.predicate());
    }

    /** An index that CREATE INDEX made on this table of the twin. */
    void pattern(IndexDef index, long table, long oid) {
        patterns.put(pattern(index, table), oid);
    }

    /** One to try, without effect until it is switched on; its number. */
    long make(IndexDef index, String name, SizeModel.Size size) throws IOException {
        long oid = places.nextOid();
        make(index, new Role(name, false, false, false, false), size, oid);
        return oid;
    }

    /** The highest number that the server has given out. */
    long lastNumber() throws SQLException {
        return number(rows("last_number", "").getFirst(), "number");
    }

    /** One that {@link #takes} said it takes, under this number. */
    RelationFile make(IndexDef index, Role role, SizeModel.Size size, long oid) throws IOException {
        long table = Objects.requireNonNull(places.place(index.tableId())).oid();
        List<Kind> found = new ArrayList<>();
        index.keys().forEach(k -> found.add(kind(table, k.column())));
        for (String column : index.include()) {
            found.add(new Kind(kind(table, column).number(), 0, 0));
        }
        RelationFile file = beside.sibling(oid);
        RelationFile same = role.lasting() ? shapes.get(size.pages() + " " + size.height()) : null;
        if (same == null || !file.link(same)) {
            file.create(firstPage);
            if (size.pages() > 1) {
                file.btreeHeight((int) Math.min(size.height(), size.pages() - 2));
            }
            file.extend(size.bytes());
            if (role.lasting()) {
                shapes.put(size.pages() + " " + size.height(), file);
            }
        }
        rows.add(new Row(oid, role, table, index.keys().size(), size, found, options(index),
                index.predicate() == null ? null : patterns.get(pattern(index, table))));
        return file;
    }

    private Kind kind(long table, @Nullable String column) {
        return Objects.requireNonNull(kinds.get(table + "." + column));
    }

    private static String options(IndexDef index) {
        return index.keys().stream()
                .map(k -> String.valueOf((k.descending() ? 1 : 0) + (k.nullsFirst() ? 2 : 0)))
                .collect(Collectors.joining(" "));
    }

    /** Writes the rows of all that were made. */
    void write() throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        CopyRows copy = copy("pg_class", relation);
        for (Row r : rows) {
            Map<String, @Nullable String> table = Objects.requireNonNull(columns.get(r.table() + "." + r.kinds().getFirst().number()));
            Map<String, @Nullable String> row = new LinkedHashMap<>(relation);
            row.put("oid", String.valueOf(r.oid()));
            row.put("relname", r.role().name());
            row.put("relnamespace", table.get("table_schema"));
            row.put("relowner", table.get("table_owner"));
            row.put("relfilenode", String.valueOf(r.oid()));
            row.put("relpages", String.valueOf(r.size().pages()));
            row.put("reltuples", String.valueOf((float) r.size().tuples()));
            row.put("relnatts", String.valueOf(r.kinds().size()));
            Cancellation.goOn();
            copy.row(row.values());
        }
        copy.end();
        columns();
        keys();
        String tables = new TreeSet<>(rows.stream().map(Row::table).toList()).stream().map(String::valueOf).collect(Collectors.joining(",", "'{", "}'"));
        Sending.execute(connection, Sql.load("twin/index_tables", major).text().replace("?", tables));
        rows.clear();
    }

    private void columns() throws SQLException {
        Map<String, @Nullable String> some = new LinkedHashMap<>(columns.values().iterator().next());
        some.keySet().removeIf(CatalogIndexes::ofTable);
        CopyRows copy = copy("pg_attribute", some);
        for (Row r : rows) {
            Cancellation.goOn();
            int place = 1;
            for (Kind k : r.kinds()) {
                Map<String, @Nullable String> row = new LinkedHashMap<>(Objects.requireNonNull(columns.get(r.table() + "." + k.number())));
                row.keySet().removeIf(CatalogIndexes::ofTable);
                row.put("attrelid", String.valueOf(r.oid()));
                row.put("attnum", String.valueOf(place));
                row.put("attname", "k" + place);
                row.put("attcollation", String.valueOf(k.collation()));
                copy.row(row.values());
                place++;
            }
        }
        copy.end();
    }

    private static boolean ofTable(String column) {
        return column.startsWith("table_");
    }

    private void keys() throws SQLException {
        CopyRows copy = copy("pg_index", key);
        StringBuilder predicates = new StringBuilder();
        for (Row r : rows) {
            Cancellation.goOn();
            List<Kind> sorted = r.kinds().subList(0, r.keys());
            Map<String, @Nullable String> row = new LinkedHashMap<>(key);
            row.put("indexrelid", String.valueOf(r.oid()));
            row.put("indrelid", String.valueOf(r.table()));
            row.put("indnatts", String.valueOf(r.kinds().size()));
            row.put("indnkeyatts", String.valueOf(r.keys()));
            row.put("indisunique", String.valueOf(r.role().unique()));
            row.put("indisprimary", String.valueOf(r.role().primary()));
            row.put("indisvalid", String.valueOf(r.role().valid()));
            row.put("indkey", r.kinds().stream().map(k -> String.valueOf(k.number())).collect(Collectors.joining(" ")));
            row.put("indcollation", sorted.stream().map(k -> String.valueOf(k.collation())).collect(Collectors.joining(" ")));
            row.put("indclass", sorted.stream().map(k -> String.valueOf(k.operatorClass())).collect(Collectors.joining(" ")));
            row.put("indoption", r.options());
            copy.row(row.values());
            if (r.pattern() != null) {
                predicates.append(Sql.load("twin/index_predicate", major).text().replace(":pattern", String.valueOf(r.pattern()))
                        .replace(":index", String.valueOf(r.oid()))).append(';');
            }
        }
        copy.end();
        if (!predicates.isEmpty()) {
            Sending.execute(connection, predicates.toString());
        }
    }

    private CopyRows copy(String table, Map<String, @Nullable String> columns) throws SQLException {
        String names = columns.keySet().stream().map(Identifiers::quote).collect(Collectors.joining(", "));
        return new CopyRows(connection, "pg_catalog." + table + " (" + names + ")");
    }
}
