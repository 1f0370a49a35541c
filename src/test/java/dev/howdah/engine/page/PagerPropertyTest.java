package dev.howdah.engine.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.testing.OneConnection;
import dev.howdah.testing.Servers;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Every walk against the whole sorted result. */
class PagerPropertyTest {
    private static final List<String> EXPRESSIONS =
            List.of("q.a", "q.b", "q.c", "q.d", "lower(q.b)", "-q.a", "q.a % 3", "q.r", "q.j", "q.f");

    @SuppressWarnings("NullAway")
    private static java.sql.Connection connection;

    @SuppressWarnings("NullAway")
    private static Db db;

    @BeforeContainer
    static void open() {
        Target target = Servers.newDatabase();
        connection = Connections.open(target, SessionSpec.interactive());
        db = new Db(target, new OneConnection(connection));
        db.execute("CREATE TABLE t (id int PRIMARY KEY, a int, b text, c timestamptz, d numeric(6, 2), r int4range, j jsonb, f float8 NOT NULL)");
        db.execute("CREATE INDEX ON t (a, b DESC, id)");
        db.execute("CREATE INDEX ON t (f, id)");
        db.execute("INSERT INTO t " + rows(1, 60));
    }

    @AfterContainer
    static void close() throws SQLException {
        connection.close();
    }

    private static String rows(int from, int to) {
        return "SELECT g, nullif(g % 5, 0), CASE WHEN g % 4 > 0 THEN chr(65 + g % 3) || chr(97 + g % 2) END, "
                + "CASE WHEN g % 3 > 0 THEN 'epoch'::timestamptz + (g % 7) * interval '1.000001 s' END, nullif(g % 6, 0) / 3.0, "
                + "CASE WHEN g % 2 > 0 THEN int4range(g % 4, 9) END, CASE WHEN g % 3 = 0 THEN to_jsonb(g % 4) END, "
                + "CASE g % 5 WHEN 0 THEN 'NaN' WHEN 1 THEN '-Infinity' ELSE (g % 5) / 3.0 END::float8 FROM generate_series("
                + from + ", " + to + ") g";
    }

    @Provide
    Arbitrary<List<SortKey>> orders() {
        Arbitrary<SortKey> key = Combinators.combine(Arbitraries.of(EXPRESSIONS), Arbitraries.of(true, false), Arbitraries.of(true, false))
                .as(SortKey::new);
        return key.list().ofMinSize(0).ofMaxSize(3).uniqueElements(SortKey::expression);
    }

    private static PageQuery query(List<SortKey> order, boolean filtered, boolean asSelect) {
        PageQuery q = asSelect
                ? PageQuery.select("SELECT * FROM t WHERE id > $1 -- all of them\n;", List.of(0), List.of("id"))
                : PageQuery.table("public", "t", List.of("id"), Set.of("id", "f"));
        List<Filter> filters = List.of(new Filter("a", Filter.Op.NOT_EQUAL, "2"), new Filter("id", Filter.Op.GREATER, "3"));
        return q.orderedBy(order).where(filtered ? filters : List.of());
    }

    private static List<Integer> whole(PageQuery q) {
        Draft out = new Draft(q.params()).add("SELECT q.id");
        q.writeFrom(out);
        out.add(" ORDER BY " + String.join(", ", q.total().stream().map(SortKey::orderBy).toList()));
        return db.withConnection(c -> {
            List<Integer> ids = new ArrayList<>();
            try (var s = out.prepare(c, ""); var rs = s.executeQuery()) {
                while (rs.next()) {
                    ids.add(rs.getInt(1));
                }
            }
            return ids;
        });
    }

    @Property(tries = 150, shrinking = ShrinkingMode.BOUNDED)
    void everyWalkGivesTheSortedResultForwardAndBackward(
            @ForAll("orders") List<SortKey> order, @ForAll boolean filtered, @ForAll boolean asSelect, @ForAll("sizes") int size) {
        PageQuery q = query(order, filtered, asSelect);
        HybridPager pager = new HybridPager(db, CursorSeal.random());
        List<Integer> expected = whole(q);
        List<Integer> there = new ArrayList<>();
        Page<Integer> page = pager.page(q, PageRequest.page(1, size), rs -> rs.getInt("id"), Total.Kind.UNKNOWN);
        there.addAll(page.rows());
        long number = 1;
        while (page.nextCursor() != null) {
            page = pager.page(q, PageRequest.at(page.nextCursor(), size), rs -> rs.getInt("id"), Total.Kind.UNKNOWN);
            assertThat(page.page()).isEqualTo(++number);
            assertThat(page.strategy()).isEqualTo(Page.Strategy.KEYSET);
            there.addAll(page.rows());
        }
        assertThat(there).isEqualTo(expected);
        assertThat(page.hasNext()).isFalse();

        List<Integer> back = new ArrayList<>(page.rows().reversed());
        while (page.prevCursor() != null) {
            page = pager.page(q, PageRequest.at(page.prevCursor(), size), rs -> rs.getInt("id"), Total.Kind.UNKNOWN);
            back.addAll(page.rows().reversed());
        }
        Collections.reverse(back);
        assertThat(back).isEqualTo(expected);
        assertThat(page.hasPrev()).isFalse();
        assertThat(page.page()).isEqualTo(1);
    }

    @Property(tries = 80, shrinking = ShrinkingMode.BOUNDED)
    void everyPageByNumberIsThatPartOfTheSortedResult(
            @ForAll("orders") List<SortKey> order, @ForAll boolean filtered, @ForAll("sizes") int size, @ForAll("numbers") int number) {
        PageQuery q = query(order, filtered, false);
        HybridPager pager = new HybridPager(db, CursorSeal.random(), 10, 100);
        List<Integer> expected = whole(q);
        Page<Integer> page = pager.page(q, PageRequest.page(number, size), rs -> rs.getInt("id"), Total.Kind.EXACT);
        int from = Math.min(expected.size(), (number - 1) * size);
        assertThat(page.rows()).isEqualTo(expected.subList(from, Math.min(expected.size(), from + size)));
        assertThat(page.strategy()).isEqualTo((number - 1) * size < 10 ? Page.Strategy.OFFSET : Page.Strategy.JUMP);
        assertThat(page.total()).isEqualTo(new Total(expected.size(), Total.Kind.EXACT));
        assertThat(page.hasNext()).isEqualTo(from + size < expected.size());
    }

    @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
    void noRowThatStoodStillIsLostOrSeenTwiceWhileOthersChange(
            @ForAll("orders") List<SortKey> order, @ForAll("sizes") int size, @ForAll Random random) {
        db.execute("TRUNCATE t");
        db.execute("INSERT INTO t " + rows(1, 60));
        try {
            PageQuery q = query(order, false, false);
            HybridPager pager = new HybridPager(db, CursorSeal.random());
            Set<Integer> moved = new HashSet<>();
            List<Integer> seen = new ArrayList<>();
            int fresh = 1_000;
            Page<Integer> page = pager.page(q, PageRequest.page(1, size), rs -> rs.getInt("id"), Total.Kind.UNKNOWN);
            while (true) {
                seen.addAll(page.rows());
                if (page.nextCursor() == null) {
                    break;
                }
                int victim = 1 + random.nextInt(60);
                switch (random.nextInt(4)) {
                    case 0 -> db.execute("INSERT INTO t " + rows(fresh, fresh + 2));
                    case 1 -> {
                        db.execute("DELETE FROM t WHERE id = " + victim);
                        moved.add(victim);
                    }
                    case 2 -> {
                        db.execute("UPDATE t SET a = 4 - a, b = NULL, f = 9 WHERE id = " + victim);
                        moved.add(victim);
                    }
                    // The very row that the cursor stands on.
                    default -> {
                        db.execute("DELETE FROM t WHERE id = " + seen.getLast());
                        moved.add(seen.getLast());
                    }
                }
                fresh += 3;
                page = pager.page(q, PageRequest.at(page.nextCursor(), size), rs -> rs.getInt("id"), Total.Kind.UNKNOWN);
            }
            moved.removeIf(id -> id > 60);
            List<Integer> stood = seen.stream().filter(id -> id <= 60 && !moved.contains(id)).toList();
            assertThat(stood).doesNotHaveDuplicates();
            assertThat(stood).hasSize(60 - moved.size());
            assertThat(seen.stream().filter(id -> id >= 1_000)).doesNotHaveDuplicates();
        } finally {
            db.execute("TRUNCATE t");
            db.execute("INSERT INTO t " + rows(1, 60));
        }
    }

    @Provide
    Arbitrary<Integer> sizes() {
        return Arbitraries.integers().between(1, 20);
    }

    @Provide
    Arbitrary<Integer> numbers() {
        return Arbitraries.integers().between(1, 30);
    }
}
