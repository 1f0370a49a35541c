package dev.howdah.engine.job;

import dev.howdah.engine.db.Identifiers;
import java.util.regex.Pattern;

/**
 * A table as people write it. Immutable.
 *
 * @param schema empty for the first of search_path that has such a table
 */
public record TableName(String schema, String name) {
    private static final String PART = "[\\p{L}_][\\p{L}\\p{N}_$]*|\"(?:[^\"]|\"\")+\"";
    private static final Pattern WRITTEN = Pattern.compile("(?:(?<s>" + PART + ")\\.)?(?<t>" + PART + ")");

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

    /** As the server does it: of what stands without quotes only ASCII letters are made small. */
    private static String folded(String part) {
        if (part.startsWith("\"")) {
            return part.substring(1, part.length() - 1).replace("\"\"", "\"");
        }
        StringBuilder small = new StringBuilder(part.length());
        part.chars().forEach(c -> small.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : (char) c));
        return small.toString();
    }
}
