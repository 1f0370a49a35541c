package dev.howdah.engine.page;

import java.util.Map;
import java.util.Set;

/** PostgreSQL's types by how their values are shown. */
final class Types {
    private static final Set<String> NUMBERS = Set.of(
            "int2", "int4", "int8", "float4", "float8", "numeric", "money", "oid", "serial", "bigserial", "smallserial");
    private static final Set<String> TEXTS = Set.of("text", "varchar", "bpchar", "name", "citext", "char");
    private static final Set<String> TIMES =
            Set.of("date", "time", "timetz", "timestamp", "timestamptz", "interval");
    private static final Set<String> GEOMETRIES =
            Set.of("point", "line", "lseg", "box", "path", "polygon", "circle", "geometry", "geography");
    private static final Map<String, String> SHOWN = Map.ofEntries(
            Map.entry("int2", "smallint"),
            Map.entry("int4", "integer"),
            Map.entry("int8", "bigint"),
            Map.entry("smallserial", "smallint"),
            Map.entry("serial", "integer"),
            Map.entry("bigserial", "bigint"),
            Map.entry("float4", "real"),
            Map.entry("float8", "double precision"),
            Map.entry("bool", "boolean"),
            Map.entry("bpchar", "character"));

    private Types() {}

    static Column.Kind kind(String type) {
        if (type.startsWith("_")) {
            return Column.Kind.ARRAY;
        }
        if (NUMBERS.contains(type)) {
            return Column.Kind.NUMBER;
        }
        if (TEXTS.contains(type)) {
            return Column.Kind.TEXT;
        }
        if (TIMES.contains(type)) {
            return Column.Kind.TIME;
        }
        if (type.endsWith("range")) {
            return Column.Kind.RANGE;
        }
        return switch (type) {
            case "bool" -> Column.Kind.BOOLEAN;
            case "json", "jsonb" -> Column.Kind.JSON;
            case "bytea" -> Column.Kind.BYTES;
            default -> GEOMETRIES.contains(type) ? Column.Kind.GEOMETRY : Column.Kind.OTHER;
        };
    }

    /** The type as people write it. */
    static String shown(String type) {
        return type.startsWith("_") ? shown(type.substring(1)) + "[]" : SHOWN.getOrDefault(type, type);
    }
}
