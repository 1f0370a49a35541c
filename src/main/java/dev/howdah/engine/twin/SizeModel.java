package dev.howdah.engine.twin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How many pages an index that does not exist yet will have, from the capsule's statistics. Immutable. */
public final class SizeModel {
    private static final Set<String> NOT_DEDUPLICATED = Set.of("numeric", "double precision", "real", "jsonb");
    private static final double UNKNOWN_SHARE = 0.2;
    /** HypoPG leaves the height out, which the planner takes as a tree that costs nothing to go down. */
    private static final int NO_HEIGHT = IndexPages.NO_HEIGHT;

    private static final int PAGES_PER_RANGE = 128;

    private final Map<Long, Capsule.Relation> relations;
    private final Map<Long, Map<String, Capsule.Column>> columns = new HashMap<>();
    private final Map<Long, Map<Integer, Capsule.ColumnStats>> statistics = new HashMap<>();
    private final ColumnWidths widths;
    private final boolean hypoPg;

    private SizeModel(Capsule capsule, boolean hypoPg) {
        this.relations = capsule.relationsById();
        this.widths = new ColumnWidths(capsule);
        this.hypoPg = hypoPg;
        capsule.columns().forEach(c -> columns.computeIfAbsent(c.tableId(), t -> new HashMap<>()).put(c.name(), c));
        capsule.statistics().forEach(s -> statistics.computeIfAbsent(s.relationId(), t -> new HashMap<>()).put(s.number(), s));
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
        List<IndexSize.Part> parts = new ArrayList<>();
        index.keys().forEach(k -> parts.add(part(index.tableId(), k.column())));
        index.include().forEach(c -> parts.add(part(index.tableId(), c)));
        double keyWidth = IndexSize.dataWidth(parts.subList(0, index.keys().size()));
        long pages = switch (index.method()) {
            case "btree" -> hypoPg ? hypoPages(rows, parts) : IndexSize.pages(shape(index, rows, parts));
            case "brin" -> brinPages(index);
            case "hash" -> (long) Math.ceil(rows * 20 / 0.75 / IndexPages.PAGE) + 4;
            default -> Math.max(4, (long) Math.ceil(rows * (8 + 0.8 * keyWidth) / IndexPages.PAGE));
        };
        int height = !index.method().equals("btree") ? 0 : hypoPg ? NO_HEIGHT : height(index, pages, rows, parts);
        return new Size(pages, rows, height);
    }

    private int height(IndexDef index, long pages, double rows, List<IndexSize.Part> parts) {
        double[] distinct = new double[index.keys().size()];
        double product = 1;
        for (int i = 0; i < distinct.length; i++) {
            product = Math.min(rows, product * distinct(index.tableId(), index.keys().get(i).column(), rows));
            distinct[i] = product;
        }
        return TreeHeight.of(pages, parts.subList(0, distinct.length), distinct, IndexSize.entries(shape(index, rows, parts)));
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
        List<IndexSize.Part> parts = new ArrayList<>();
        keys.forEach(k -> parts.add(part(index.tableId(), k.column())));
        include.forEach(c -> parts.add(part(index.tableId(), c)));
        return height(as, index.bytes() / IndexPages.PAGE, Math.max(1, index.tuples()), parts);
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

    private IndexSize.Shape shape(IndexDef index, double rows, List<IndexSize.Part> parts) {
        double distinct = 1;
        boolean deduplicates = index.include().isEmpty();
        for (IndexDef.Key k : index.keys()) {
            Capsule.Column c = column(index.tableId(), k.column());
            distinct = Math.min(rows, distinct * distinct(index.tableId(), k.column(), rows));
            deduplicates &= c == null || !NOT_DEDUPLICATED.contains(baseType(c.type()));
        }
        return new IndexSize.Shape(rows, distinct, parts, deduplicates, 90);
    }

    private static String baseType(String type) {
        return type.replaceAll("\\(.*\\)", "").strip().toLowerCase(Locale.ROOT);
    }

    private Capsule.@Nullable Column column(long tableId, @Nullable String name) {
        return name == null ? null : columns.getOrDefault(tableId, Map.of()).get(name);
    }

    /** Different values of a column, all nulls being one; half the rows where nothing is known. */
    public double distinct(long tableId, @Nullable String column, double rows) {
        Capsule.Column c = column(tableId, column);
        Capsule.ColumnStats s = c == null ? null : statistics.getOrDefault(tableId, Map.of()).get(c.number());
        if (s == null || s.nDistinct() == 0) {
            return Math.max(1, rows / 2);
        }
        double values = s.nDistinct() > 0 ? s.nDistinct() : -s.nDistinct() * rows;
        return Math.max(1, Math.min(rows, values + (s.nullFrac() > 0 ? 1 : 0)));
    }

    private IndexSize.Part part(long tableId, @Nullable String column) {
        Capsule.Column c = column(tableId, column);
        return c == null ? new IndexSize.Part(16, 1, 1) : widths.part(tableId, c.number());
    }
}
