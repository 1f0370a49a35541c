package dev.howdah.ui.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.Connections;
import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.engine.page.CellValue;
import dev.howdah.engine.page.Export;
import dev.howdah.engine.page.Filter;
import dev.howdah.engine.page.Relation;
import dev.howdah.engine.page.SortKey;
import dev.howdah.engine.page.Total;
import dev.howdah.testing.Servers;
import dev.howdah.ui.kit.Files;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Memory;
import dev.howdah.ui.kit.Notices;
import dev.howdah.ui.kit.Subscriptions;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataControllerTest {
    @TempDir
    Path folder;

    private final Target target = Servers.newDatabase();
    private final Db db = Servers.db(target, new SessionSpec("browse", true, Duration.ofSeconds(20), Duration.ofMillis(300), Duration.ZERO));
    private final DataModel model = new DataModel();
    private final Files files = new Files() {
        @Override
        public @Nullable Path save(@Nullable Window owner, String suggestedName) {
            return folder.resolve(suggestedName);
        }

        @Override
        public @Nullable Path open(@Nullable Window owner) {
            return null;
        }
    };
    private final Kit kit = new Kit(Fx.direct(), Memory.brief(), files, Notices.silent(), InstantSource.system());
    private final DataController controller = new DataController(model, db, kit);

    private void numbers(int rows) {
        Servers.execute(target, "CREATE TABLE numbers (id int PRIMARY KEY, t text)",
                "INSERT INTO numbers SELECT g, CASE WHEN g % 2 = 0 THEN 'even' END FROM generate_series(1, " + rows + ") g", "VACUUM ANALYZE numbers");
    }

    private void choose() {
        controller.onRefresh();
        controller.onTable(model.relations.get().stream().filter(r -> r.name().equals("numbers")).findFirst().orElseThrow());
    }

    private @Nullable String cell(int row, int column) {
        model.rows.get(row);
        List<CellValue> cells = model.rows.get(row).cells();
        return cells == null ? "not read" : cells.get(column).text();
    }

    @Test
    void readsOnlyBlocksThatAreLookedAt() {
        numbers(20_000);
        choose();
        assertThat(model.total.get()).isEqualTo(new Total(20_000, Total.Kind.ESTIMATED));
        assertThat(model.rows).hasSize(20_000);
        assertThat(cell(0, 0)).isEqualTo("1");
        assertThat(cell(15_432, 0)).isEqualTo("15433");
        assertThat(model.strategy.get()).contains("by keys after a jump");
        assertThat(cell(19_999, 0)).isEqualTo("20000");
        assertThat(cell(15_233, 0)).isEqualTo("15234");
        assertThat(model.strategy.get()).as("from a row that was read before").contains("by keys");
        controller.onCount();
        assertThat(model.total.get().kind()).isEqualTo(Total.Kind.EXACT);
    }

    @Test
    void sortsAndFiltersOnTheServer() {
        numbers(1_000);
        choose();
        controller.onSort(List.of(SortKey.desc("q.id")));
        assertThat(cell(0, 0)).isEqualTo("1000");
        Filter odd = new Filter("t", Filter.Op.IS_NULL, null);
        controller.onFilter(odd);
        assertThat(cell(0, 0)).isEqualTo("999");
        controller.onCount();
        assertThat(model.rows).hasSize(500);
        controller.onUnfilter(odd);
        assertThat(cell(0, 0)).isEqualTo("1000");
    }

    @Test
    void endsExactlyWhereACountSays() {
        numbers(2 * WindowList.BLOCK);
        choose();
        controller.onCount();
        assertThat(cell(2 * WindowList.BLOCK - 1, 0)).isEqualTo(String.valueOf(2 * WindowList.BLOCK));
        assertThat(model.rows).hasSize(2 * WindowList.BLOCK);
        assertThat(controller.onJump("100 %")).isEqualTo(2 * WindowList.BLOCK - 1);
        assertThat(controller.onJump("page 3")).isEqualTo(200);
        assertThat(controller.onJump("1,000,000")).isEqualTo(2 * WindowList.BLOCK - 1);
        assertThat(controller.onJump("0")).isZero();
        assertThat(controller.onJump("somewhere")).isEqualTo(-1);
    }

    @Test
    void noRowIsToldWhereNoneIs() {
        numbers(1_000);
        choose();
        controller.onFilter(new Filter("id", Filter.Op.LESS, "0"));
        assertThat(model.rows).isEmpty();
        assertThat(model.total.get()).isEqualTo(new Total(0, Total.Kind.EXACT));
        assertThat(model.strategy.get()).startsWith("No row in ");
    }

    @Test
    void findsTheEndWhenTheEstimateWasWrong() {
        Servers.execute(target, "CREATE TABLE numbers (id int PRIMARY KEY)", "INSERT INTO numbers SELECT generate_series(1, 1000)");
        controller.onSelect("SELECT id FROM numbers WHERE id % 3 = 0", "id");
        for (int block = 0; block <= model.rows.size() / WindowList.BLOCK && block < 20; block++) {
            if (block * WindowList.BLOCK < model.rows.size()) {
                model.rows.get(block * WindowList.BLOCK);
            }
        }
        assertThat(model.rows).hasSize(333);
    }

    @Test
    void saysWhatIsWrongAndKeepsTheTable() throws Exception {
        numbers(1_000);
        choose();
        controller.onFilter(new Filter("id", Filter.Op.EQUAL, "abc"));
        assertThat(model.problem.get()).isNotNull().satisfies(p -> assertThat(p.reason()).contains("abc"));
        controller.onUnfilter(model.filters.get().getFirst());
        assertThat(model.problem.get()).isNull();
        controller.onSelect("DROP TABLE numbers", "");
        assertThat(model.problem.get()).satisfies(p -> assertThat(p.title()).startsWith("Only one reading statement"));
        controller.onSelect("SELECT * FROM nowhere", "");
        assertThat(model.problem.get()).isNotNull();
        choose();
        try (Connection c = Connections.open(target, SessionSpec.interactive())) {
            c.setAutoCommit(false);
            c.createStatement().execute("LOCK TABLE numbers IN ACCESS EXCLUSIVE MODE");
            controller.onRefresh();
            assertThat(model.problem.get()).isNotNull().satisfies(p -> assertThat(p.retryHelps()).isTrue());
        }
        Servers.execute(target, "DROP TABLE numbers");
        controller.onRefresh();
        assertThat(model.problem.get()).isNotNull();
        controller.onTable(new Relation("public", "numbers", "r", 1, 1, true));
        assertThat(model.problem.get()).isNotNull();
    }

    @Test
    void opensARowAndLoadsALongValueWhole() {
        Servers.execute(target, "CREATE TABLE numbers (id int PRIMARY KEY, t text)", "INSERT INTO numbers VALUES (1, repeat('x', 5000))");
        choose();
        controller.onOpen(model.rows.get(0));
        DataModel.Opened opened = model.opened.get();
        assertThat(opened).isNotNull();
        assertThat(opened.cells().get(1).cut()).isTrue();
        String[] whole = new String[1];
        controller.onWhole(0, "t", v -> whole[0] = v);
        assertThat(whole[0]).hasSize(5_000);
    }

    @Test
    void exportsWhatIsShown() throws Exception {
        numbers(10);
        choose();
        controller.onFilter(new Filter("id", Filter.Op.AT_MOST, "3"));
        controller.onExport(Export.Format.CSV);
        assertThat(java.nio.file.Files.readString(folder.resolve("public.numbers.csv"))).isEqualTo("id,t\n1,\n2,even\n3,\n");
        assertThat(model.exporting.get()).isEmpty();
    }

    @Test
    void advisesOrSaysWhatIsMissing() {
        controller.onAdvice();
        assertThat(model.adviceLacks.get()).hasSize(1);
        Servers.execute(target, "CREATE EXTENSION pg_stat_statements");
        db.forgetServer();
        controller.onAdvice();
        assertThat(model.adviceLacks.get()).isEmpty();
    }

    @Test
    void letsGoOfEverythingWhenItIsHidden() {
        numbers(10);
        controller.onShow(new Subscriptions());
        choose();
        assertThat(model.rows).hasSizeGreaterThanOrEqualTo(10);
    }

    @Test
    void findsTheTableOfAnIndexASequenceAConstraintAndAColumn() {
        Servers.execute(target, "CREATE SCHEMA \"odd.one\"", "CREATE TABLE \"odd.one\".bills (id serial PRIMARY KEY, total int CONSTRAINT positive CHECK (total > 0))",
                "CREATE INDEX bills_total ON \"odd.one\".bills (total)");
        controller.onRefresh();
        for (String part : List.of("odd.one.bills_total", "odd.one.bills_id_seq", "odd.one.bills.positive", "odd.one.bills.total", "odd.one.bills")) {
            model.title.set("");
            controller.onFind(part);
            assertThat(model.title.get()).as(part).isEqualTo("odd.one.bills");
        }
        model.title.set("");
        controller.onFind("odd.one.nothing");
        assertThat(model.title.get()).isEmpty();
    }
}
