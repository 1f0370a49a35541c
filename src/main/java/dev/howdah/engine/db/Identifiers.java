package dev.howdah.engine.db;

/** PostgreSQL's quoting of names and strings, as quote_ident and quote_literal do it. */
public final class Identifiers {
    private Identifiers() {}

    /** A name as it must stand in SQL: as it is when that is safe, else in double quotes. */
    public static String quote(String name) {
        return name.matches("[a-z_][a-z0-9_]*") && !Keywords.RESERVED.contains(name)
                ? name
                : '"' + name.replace("\"", "\"\"") + '"';
    }

    /** schema.name, both quoted where needed. */
    public static String quote(String schema, String name) {
        return quote(schema) + "." + quote(name);
    }

    /** A string as an SQL literal, safe whatever standard_conforming_strings says. */
    public static String literal(String value) {
        String doubled = value.replace("'", "''");
        return doubled.indexOf('\\') < 0 ? "'" + doubled + "'" : " E'" + doubled.replace("\\", "\\\\") + "'";
    }
}
