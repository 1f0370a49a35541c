package dev.howdah.engine.job;

import dev.howdah.engine.db.Identifiers;
import java.util.regex.Pattern;

/**
 * A table as people write it. Immutable.
 *
 * @param schema empty for the first of search_path that has such a table
 */
public record TableName(String schema, String name) {
    private static final Pattern WRITTEN =
            Pattern.compile("(?:(?<s>[A-Za-z_][\\w$]*|\"[^\"]+\")\\.)?(?<t>[A-Za-z_][\\w$]*|\"[^\"]+\")");

    /** Reads {@code orders}, {@code shop.orders} or {@code "Shop"."Orders"}. */
    public static TableName parse(String written) {
        var m = WRITTEN.matcher(written);
        if (!m.matches()) {
            throw new IllegalArgumentException("not a table name: " + written);
        }
        String schema = m.group("s");
        return new TableName(schema == null ? "" : folded(schema), folded(m.group("t")));
    }

    static boolean isValid(String written) {
        return WRITTEN.matcher(written).matches();
    }

    /** As it must stand in SQL. */
    public String sql() {
        return schema.isEmpty() ? Identifiers.quote(name) : Identifiers.quote(schema, name);
    }

    @Override
    public String toString() {
        return schema.isEmpty() ? name : schema + "." + name;
    }

    private static String folded(String part) {
        return part.startsWith("\"") ? part.substring(1, part.length() - 1) : part.toLowerCase(java.util.Locale.ROOT);
    }
}
