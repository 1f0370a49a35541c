package dev.howdah.engine.systems;

import dev.howdah.engine.db.Identifiers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What a schema is made of: tables, columns with types, constraints, indexes. The expected one is made by running a system's own
 * migrations in a scratch schema that is rolled back, so that there is no second truth.
 */
final class Structure {
    private static final String READ = """
            SELECT 'table ' || c.relname, '' FROM pg_catalog.pg_class c
            WHERE c.relnamespace = pg_catalog.to_regnamespace(?) AND c.relkind IN ('r', 'p')
            UNION ALL
            SELECT 'column ' || c.relname || '.' || a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod)
                   || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
            WHERE c.relnamespace = pg_catalog.to_regnamespace(?) AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped
            UNION ALL
            SELECT 'constraint ' || c.relname || '.' || k.conname, pg_catalog.pg_get_constraintdef(k.oid)
                   || CASE WHEN k.convalidated THEN '' ELSE ' (not validated)' END
            FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
            WHERE k.connamespace = pg_catalog.to_regnamespace(?) AND k.contype <> 'n'
            UNION ALL
            SELECT 'index ' || i.relname, pg_catalog.pg_get_indexdef(i.oid)
                   || CASE WHEN x.indisvalid THEN '' ELSE ' (invalid)' END
            FROM pg_catalog.pg_index x JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid
            WHERE i.relnamespace = pg_catalog.to_regnamespace(?)""";

    private Structure() {}

    /** What is there: kind and name to definition. Flyway's own table is left out. */
    static Map<String, String> of(Connection c, String schema) throws SQLException {
        Map<String, String> parts = new TreeMap<>();
        try (Statement s = c.createStatement()) {
            s.execute("SET LOCAL search_path = " + Identifiers.quote(schema));
        }
        try (var s = c.prepareStatement(READ)) {
            for (int i = 1; i <= 4; i++) {
                s.setString(i, schema);
            }
            try (ResultSet r = s.executeQuery()) {
                while (r.next()) {
                    if (!r.getString(1).contains("flyway_schema_history")) {
                        // Definitions of indexes name the schema even when it is on the search path.
                        parts.put(r.getString(1), r.getString(2).replace(schema + ".", ""));
                    }
                }
            }
        }
        return parts;
    }

    /** What should be there. Leaves the caller's transaction to be rolled back. */
    static Map<String, String> expected(Connection c, SampleSystem system) throws SQLException {
        String scratch = "howdah_scratch_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
        try (Statement s = c.createStatement()) {
            s.execute("CREATE SCHEMA " + scratch);
            s.execute("SET LOCAL search_path = " + scratch);
            for (String script : system.migrations()) {
                s.execute(text("systems/" + system.name() + "/" + script));
            }
        }
        return of(c, scratch);
    }

    static String text(String resource) {
        try (InputStream in = Structure.class.getResourceAsStream("/" + resource)) {
            if (in == null) {
                throw new IllegalArgumentException("no resource " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
