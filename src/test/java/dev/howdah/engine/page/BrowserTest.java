package dev.howdah.engine.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.DbException;
import dev.howdah.engine.db.DbProblem;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.testing.Await;
import dev.howdah.testing.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class BrowserTest {
    private final Target target = Servers.newDatabase();
    private final Db db = Servers.db(target, new SessionSpec("data", true, Duration.ofSeconds(60), Duration.ofSeconds(1), Duration.ZERO));
    private final Browser browser = new Browser(db);
    private final HybridPager pager = new HybridPager(db, CursorSeal.random(), 100, 1_000);

    private List<List<CellValue>> read(Browser.Source s, long first, int size) {
        return new RowWindow<>(pager, s.query(), Browser.cells(s.columns().size())).rows(first, size, -1).rows();
    }

    @Test
    void showsValuesOfAnyType() {
        Servers.execute(target,
                "CREATE TYPE mood AS ENUM ('sad', 'glad')", "CREATE TYPE pair AS (a int, b text)", "CREATE DOMAIN small AS int CHECK (VALUE < 10)",
                "CREATE TABLE \"All Types\" (id int PRIMARY KEY, n numeric, f float8, t text, v varchar(9), c char(4), b bool, ts timestamptz, d date, "
                        + "i interval, u uuid, j json, jb jsonb, a int[], ta text[], r int4range, mr int4multirange, by bytea, p point, inet inet, "
                        + "m mood, pr pair, s small, x xml, bits bit(3), tv tsvector, \"Odd\"\"name\" int)",
                "INSERT INTO \"All Types\" VALUES (1, 1.50, 'NaN', '', 'v', 'c', true, 'infinity', '0044-03-15 BC', '1 mon -3 days', "
                        + "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '{\"a\": 1}', '{\"a\": [1, null]}', '{1,NULL}', '{\"x,y\",\"\"}', '[1,5)', '{[1,2)}', "
                        + "'\\x00ff', '(1,2)', '10.0.0.1/8', 'glad', '(1,\"x y\")', 5, '<a/>', '101', 'fat cat', 7)",
                "INSERT INTO \"All Types\" (id) VALUES (2)");
        Browser.Source s = browser.table("public", "All Types");
        List<List<CellValue>> rows = read(s, 0, 10);
        assertThat(rows).hasSize(2);
        assertThat(rows.getFirst().stream().map(CellValue::text)).containsExactly(
                "1", "1.50", "NaN", "", "v", "c", "true", "infinity", "0044-03-15 BC", "1 mon -3 days",
                "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", "{\"a\": 1}", "{\"a\": [1, null]}", "{1,NULL}", "{\"x,y\",\"\"}", "[1,5)", "{[1,2)}", "\\x00ff",
                "(1,2)", "10.0.0.1/8", "glad", "(1,\"x y\")", "5", "<a/>", "101", "'cat' 'fat'", "7");
        assertThat(rows.get(1).subList(1, 27)).allMatch(CellValue::absent);
        assertThat(rows.getFirst().get(3)).as("empty is not null").isEqualTo(new CellValue("", false, -1));
        assertThat(s.columns().get(11).kind()).isEqualTo(Column.Kind.JSON);
        assertThat(s.columns().get(13)).isEqualTo(new Column("a", "integer[]", Column.Kind.ARRAY));
        assertThat(s.columns().getLast().name()).isEqualTo("Odd\"name");
    }

    @Test
    void opensLongValuesOnDemandOnly() {
        Servers.execute(target, "CREATE TABLE long (id int PRIMARY KEY, t text, j jsonb, b bytea)",
                "INSERT INTO long VALUES (1, repeat('ä', 5000000), jsonb_build_object('a', repeat('x', 3000000)), decode(repeat('00', 2000000), 'hex'))");
        Browser.Source s = browser.table("public", "long");
        List<CellValue> row = read(s, 0, 1).getFirst();
        assertThat(row.get(1).text()).hasSize(Browser.PREVIEW);
        assertThat(row.get(1).bytes()).isEqualTo(10_000_000);
        assertThat(row.get(2).text()).isNull();
        assertThat(row.get(2).absent()).isFalse();
        assertThat(row.get(2).cut()).isTrue();
        assertThat(row.get(3).bytes()).isEqualTo(2_000_000);
        assertThat(browser.value(s, pager, 0, "t", 1_000)).hasSize(1_000);
        assertThat(browser.value(s, pager, 0, "j", 10_000_000)).startsWith("{\"a\": \"xxx").hasSize(3_000_009);
        assertThat(browser.value(s, pager, 0, "b", 100)).isEqualTo("00".repeat(50));
    }

    /** {@code mvn test -Dtest=BrowserTest#showsTheBeginningOfAValueOfAlmostAGigabyte -Dtest.excluded=none} */
    @Test
    @org.junit.jupiter.api.Tag("campaign")
    void showsTheBeginningOfAValueOfAlmostAGigabyte() {
        Servers.execute(target, "CREATE TABLE huge (id int PRIMARY KEY, t text, b bytea)", "ALTER TABLE huge ALTER t SET STORAGE EXTENDED",
                "INSERT INTO huge SELECT 1, repeat('x', 1000000000), NULL");
        Browser.Source s = browser.table("public", "huge");
        List<CellValue> row = read(s, 0, 1).getFirst();
        assertThat(row.get(1).bytes()).isEqualTo(1_000_000_000L);
        assertThat(browser.value(s, pager, 0, "t", 1_000_000)).hasSize(1_000_000);
    }

    @Test
    void tellsRowsWithoutAKeyApart() {
        Servers.execute(target, "CREATE TABLE same (a int)", "INSERT INTO same SELECT 1 FROM generate_series(1, 50)",
                "CREATE TABLE uniq (a int NOT NULL, b int, UNIQUE (b), UNIQUE (a))", "CREATE VIEW v AS SELECT * FROM same");
        assertThat(browser.table("public", "same").query().key()).containsExactly("q.ctid");
        assertThat(browser.table("public", "uniq").query().key()).containsExactly("q.a");
        assertThat(browser.table("public", "v").query().seekable()).isFalse();
        Browser.Source s = browser.table("public", "same");
        RowWindow<List<CellValue>> window = new RowWindow<>(pager, s.query(), Browser.cells(1));
        int rows = 0;
        for (int i = 0; i < 50; i += 7) {
            rows += window.rows(i, 7, -1).rows().size();
        }
        assertThat(rows).isEqualTo(50);
    }

    @Test
    void reachesAnyRowFromTheNearestThatItKnows() {
        Servers.execute(target, "CREATE TABLE many (id int PRIMARY KEY)", "INSERT INTO many SELECT generate_series(0, 99999)", "VACUUM ANALYZE many");
        Browser.Source s = browser.table("public", "many");
        RowWindow<List<CellValue>> window = new RowWindow<>(pager, s.query(), Browser.cells(1));
        for (long first : new long[] {0, 50_000, 50_100, 49_900, 99_950, 20, 99_990}) {
            RowWindow.Rows<List<CellValue>> rows = window.rows(first, 100, 100_000);
            assertThat(rows.rows().getFirst().getFirst().text()).isEqualTo(String.valueOf(first));
            assertThat(rows.rows()).hasSize((int) Math.min(100, 100_000 - first));
        }
        assertThat(window.rows(50_200, 100, -1).skipped()).isZero();
        assertThat(window.rows(99_800, 100, 100_000).skipped()).isLessThan(200);
        assertThat(window.rows(200_000, 100, -1).rows()).isEmpty();
    }

    @Test
    void saysWhatIsWrongWithAViewOrATableThatIsGone() {
        Servers.execute(target, "CREATE VIEW broken AS SELECT 1 / (n - 1) AS x FROM generate_series(1, 3) n");
        Browser.Source s = browser.table("public", "broken");
        assertThatThrownBy(() -> read(s, 0, 5))
                .isInstanceOfSatisfying(DbException.class, e -> assertThat(e.problem().detail()).contains("division by zero"));
        assertThatThrownBy(() -> browser.table("public", "nowhere"))
                .isInstanceOfSatisfying(DbException.class, e -> assertThat(e.problem()).isInstanceOf(DbProblem.Missing.class));
        assertThatThrownBy(() -> browser.select("SELECT nextval('x'); DROP TABLE y", List.of())).isInstanceOf(PageException.class);
        assertThat(browser.relations()).anyMatch(r -> r.name().equals("broken") && r.kind().equals("v"));
    }

    @Test
    void exportsCsvAndJson(@TempDir Path folder) throws IOException {
        Servers.execute(target, "CREATE TABLE out (id int PRIMARY KEY, t text, j jsonb)",
                "INSERT INTO out SELECT g, CASE g % 4 WHEN 0 THEN NULL WHEN 1 THEN '' WHEN 2 THEN 'a,\"b\"' ELSE E'x\\ny' END, '{\"k\": 1}' FROM generate_series(1, 2500) g");
        PageQuery q = browser.table("public", "out").query().orderedBy(SortKey.desc("q.id"))
                .where(List.of(new Filter("id", Filter.Op.AT_LEAST, "3")));
        List<Export.Progress> told = new ArrayList<>();
        Path csv = folder.resolve("o.csv");
        assertThat(new Export(db, q, Export.Format.CSV, told::add).run(csv).rows()).isEqualTo(2_498);
        assertThat(told).hasSizeGreaterThanOrEqualTo(3);
        assertThat(Files.readString(csv)).startsWith("id,t,j\n2500,,\"{\"\"k\"\": 1}\"\n2499,\"x\ny\",").contains("\n2498,\"a,\"\"b\"\"\",").contains("2497,\"\",");
        Path json = folder.resolve("o.json");
        new Export(db, q, Export.Format.JSON, told::add).run(json);
        var tree = new JsonMapper().readTree(json);
        assertThat(tree.size()).isEqualTo(2_498);
        assertThat(tree.get(0).get("t").isNull()).isTrue();
        assertThat(tree.get(3).get("t").asString()).isEmpty();
        new Export(db, q.where(List.of(new Filter("id", Filter.Op.LESS, "0"))), Export.Format.JSON, told::add).run(json);
        assertThat(new JsonMapper().readTree(json).size()).isZero();
    }

    @Test
    void leavesNoFileBehindACancelledExport(@TempDir Path folder) {
        PageQuery endless = PageQuery.select("SELECT generate_series(1, 2000000000) AS g", List.of(), List.of());
        for (Export.Format format : Export.Format.values()) {
            Export[] export = new Export[1];
            export[0] = new Export(db, endless, format, p -> {
                if (p.rows() >= 5_000) {
                    export[0].cancel();
                }
            });
            assertThatThrownBy(() -> export[0].run(folder.resolve("x"))).isInstanceOf(CancellationException.class);
            assertThat(folder).isEmptyDirectory();
        }
        Export waiting = new Export(db, PageQuery.select("SELECT pg_sleep(60)", List.of(), List.of()), Export.Format.CSV, p -> {});
        Thread.startVirtualThread(() -> {
            Await.until("runs", () -> db.call(h -> h.createQuery(
                            "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'COPY%pg_sleep%' AND state = 'active' AND datname = current_database()")
                    .mapTo(Integer.class).one()) > 0);
            waiting.cancel();
        });
        assertThatThrownBy(() -> waiting.run(folder.resolve("x"))).isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> new Export(db, endless, Export.Format.CSV, p -> {}).run(folder.resolve("no/such/folder")))
                .isInstanceOf(java.io.UncheckedIOException.class);
    }

    @Test
    void anExportThatFailsInItsMiddleEnds(@TempDir Path folder) {
        PageQuery endless = PageQuery.select("SELECT generate_series(1, 2000000000) AS g", List.of(), List.of());
        for (Export.Format format : Export.Format.values()) {
            Export export = new Export(db, endless, format, p -> {
                throw new IllegalStateException("no more");
            });
            assertThatThrownBy(() -> export.run(folder.resolve("x"))).isInstanceOf(IllegalStateException.class).hasMessage("no more");
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void writesKeysetQueriesForStatementsWithOffset() {
        Servers.execute(target, "CREATE EXTENSION IF NOT EXISTS pg_stat_statements",
                "CREATE TABLE posts (id bigserial PRIMARY KEY, created_at timestamptz NOT NULL DEFAULT now(), client int, title text)",
                "INSERT INTO posts (client, title) SELECT g % 9, 'x' FROM generate_series(1, 30000) g", "VACUUM ANALYZE posts",
                "SELECT p.id, p.title FROM posts p WHERE p.client = 3 ORDER BY p.created_at DESC LIMIT 20 OFFSET 400",
                "SELECT title FROM posts ORDER BY client, id DESC OFFSET 5 LIMIT 3",
                "SELECT client, count(*) FROM posts GROUP BY client ORDER BY 1 OFFSET 2");
        List<KeysetAdvice> advice = KeysetAdvice.of(db);
        KeysetAdvice p = advice.stream().filter(a -> a.query().contains("p.title")).findFirst().orElseThrow();
        assertThat(p.keyset()).isEqualTo("SELECT p.id, p.title FROM posts p WHERE (p.client = $1) AND (p.created_at, p.id) < ($2, $3)"
                + " ORDER BY p.created_at DESC, p.id DESC LIMIT 20");
        assertThat(p.index()).isEqualTo("CREATE INDEX CONCURRENTLY ON posts (client, created_at DESC, id DESC)");
        assertThat(p.costs()).hasSize(3);
        KeysetAdvice mixed = advice.stream().filter(a -> a.query().startsWith("SELECT title")).findFirst().orElseThrow();
        assertThat(mixed.keyset()).contains("client IS NOT DISTINCT FROM $1 AND id < $2").contains("$1 IS NOT NULL AND client IS NULL");
        assertThat(mixed.costs().get(2)).isGreaterThan(mixed.costs().get(0));
        assertThat(mixed.index()).isEqualTo("CREATE INDEX CONCURRENTLY ON posts (client, id DESC)");
        assertThat(advice.stream().filter(a -> a.query().contains("GROUP")).findFirst().orElseThrow().keyset()).isNull();
        Servers.execute(target, "CREATE INDEX ON posts (client, created_at DESC, id DESC)");
        assertThat(KeysetAdvice.of(db, new KeysetAdvice.Found(p.query(), 1, 1)).index()).isNull();
        assertThat(KeysetAdvice.missing(Servers.db(Servers.newDatabase()))).isNotNull();
    }
}
