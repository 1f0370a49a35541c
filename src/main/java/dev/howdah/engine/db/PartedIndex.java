package dev.howdah.engine.db;

import dev.howdah.engine.sqltext.SqlPieces;
import dev.howdah.engine.text.Text;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An index of a partitioned table, for which PostgreSQL refuses CONCURRENTLY: an empty one on the parent alone, one on each
 * partition CONCURRENTLY, each attached; the parent's becomes valid with the last. Immutable.
 *
 * @param table the partitioned one, qualified
 * @param schema of the table, in which the index will be; quoted where needed, {@code name} too
 * @param name empty when the statement leaves it to the server
 * @param rest of the statement from the method or the columns on
 */
public record PartedIndex(boolean unique, String table, String schema, String name, String rest) {
    private static final String ID = "(?:\"(?:[^\"]|\"\")+\"|[A-Za-z_][\\w$]*)";
    private static final String QNAME = ID + "(?:\\." + ID + ")?";
    private static final Pattern CREATE = Pattern.compile("(?is)CREATE\\s+(UNIQUE\\s+)?INDEX\\s+(?:CONCURRENTLY\\s+)?(?:IF\\s+NOT\\s+EXISTS\\s+)?(?:("
            + ID + ")\\s+)?ON\\s+(ONLY\\s+)?(" + QNAME + ")\\s*(.+)");
    private static final Pattern ATTACH = Pattern.compile("(?is)ALTER\\s+INDEX\\s+" + QNAME + "\\s+ATTACH\\s+PARTITION\\s+(?:" + ID + "\\.)?(" + ID + ")");
    private static final int LONGEST = 63;

    /** More of them nobody pastes: the parent's and those of 200 partitions. */
    private static final int MOST_PASTED = 1 + 2 * 200;

    /**
     * A table of the tree.
     *
     * @param kind p (partitioned), r or f (foreign), as in pg_class
     * @param parent qualified; null for the topmost
     */
    public record Part(String kind, String schema, String name, @Nullable String parent) {
        public String qualified() {
            return Identifiers.quote(schema, name);
        }
    }

    /**
     * One statement.
     *
     * @param index that it makes or attaches, qualified
     * @param above to which it attaches; null when it makes one
     * @param building whether it reads a partition, CONCURRENTLY
     */
    public record Statement(String index, @Nullable String above, boolean building, String sql) {}

    /**
     * What a statement makes; its schema is that of the table's name, and empty where that has none.
     *
     * @return null for any other statement
     */
    public static @Nullable PartedIndex of(String create) {
        Matcher m = CREATE.matcher(create.strip().replaceFirst(";$", ""));
        if (!m.matches()) {
            return null;
        }
        String table = m.group(4);
        Matcher schema = Pattern.compile("(" + ID + ")\\." + ID).matcher(table);
        return new PartedIndex(m.group(1) != null, table, schema.matches() ? schema.group(1) : "", m.group(2) == null ? "" : m.group(2), m.group(5));
    }

    public String qualified() {
        return schema.isEmpty() ? name : schema + "." + name;
    }

    /**
     * The statements in their order.
     *
     * @param parts parents before their partitions
     * @param there given a parent's index and a partition, the index of the partition that belongs to it already; null when it has none
     */
    public List<Statement> statements(List<Part> parts, BiFunction<String, Part, @Nullable String> there) {
        List<Statement> all = new ArrayList<>();
        Map<String, String> indexes = new HashMap<>();
        for (Part p : parts) {
            String above = p.parent() == null ? null : indexes.get(p.parent());
            String has = above == null ? null : there.apply(above, p);
            if (has != null) {
                indexes.put(p.qualified(), has);
                continue;
            }
            String own = above == null ? name : leaf(p);
            String index = above == null ? qualified() : Identifiers.quote(p.schema()) + "." + own;
            boolean building = !p.kind().equals("p");
            indexes.put(p.qualified(), index);
            all.add(new Statement(index, null, building, "CREATE " + (unique ? "UNIQUE " : "") + "INDEX " + (building ? "CONCURRENTLY " : "") + "IF NOT EXISTS "
                    + own + " ON " + (building ? "" : "ONLY ") + p.qualified() + " " + rest));
            if (above != null) {
                all.add(new Statement(index, above, false, "ALTER INDEX " + above + " ATTACH PARTITION " + index));
            }
        }
        return all;
    }

    /** The index of a partition: the same name each time, and told apart where many partitions begin alike. */
    public String leaf(Part p) {
        String tail = String.format("_%08x", (qualified() + rest + p.qualified()).hashCode());
        String leaf = p.name() + "_" + name.replace("\"", "");
        while (leaf.getBytes(StandardCharsets.UTF_8).length > LONGEST - tail.length()) {
            leaf = leaf.substring(0, leaf.length() - 1);
        }
        return Identifiers.quote(leaf + tail);
    }

    /** All statements, to be pasted one after another outside a transaction; of very many partitions the first. */
    public String script(List<Part> parts) {
        // No index can be on a foreign table: without it the others serve, although the parent's stays invalid.
        List<Statement> all = statements(parts.stream().filter(p -> !p.kind().equals("f")).toList(), (above, p) -> null);
        String script = all.stream().limit(MOST_PASTED).map(d -> d.sql() + ";").collect(Collectors.joining("\n"));
        return all.size() <= MOST_PASTED ? script : script + "\n-- " + Text.of("jobs.more-partitions", (all.size() - MOST_PASTED) / 2);
    }

    /** The statements of a text, and in place of all those of a {@link #script} the one that stands for them. */
    public static List<String> whole(String text) {
        List<String> pieces = SqlPieces.of(text);
        Set<String> attached = new HashSet<>();
        for (String piece : pieces) {
            Matcher m = ATTACH.matcher(piece);
            if (m.matches()) {
                attached.add(m.group(1));
            }
        }
        List<String> whole = new ArrayList<>();
        for (String piece : pieces) {
            Matcher create = CREATE.matcher(piece);
            boolean index = create.matches();
            if (index ? !attached.contains(create.group(2)) : !ATTACH.matcher(piece).matches()) {
                whole.add(index && create.group(3) != null ? piece.substring(0, create.start(3)) + piece.substring(create.start(4)) : piece);
            }
        }
        return whole;
    }
}
