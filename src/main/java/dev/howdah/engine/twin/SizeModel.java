package dev.howdah.engine.twin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How many pages an index that does not exist yet will have, from the capsule's statistics. Immutable. */
public final class SizeModel {
    private static final Set<String> NOT_DEDUPLICATED = Set.of("numeric", "double precision", "real", "jsonb", "interval", "citext", "hstore", "ltree");
    private static final double UNKNOWN_SHARE = 0.2;
    private static final double GUESSED_WRONG = 4;
    /** How far a size that follows from a sample was off at most where the keys were as the sample had them. */
    private static final double SAMPLED_LESS = 0.8;
    private static final double SAMPLED_MORE = 1.1;
    /** HypoPG leaves the height out, which the planner takes as a tree that costs nothing to go down. */
    private static final int NO_HEIGHT = IndexPages.NO_HEIGHT;

    private static final int PAGES_PER_RANGE = 128;
    private static final Pattern OF_A_COLUMN = Pattern.compile("\\(?(?:lower|upper|reverse)\\(\\(?\"?(\\w+)\"?\\)?(?:::text)?\\)\\)?");

    private final Map<Long, Capsule.Relation> relations;
    private final Map<Long, Map<String, Capsule.Column>> columns = new HashMap<>();
    private final Map<Long, Map<Integer, Capsule.ColumnStats>> statistics = new HashMap<>();
    private final ColumnWidths widths;
    private final Distinct distinct;
    private final boolean hypoPg;

    private SizeModel(Capsule capsule, boolean hypoPg) {
        this.relations = capsule.relationsById();
        this.widths = new ColumnWidths(capsule);
        this.hypoPg = hypoPg;
        capsule.columns().forEach(c -> columns.computeIfAbsent(c.tableId(), t -> new HashMap<>()).put(c.name(), c));
        capsule.statistics().forEach(s -> statistics.computeIfAbsent(s.relationId(), t -> new HashMap<>()).put(s.number(), s));
        this.distinct = new Distinct(capsule, this::rows);
    }

    /** Sizes as PostgreSQL builds them. */
    public static SizeModel real(Capsule capsule) {
        return new SizeModel(capsule, false);
    }

    /**
     * Sizes as HypoPG 1.x estimates them, about twice the real ones, on trees that cost nothing to go down: only to compare
     * with figures that were found so.
     */
    public static SizeModel hypoPg(Capsule capsule) {
        return new SizeModel(capsule, true);
    }

    /** What the planner reads of an index. */
    public record Size(long pages, double tuples, int height) {
        public long bytes() {
            return pages * IndexPages.PAGE;
        }
    }

    /** Rows of a table now, as the planner counts them: the density of the last ANALYZE times the pages of today. */
    public double rows(long tableId) {
        Capsule.Relation r = relations.get(tableId);
        if (r == null) {
            return 0;
        }
        double blocks = r.bytes() / (double) IndexPages.PAGE;
        return r.tuples() < 0 || r.pages() == 0 ? Math.max(0, r.tuples()) : r.tuples() / r.pages() * blocks;
    }

    /** @param share of the table's rows that are in it, 1 for a full index, NaN when unknown */
    public Size of(IndexDef index, double share) {
        double part = index.predicate() == null ? 1 : Double.isNaN(share) ? UNKNOWN_SHARE : share;
        double rows = rows(index.tableId()) * part;
        List<IndexSize.Part> parts = parts(index);
        double keyWidth = IndexSize.dataWidth(parts.subList(0, index.keys().size()));
        long pages = switch (index.method()) {
            case "btree" -> hypoPg ? hypoPages(rows, parts) : IndexSize.pages(shape(index, rows, parts, 1));
            case "brin" -> brinPages(index);
            case "hash" -> HashPages.of(rows * parts.getFirst().notNull(), distinct(index.tableId(), index.keys().getFirst().column(), rows));
            case "gin" -> ginPages(index, rows, 1);
            default -> guess(rows, keyWidth, 1);
        };
        int height = !index.method().equals("btree") ? 0 : hypoPg ? NO_HEIGHT : height(index, pages, rows, parts);
        return new Size(pages, rows, height);
    }

    private int height(IndexDef index, long pages, double rows, List<IndexSize.Part> parts) {
        double[] keys = new double[index.keys().size()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = distinct.of(index.tableId(), columns(index).subList(0, i + 1), rows, 1);
        }
        return TreeHeight.of(pages, parts.subList(0, keys.length), keys, IndexSize.entries(shape(index, rows, parts, 1)));
    }

    private static List<@Nullable String> columns(IndexDef index) {
        List<@Nullable String> names = new ArrayList<>();
        index.keys().forEach(k -> names.add(named(k)));
        return names;
    }

    /** The column, or the one that an expression changes only in its letters. */
    private static @Nullable String named(IndexDef.Key key) {
        if (key.column() != null) {
            return key.column();
        }
        Matcher m = OF_A_COLUMN.matcher(String.valueOf(key.expression()));
        return m.matches() ? m.group(1) : null;
    }

    /**
     * What a whole b-tree would be if the numbers of different values that ANALYZE guessed were wrong; a GIN index, if there were as
     * few or as many different keys as what is known allows.
     *
     * @param wrong 10 when there are ten times as many, 0.1 when there are a tenth; of GIN as many and as few as may be
     */
    public long bytes(IndexDef index, double wrong) {
        double rows = rows(index.tableId());
        if (!index.method().equals("btree")) {
            double likely = of(index, 1).pages();
            boolean gin = index.method().equals("gin");
            double then = gin ? ginPages(index, rows, wrong) : basis(index) == Basis.KNOWN ? likely : guess(rows, IndexSize.dataWidth(parts(index)), wrong);
            double margin = !gin || basis(index) != Basis.SAMPLED ? 1 : wrong < 1 ? SAMPLED_LESS : SAMPLED_MORE;
            return (long) ((wrong < 1 ? Math.min(likely, then) : Math.max(likely, then)) * margin) * IndexPages.PAGE;
        }
        return IndexSize.pages(shape(index, rows, parts(index), wrong)) * IndexPages.PAGE;
    }

    private List<IndexSize.Part> parts(IndexDef index) {
        List<IndexSize.Part> parts = new ArrayList<>();
        index.keys().forEach(k -> parts.add(part(index.tableId(), k)));
        index.include().forEach(c -> parts.add(part(index.tableId(), IndexDef.Key.of(c))));
        return parts;
    }

    /** The height of an index of the capsule, which its catalogue does not tell. */
    int height(Capsule.Index index) {
        Map<Integer, String> names = new HashMap<>();
        columns.getOrDefault(index.tableId(), Map.of()).values().forEach(c -> names.put(c.number(), c.name()));
        List<IndexDef.Key> keys = new ArrayList<>();
        List<String> include = new ArrayList<>();
        String[] numbers = index.columns().split(" ", -1);
        for (int i = 0; i < numbers.length; i++) {
            String name = names.get(Integer.parseInt(numbers[i]));
            if (i < index.keyColumns()) {
                keys.add(new IndexDef.Key(name, name == null ? "" : null, null, false, false));
            } else if (name != null) {
                include.add(name);
            }
        }
        IndexDef as = new IndexDef(index.tableId(), "", "btree", keys, include, null);
        return height(as, index.bytes() / IndexPages.PAGE, Math.max(1, index.tuples()), parts(as));
    }

    /** Different elements of the array column that an index has as its only key; 0 when unknown. */
    long elements(Capsule.Index index) {
        for (Capsule.Column c : columns.getOrDefault(index.tableId(), Map.of()).values()) {
            if (index.columns().equals(String.valueOf(c.number()))) {
                Capsule.ColumnStats s = statistics.getOrDefault(index.tableId(), Map.of()).get(c.number());
                return s == null || s.mostCommonElems() == null ? 0 : PgArray.elements(s.mostCommonElems()).size();
            }
        }
        return 0;
    }

    /** How far the size of an index is known. */
    public enum Basis {
        /** Statistics hold all that it follows from. */
        KNOWN,
        /** They hold a sample of the keys. */
        SAMPLED,
        GUESSED
    }

    public Basis basis(IndexDef index) {
        if (!index.method().equals("gin")) {
            return Set.of("btree", "hash", "brin").contains(index.method()) ? Basis.KNOWN : Basis.GUESSED;
        }
        GinKeys keys = ginKeys(index, rows(index.tableId()), 1);
        return keys == null ? Basis.GUESSED : keys.known() ? Basis.KNOWN : Basis.SAMPLED;
    }

    private @Nullable GinKeys ginKeys(IndexDef index, double rows, double wrong) {
        IndexDef.Key key = index.keys().getFirst();
        Capsule.Column c = column(index.tableId(), named(key));
        Capsule.ColumnStats s = c == null ? null : statistics.getOrDefault(index.tableId(), Map.of()).get(c.number());
        return c == null || s == null || index.keys().size() > 1 ? null : GinKeys.of(c, s, key.opclass(), rows, wrong);
    }

    private long ginPages(IndexDef index, double rows, double wrong) {
        GinKeys keys = ginKeys(index, rows, wrong);
        Capsule.Relation r = relations.get(index.tableId());
        if (keys == null || r == null) {
            return guess(rows, IndexSize.dataWidth(parts(index)), wrong);
        }
        GinPages pages = new GinPages(r.bytes() / (double) IndexPages.PAGE * rows / Math.max(1, rows(index.tableId())));
        keys.groups().forEach(g -> pages.add(g.keys(), rows * g.share(), g.width()));
        return pages.pages();
    }

    private static long guess(double rows, double keyWidth, double wrong) {
        double factor = wrong > 1 ? GUESSED_WRONG : wrong < 1 ? 1 / GUESSED_WRONG : 1;
        return Math.max(4, (long) Math.ceil(factor * rows * (8 + 0.8 * keyWidth) / IndexPages.PAGE));
    }

    private long brinPages(IndexDef index) {
        Capsule.Relation r = relations.get(index.tableId());
        long ranges = r == null ? 1 : r.bytes() / IndexPages.PAGE / PAGES_PER_RANGE + 1;
        return 2 + ranges / 1360 + (long) Math.ceil(ranges * 32.0 / IndexPages.PAGE);
    }

    private static long hypoPages(double rows, List<IndexSize.Part> parts) {
        double line = 0;
        for (IndexSize.Part p : parts) {
            line += Math.floor(p.width()) + 8;
        }
        line += IndexSize.round8(4.0 * parts.size());
        double bloat = (200.0 - 90 + 20) / 100;
        return (long) Math.max(1, rows * line * bloat / (IndexPages.PAGE - 24 - 16));
    }

    private IndexSize.Shape shape(IndexDef index, double rows, List<IndexSize.Part> parts, double wrong) {
        boolean deduplicates = index.include().isEmpty();
        for (IndexDef.Key k : index.keys()) {
            Capsule.Column c = column(index.tableId(), k.column());
            deduplicates &= c == null || identical(baseType(c.type()));
        }
        return new IndexSize.Shape(rows, distinct.of(index.tableId(), columns(index), rows, wrong), parts, deduplicates, 90);
    }

    /** Whether values that are equal are also the same bytes, which sharing an entry asks for. */
    private static boolean identical(String type) {
        return !NOT_DEDUPLICATED.contains(type.substring(type.lastIndexOf('.') + 1)) && !type.endsWith("[]") && !type.endsWith("range");
    }

    private static String baseType(String type) {
        return type.replaceAll("\\(.*\\)", "").strip().toLowerCase(Locale.ROOT);
    }

    private Capsule.@Nullable Column column(long tableId, @Nullable String name) {
        return name == null ? null : columns.getOrDefault(tableId, Map.of()).get(name);
    }

    /** Different values of a column, all nulls being one; half the rows where nothing is known. */
    public double distinct(long tableId, @Nullable String column, double rows) {
        return distinct.of(tableId, column, rows);
    }

    private IndexSize.Part part(long tableId, IndexDef.Key key) {
        Capsule.Column c = column(tableId, named(key));
        boolean alike = key.column() != null || (c != null && (c.type().equals("text") || c.type().startsWith("character varying")));
        return c == null || !alike ? new IndexSize.Part(16, 1, 1) : widths.part(tableId, c.number());
    }
}
