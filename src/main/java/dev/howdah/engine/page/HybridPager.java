package dev.howdah.engine.page;

import dev.howdah.engine.db.Cancellation;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.DbException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Pages through any query: by offset near the beginning, where numbers are what people want and cost nothing, and by keys beyond,
 * where an offset would read and throw away every row before the page.
 *
 * <p>Whoever walks by cursors sees no row twice and misses none that stood still, whatever is inserted, changed or deleted
 * meanwhile: a page begins at the keys of a row, not at a number. A page asked for by number is a look at what has that number now.
 *
 * <p>Thread-safe. All failures of the database are {@link DbException}s, all of the request {@link PageException}s.
 */
public final class HybridPager {
    private static final int REMEMBERED = 500;
    private static final Set<String> OF_SCHEMA = Set.of("42703", "42883", "42804", "42P01", "42P18", "0A000", "22P02");

    private final Db db;
    private final CursorSeal seal;
    private final int offsetRows;
    private final int most;
    private final Map<String, Described> described = new ConcurrentHashMap<>();
    private final Map<String, Boolean> ranges = new ConcurrentHashMap<>();

    /**
     * @param offsetRows pages that start before this row are read by offset
     * @param most rows that a page may have
     */
    public HybridPager(Db db, CursorSeal seal, int offsetRows, int most) {
        this.db = db;
        this.seal = seal;
        this.offsetRows = offsetRows;
        this.most = most;
    }

    /** Offset below row 100, pages of at most 100 rows. */
    public HybridPager(Db db, CursorSeal seal) {
        this(db, seal, 100, 100);
    }

    /** One page, its total as the planner estimates it. */
    public <T> Page<T> page(PageQuery query, PageRequest request, RowReader<T> reader) {
        return page(query, request, reader, Total.Kind.ESTIMATED);
    }

    /**
     * One page.
     *
     * @param wanted how sure the total has to be; EXACT counts every row each time
     */
    public <T> Page<T> page(PageQuery query, PageRequest request, RowReader<T> reader, Total.Kind wanted) {
        if (request.size() < 1 || request.size() > most) {
            throw new PageException(new PageProblem.BadSize(request.size(), most));
        }
        if (request.page() < 1 || request.page() > Long.MAX_VALUE / request.size()) {
            throw new PageException(new PageProblem.BadPage(request.page()));
        }
        Cursor cursor = request.cursor() == null ? null : seal.open(request.cursor());
        return db.withConnection(c -> {
            Total total = total(c, query, wanted);
            return withDescribed(c, query, cursor, d -> cursor == null
                    ? byNumber(c, query, d, request, reader, total)
                    : byCursor(c, query, d, cursor, request.size(), reader, total));
        });
    }

    private <T> Page<T> byNumber(
            Connection c, PageQuery q, Described d, PageRequest r, RowReader<T> reader, Total total) throws SQLException {
        long before = (r.page() - 1) * r.size();
        if (before < offsetRows || !q.seekable()) {
            Slice<T> s = slice(c, q, d, new Reach(null, false, before, (int) r.size()), reader);
            return made(s, d, before, r.size(), total, Page.Strategy.OFFSET);
        }
        Slice.Place place = skip(c, q, d, null, false, before);
        Slice<T> s = place == null
                ? new Slice<>(List.of(), null, null, false)
                : slice(c, q, d, new Reach(place, false, 0, (int) r.size()), reader);
        return made(s, d, before, r.size(), total, Page.Strategy.JUMP);
    }

    private <T> Page<T> byCursor(
            Connection c, PageQuery q, Described d, Cursor cursor, long size, RowReader<T> reader, Total total)
            throws SQLException {
        Slice.Place place = new Slice.Place(cursor.values());
        Slice<T> s = slice(c, q, d, new Reach(place, cursor.backward(), 0, (int) size), reader);
        if (!cursor.backward()) {
            return made(s, d, cursor.rowsBefore(), size, total, Page.Strategy.KEYSET);
        }
        List<T> rows = new ArrayList<>(s.rows());
        Collections.reverse(rows);
        long before = s.more() ? Math.max(0, cursor.rowsBefore() - rows.size()) : 0;
        String next = s.first() == null ? null : seal(d, s.first(), false, before + rows.size());
        String prev = s.last() == null || !s.more() ? null : seal(d, s.last(), true, before);
        return new Page<>(rows, before / size + 1, size, total, true, s.more(), next, prev, Page.Strategy.KEYSET);
    }

    private <T> Page<T> made(Slice<T> s, Described d, long before, long size, Total total, Page.Strategy strategy) {
        String next = !s.more() || s.last() == null ? null : seal(d, s.last(), false, before + s.rows().size());
        String prev = before == 0 || s.first() == null ? null : seal(d, s.first(), true, before);
        return new Page<>(s.rows(), before / size + 1, size, total, s.more(), before > 0, next, prev, strategy);
    }

    private String seal(Described d, Slice.Place place, boolean backward, long before) {
        return seal.seal(new Cursor(d.query(), d.schema(), backward, before, place.values()));
    }

    /** How many rows there are. */
    public Total total(PageQuery query, Total.Kind wanted) {
        return db.withConnection(c -> total(c, query, wanted));
    }

    private static Total total(Connection c, PageQuery q, Total.Kind wanted) throws SQLException {
        if (wanted == Total.Kind.UNKNOWN) {
            return Total.UNKNOWN;
        }
        if (wanted == Total.Kind.ESTIMATED) {
            Draft out = new Draft(q.params()).add("SELECT 1");
            q.writeFrom(out);
            return new Total((long) PlanText.of(c, out).rows(), Total.Kind.ESTIMATED);
        }
        Draft out = new Draft(q.params()).add("SELECT count(*)");
        q.writeFrom(out);
        return new Total(run(c, out, rs -> rs.getLong(1)).getFirst(), Total.Kind.EXACT);
    }

    /**
     * What reading costs by the planner's estimate, and whether an index would help.
     *
     * @param rowsBefore of the page in question
     */
    public PageCost cost(PageQuery query, long rowsBefore, int size) {
        return db.withConnection(c -> withDescribed(c, query, null, d -> {
            PlanText first = PlanText.of(c, draft(c, query, d, new Reach(null, false, 0, size)));
            PlanText offset = PlanText.of(c, draft(c, query, d, new Reach(null, false, rowsBefore, size)));
            Double keyset = null;
            if (query.seekable()) {
                Slice.Place any = skip(c, query, d, null, false, 1);
                keyset = any == null ? null : PlanText.of(c, draft(c, query, d, new Reach(any, false, 0, size))).cost();
            }
            String index = first.sorts() && query.table() != null ? IndexText.forOrder(query.table(), d.keys(), query.filters()) : null;
            return new PageCost(first.cost(), offset.cost(), keyset, first.sorts(), List.copyOf(first.indexes()), index);
        }));
    }

    /** Rows from a place on, or from the beginning or end. Also moves through a window list, see {@link RowWindow}. */
    <T> Slice<T> slice(PageQuery query, Reach reach, RowReader<T> reader) {
        return db.withConnection(c -> withDescribed(c, query, null, d -> {
            Slice.Place from = reach.from();
            if (reach.skip() > 0 && query.seekable()) {
                from = skip(c, query, d, from, reach.backward(), reach.skip());
                if (from == null) {
                    return new Slice<>(List.of(), null, null, false);
                }
                return slice(c, query, d, new Reach(from, reach.backward(), 0, reach.size()), reader);
            }
            return slice(c, query, d, reach, reader);
        }));
    }

    /**
     * What to read.
     *
     * @param from the row before the first one; null for an end
     * @param skip rows to leave out first
     */
    record Reach(Slice.@Nullable Place from, boolean backward, long skip, int size) {}

    private <T> Slice<T> slice(Connection c, PageQuery q, Described d, Reach reach, RowReader<T> reader) throws SQLException {
        List<Slice.Place> places = new ArrayList<>();
        Draft statement = draft(c, q, d, reach);
        List<T> rows = run(c, statement, rs -> {
            if (places.isEmpty() && !d.fits(rs.getMetaData())) {
                throw new ChangedException();
            }
            places.add(place(rs, d));
            return reader.read(rs);
        });
        boolean more = rows.size() > reach.size();
        List<T> kept = more ? rows.subList(0, reach.size()) : rows;
        boolean none = kept.isEmpty() || !q.seekable();
        return new Slice<>(kept, none ? null : places.getFirst(), none ? null : places.get(kept.size() - 1), more);
    }

    private static Slice.Place place(ResultSet rs, Described d) throws SQLException {
        List<@Nullable String> values = new ArrayList<>();
        for (int i = 0; i < d.keys().size(); i++) {
            values.add(rs.getString(d.width() + 1 + i));
        }
        return new Slice.Place(values);
    }

    /** The keys of the last of so many rows, reading nothing but keys: an index alone may do. Null when there are fewer. */
    private Slice.@Nullable Place skip(
            Connection c, PageQuery q, Described d, Slice.@Nullable Place from, boolean backward, long rows) throws SQLException {
        Described bare = new Described(d.keys(), d.types(), d.nullable(), 0, d.query(), d.schema());
        Draft out = draft(c, q.selecting(""), bare, new Reach(from, backward, rows - 1, 0));
        List<Slice.Place> found = run(c, out, rs -> place(rs, bare));
        return found.isEmpty() ? null : found.getFirst();
    }

    private Draft draft(Connection c, PageQuery q, Described d, Reach reach) throws SQLException {
        if (reach.from() == null) {
            return single(q, d, reach, null);
        }
        List<SortKey> keys = reach.backward() ? d.keys().stream().map(SortKey::reversed).toList() : d.keys();
        Keyset after = new Keyset(keys, d.types(), reach.from().values(), d.nullable());
        if (after.isRowComparison()) {
            return single(q, d, reach, after::writeRowComparison);
        }
        if (after.segments().size() < 2) {
            return single(q, d, reach, after::writeAny);
        }
        String pattern = d.query() + " " + after.pattern() + reach.backward() + q.columns().isEmpty() + (reach.skip() > 1_000);
        Boolean known = ranges.get(pattern);
        if (known == null) {
            double one = PlanText.of(c, single(q, d, reach, after::writeAny)).cost();
            double many = PlanText.of(c, ranges(q, d, reach, after)).cost();
            known = many < one;
            remember(ranges, pattern, known);
        }
        return known ? ranges(q, d, reach, after) : single(q, d, reach, after::writeAny);
    }

    private static Draft single(PageQuery q, Described d, Reach reach, Keyset.@Nullable Segment after) {
        List<SortKey> keys = reach.backward() ? d.keys().stream().map(SortKey::reversed).toList() : d.keys();
        Draft out = new Draft(q.params());
        Keys form = opened(out, q, d);
        select(out, q, d, keys, after, form);
        limit(out, reach);
        return form == Keys.RAW ? out.add(") AS howdah_w") : out;
    }

    private static void limit(Draft out, Reach reach) {
        out.add(" LIMIT ").add(String.valueOf(reach.size() + 1L));
        if (reach.skip() > 0) {
            out.add(" OFFSET ").add(String.valueOf(reach.skip()));
        }
    }

    /** In which form a statement has its keys. */
    private enum Keys {
        TEXT,
        /** As they are: a row that is skipped is still worked out whole, so that texts are made outside. */
        RAW,
        /** Both, for ranges that have to be put in order again. */
        BOTH
    }

    /** Where nothing but keys is read, the statement is put into brackets, and only what comes out of them becomes text. */
    private static Keys opened(Draft out, PageQuery q, Described d) {
        if (!q.columns().isEmpty()) {
            return Keys.TEXT;
        }
        for (int i = 0; i < d.keys().size(); i++) {
            out.add(i == 0 ? "SELECT " : ", ").add("(howdah_s" + i + ")::text AS howdah_k" + i);
        }
        out.add(" FROM (");
        return Keys.RAW;
    }

    /** Each range by itself and in its order, the first ones first: every one is a short walk along an index. */
    private static Draft ranges(PageQuery q, Described d, Reach reach, Keyset after) {
        List<SortKey> keys = reach.backward() ? d.keys().stream().map(SortKey::reversed).toList() : d.keys();
        String limit = String.valueOf(reach.size() + 1L + reach.skip());
        Draft out = new Draft(q.params());
        Keys form = opened(out, q, d);
        out.add("SELECT * FROM (");
        int n = 0;
        for (Keyset.Segment segment : after.segments()) {
            out.add(n == 0 ? "(" : " UNION ALL (");
            select(out, q, d, keys, segment, form == Keys.RAW ? Keys.RAW : Keys.BOTH);
            out.add(" LIMIT ").add(limit).add(")").add("");
            n++;
        }
        out.add(") AS howdah_u ORDER BY ");
        String[] order = new String[keys.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = new SortKey("howdah_s" + i, keys.get(i).descending(), keys.get(i).nullsFirst()).orderBy();
        }
        out.add(String.join(", ", order));
        limit(out, reach);
        return form == Keys.RAW ? out.add(") AS howdah_w") : out;
    }

    private static void select(
            Draft out, PageQuery q, Described d, List<SortKey> keys, Keyset.@Nullable Segment after, Keys form) {
        out.add("SELECT ").add(q.columns());
        String comma = q.columns().isEmpty() ? "" : ", ";
        for (int i = 0; form != Keys.RAW && i < d.keys().size(); i++) {
            out.add(comma).add("(").add(d.keys().get(i).expression()).add(")::text AS howdah_k" + i);
            comma = ", ";
        }
        for (int i = 0; form != Keys.TEXT && i < d.keys().size(); i++) {
            out.add(comma).add(d.keys().get(i).expression()).add(" AS howdah_s" + i);
            comma = ", ";
        }
        q.writeFrom(out);
        if (after != null) {
            out.add(q.filters().isEmpty() ? " WHERE " : " AND ");
            after.write(out);
        }
        if (!keys.isEmpty()) {
            out.add(" ORDER BY ").add(String.join(", ", keys.stream().map(SortKey::orderBy).toList()));
        }
    }

    private static <T> List<T> run(Connection c, Draft statement, RowReader<T> reader) throws SQLException {
        try (PreparedStatement s = statement.prepare(c, "")) {
            return Cancellation.running(s, () -> {
                List<T> rows = new ArrayList<>();
                try (ResultSet rs = s.executeQuery()) {
                    while (rs.next()) {
                        rows.add(reader.read(rs));
                    }
                }
                return rows;
            });
        }
    }

    private interface WithDescribed<T> {
        T run(Described d) throws SQLException;
    }

    /** Runs with what is known of the query; when its columns have changed, once more with what is true now. */
    private <T> T withDescribed(Connection c, PageQuery q, @Nullable Cursor cursor, WithDescribed<T> work) throws SQLException {
        String identity = q.identity() + "\u0001" + q.columns();
        Described known = described.get(identity);
        if (known != null) {
            try {
                check(cursor, known);
                return work.run(known);
            } catch (ChangedException e) {
                described.remove(identity, known);
            } catch (PageException e) {
                if (!(e.problem() instanceof PageProblem.Stale)) {
                    throw e;
                }
                described.remove(identity, known);
            } catch (SQLException e) {
                if (!OF_SCHEMA.contains(String.valueOf(e.getSQLState()))) {
                    throw e;
                }
                described.remove(identity, known);
            }
        }
        Described now = Described.of(c, q);
        check(cursor, now);
        remember(described, identity, now);
        return work.run(now);
    }

    private static void check(@Nullable Cursor cursor, Described d) {
        if (cursor == null) {
            return;
        }
        if (cursor.query() != d.query()) {
            throw new PageException(new PageProblem.OtherQuery());
        }
        if (cursor.schema() != d.schema() || cursor.values().size() != d.keys().size()) {
            throw new PageException(new PageProblem.Stale());
        }
    }

    private static <V> void remember(Map<String, V> map, String key, V value) {
        if (map.size() >= REMEMBERED) {
            map.clear();
        }
        map.put(key, value);
    }

    /** The result has other columns than the query was known to have. */
    private static final class ChangedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ChangedException() {
            super(null, null, false, false);
        }
    }
}
