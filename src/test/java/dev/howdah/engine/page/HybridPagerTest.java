package dev.howdah.engine.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.DbProblem;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.testing.Servers;
import java.sql.Connection;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HybridPagerTest {
    private final Target target = Servers.newDatabase();
    private final Db db = Servers.db(target);
    private final HybridPager pager = new HybridPager(db, CursorSeal.random());
    private final PageQuery posts = PageQuery.table("public", "posts", List.of("id"), Set.of("id", "created_at"))
            .orderedBy(SortKey.desc("q.created_at"));

    @BeforeEach
    void make() {
        Servers.execute(target,
                "CREATE TABLE posts (id serial PRIMARY KEY, created_at timestamptz NOT NULL, client int, title text)",
                "INSERT INTO posts (created_at, client, title) SELECT 'epoch'::timestamptz + g / 10 * interval '1 h', g % 7, 'post ' || g "
                        + "FROM generate_series(1, 1000) g",
                "CREATE INDEX ON posts (created_at DESC, id DESC)", "ANALYZE posts");
    }

    private Page<Integer> page(PageQuery q, PageRequest r) {
        return pager.page(q, r, rs -> rs.getInt("id"));
    }

    @Test
    void readsShallowPagesByOffsetAndDeepOnesByKeys() {
        for (int n = 1; n <= 5; n++) {
            assertThat(page(posts, PageRequest.page(n, 20)).strategy()).isEqualTo(Page.Strategy.OFFSET);
        }
        assertThat(page(posts, PageRequest.page(6, 20)).strategy()).isEqualTo(Page.Strategy.JUMP);
        Page<Integer> first = page(posts, PageRequest.first());
        assertThat(first.rows()).hasSize(20).first().isEqualTo(1000);
        assertThat(first.pageSize()).isEqualTo(20);
        assertThat(first.total()).isEqualTo(new Total(1000, Total.Kind.ESTIMATED));
        assertThat(first.totalPages()).isEqualTo(50);
        assertThat(first.hasNext()).isTrue();
        assertThat(first.hasPrev()).isFalse();
        assertThat(first.prevCursor()).isNull();
        Page<Integer> second = page(posts, new PageRequest(40, 20, first.nextCursor()));
        assertThat(second.strategy()).as("a cursor always wins").isEqualTo(Page.Strategy.KEYSET);
        assertThat(second.rows().getFirst()).isEqualTo(980);
        assertThat(second.page()).isEqualTo(2);
    }

    @Test
    void endsWhereTheRowsEnd() {
        Page<Integer> last = page(posts, PageRequest.page(50, 20));
        assertThat(last.hasNext()).isFalse();
        assertThat(last.nextCursor()).isNull();
        Page<Integer> beyond = page(posts, PageRequest.page(1_000_000, 100));
        assertThat(beyond.rows()).isEmpty();
        assertThat(beyond.hasPrev()).isTrue();
        Servers.execute(target, "TRUNCATE posts");
        Page<Integer> none = page(posts, PageRequest.first());
        assertThat(none.rows()).isEmpty();
        assertThat(none.hasNext()).isFalse();
        assertThat(pager.total(posts, Total.Kind.EXACT).rows()).isZero();
    }

    @Test
    void refusesSizesAndNumbersThatMakeNoSense() {
        for (long size : new long[] {0, -1, 101, 1_000_000_000}) {
            assertThatThrownBy(() -> page(posts, PageRequest.page(1, size)))
                    .isInstanceOfSatisfying(PageException.class, e -> assertThat(e.problem()).isEqualTo(new PageProblem.BadSize(size, 100)))
                    .hasMessage("A page has 1 to 100 rows, not " + size + ".");
        }
        for (long n : new long[] {0, -7, Long.MAX_VALUE}) {
            assertThatThrownBy(() -> page(posts, PageRequest.page(n, 20)))
                    .isInstanceOfSatisfying(PageException.class, e -> assertThat(e.problem()).isEqualTo(new PageProblem.BadPage(n)));
        }
    }

    @Test
    void refusesCursorsThatWereForgedOrBelongElsewhere() {
        String cursor = page(posts, PageRequest.first()).nextCursor();
        assertThat(cursor).isNotNull();
        byte[] bytes = Base64.getUrlDecoder().decode(cursor);
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            String forged = Base64.getUrlEncoder().encodeToString(changed);
            assertThatThrownBy(() -> page(posts, PageRequest.at(forged, 20)))
                    .isInstanceOfSatisfying(PageException.class, e -> assertThat(e.problem()).isInstanceOf(PageProblem.Forged.class));
        }
        for (String nonsense : List.of("", "x", "%%%", "a".repeat(2_000_000), "1,2;DROP TABLE posts")) {
            assertThatThrownBy(() -> page(posts, PageRequest.at(nonsense, 20))).isInstanceOf(PageException.class);
        }
        for (PageQuery other : List.of(
                posts.orderedBy(SortKey.asc("q.created_at")),
                posts.where(List.of(new Filter("client", Filter.Op.EQUAL, "1"))),
                PageQuery.select("SELECT * FROM posts", List.of(), List.of("id")))) {
            assertThatThrownBy(() -> page(other, PageRequest.at(cursor, 20)))
                    .isInstanceOfSatisfying(PageException.class, e -> assertThat(e.problem()).isInstanceOf(PageProblem.OtherQuery.class));
        }
        HybridPager stranger = new HybridPager(db, CursorSeal.random());
        assertThatThrownBy(() -> stranger.page(posts, PageRequest.at(cursor, 20), rs -> 1)).isInstanceOf(PageException.class);
    }

    @Test
    void refusesCursorsFromBeforeASchemaChange() {
        for (String change : List.of("ADD COLUMN more int", "DROP COLUMN title", "ALTER COLUMN created_at TYPE text", "RENAME COLUMN client TO c")) {
            String cursor = page(posts, PageRequest.first()).nextCursor();
            Servers.execute(target, "ALTER TABLE posts " + change);
            assertThatThrownBy(() -> page(posts, PageRequest.at(String.valueOf(cursor), 20)))
                    .as(change)
                    .isInstanceOfSatisfying(PageException.class, e -> assertThat(e.problem()).isInstanceOf(PageProblem.Stale.class));
            assertThat(page(posts, PageRequest.first()).rows()).as(change).hasSize(20);
        }
    }

    @Test
    void saysThatATableIsGoneOrLocked() throws Exception {
        page(posts, PageRequest.first());
        HybridPager hasty = new HybridPager(
                Servers.db(target, new SessionSpec("t", true, java.time.Duration.ofSeconds(5), java.time.Duration.ofMillis(200),
                        java.time.Duration.ZERO)), CursorSeal.random());
        try (Connection c = Connections.open(target, SessionSpec.interactive())) {
            c.setAutoCommit(false);
            c.createStatement().execute("LOCK TABLE posts IN ACCESS EXCLUSIVE MODE");
            assertThatThrownBy(() -> hasty.page(posts, PageRequest.first(), rs -> 1))
                    .isInstanceOfSatisfying(DbException.class, e -> assertThat(e.problem()).isInstanceOf(DbProblem.Timeout.class));
            c.rollback();
        }
        Servers.execute(target, "DROP TABLE posts");
        assertThatThrownBy(() -> page(posts, PageRequest.first()))
                .isInstanceOfSatisfying(DbException.class, e -> assertThat(e.problem()).isInstanceOf(DbProblem.Missing.class));
    }

    @Test
    void pagesThroughWhatHasNoKeyByOffsetOnly() {
        PageQuery q = PageQuery.select("SELECT client, id FROM posts", List.of(), List.of()).orderedBy(SortKey.asc("q.client"));
        Page<Integer> page = page(q, PageRequest.page(20, 20));
        assertThat(page.strategy()).isEqualTo(Page.Strategy.OFFSET);
        assertThat(page.rows()).hasSize(20);
        assertThat(page.nextCursor()).isNull();
    }

    @Test
    void keepsTheOrderThatAStatementHasItself() {
        PageQuery q = PageQuery.select("SELECT id FROM posts ORDER BY id % 10, id", List.of(), List.of("id"));
        assertThat(page(q, PageRequest.page(2, 20)).rows()).startsWith(210, 220);
        assertThat(page(q.orderedBy(SortKey.desc("q.id")), PageRequest.first()).rows()).startsWith(1000, 999);
    }

    @Test
    void acceptsOneReadingStatementOnly() {
        for (String fine : List.of("SELECT 1 AS id", "select 1 AS id;", "WITH x AS (SELECT 2 AS id) TABLE x", "VALUES (1)", "(SELECT 1 AS id) -- end",
                "SELECT 1 AS id WHERE '{\"a\":1}'::jsonb ? 'a' AND 'x' <> ';' AND '$1' <> ''")) {
            assertThat(pager.page(PageQuery.select(fine, List.of(), List.of()), PageRequest.first(), rs -> rs.getInt(1)).rows()).as(fine).hasSize(1);
        }
        for (String bad : List.of("", "DELETE FROM posts", "SELECT 1; DROP TABLE posts", "SELECT 1) AS q; DROP TABLE posts; SELECT * FROM (SELECT 1",
                "SELECT (1", "UPDATE posts SET id = 1 RETURNING id", "EXPLAIN SELECT 1", "COPY posts TO STDOUT", "-- nothing")) {
            assertThatThrownBy(() -> PageQuery.select(bad, List.of(), List.of())).as(bad).isInstanceOf(PageException.class);
        }
        assertThatThrownBy(() -> page(PageQuery.select("SELECT $1::int AS id", List.of(), List.of()), PageRequest.first()))
                .isInstanceOf(PageException.class);
        Db readOnly = Servers.db(target, SessionSpec.sampler());
        assertThatThrownBy(() -> new HybridPager(readOnly, CursorSeal.random()).page(
                        PageQuery.select("WITH x AS (DELETE FROM posts RETURNING id) SELECT * FROM x", List.of(), List.of()), PageRequest.first(), rs -> 1))
                .isInstanceOf(DbException.class);
    }

    @Test
    void walksAnIndexForMixedDirectionsAndNulls() {
        Servers.execute(target, "INSERT INTO posts (created_at, client, title) SELECT now(), nullif(g % 50, 0), 'x' FROM generate_series(1, 20000) g",
                "CREATE INDEX ON posts (client, created_at DESC, id DESC)", "VACUUM ANALYZE posts");
        PageQuery q = posts.orderedBy(SortKey.asc("q.client"), SortKey.desc("q.created_at"));
        PageCost cost = pager.cost(q, 200_000, 20);
        assertThat(cost.sorts()).isFalse();
        assertThat(cost.byKeyset()).isNotNull().isLessThan(cost.byOffset() / 20);
        PageCost unsorted = pager.cost(posts.orderedBy(SortKey.asc("q.title")).where(List.of(new Filter("client", Filter.Op.EQUAL, "3"))), 100, 20);
        assertThat(unsorted.sorts()).isTrue();
        assertThat(unsorted.indexWanted()).isEqualTo("CREATE INDEX CONCURRENTLY ON public.posts (client, title, id)");
    }

    @Test
    void filtersSafelyWhateverTheValueIs() {
        PageQuery q = posts.where(List.of(new Filter("title", Filter.Op.CONTAINS, "POST 99")));
        assertThat(page(q, PageRequest.first()).rows()).hasSize(11);
        assertThat(page(posts.where(List.of(new Filter("title", Filter.Op.EQUAL, "x' OR '1'='1"))), PageRequest.first()).rows()).isEmpty();
        assertThat(page(posts.where(List.of(new Filter("title", Filter.Op.CONTAINS, "%"))), PageRequest.first()).rows()).isEmpty();
        assertThat(page(posts.where(List.of(new Filter("client", Filter.Op.IS_NULL, null))), PageRequest.first()).rows()).isEmpty();
        assertThatThrownBy(() -> page(posts.where(List.of(new Filter("client", Filter.Op.EQUAL, "abc"))), PageRequest.first()))
                .isInstanceOf(DbException.class);
    }
}
