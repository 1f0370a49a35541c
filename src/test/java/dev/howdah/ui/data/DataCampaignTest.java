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
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sizes and mishaps that take long: {@code mvn test -Dtest=DataCampaignTest -Dtest.excluded=}. */
@Tag("campaign")
@Timeout(900)
class DataCampaignTest {
    private static final int MANY = 5_000_000;

    @TempDir
    Path folder;

    private final Target target = Servers.newDatabase();
    private final Db db = Servers.db(target, new SessionSpec("browse", true, Duration.ofSeconds(120), Duration.ofMillis(300), Duration.ZERO));
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
    private final DataController controller =
            new DataController(model, db, new Kit(Fx.direct(), Memory.brief(), files, Notices.silent(), InstantSource.system()));

    private void patiently(String... statements) {
        Db patient = Servers.db(target, new SessionSpec("campaign", false, Duration.ZERO, Duration.ZERO, Duration.ZERO));
        for (String s : statements) {
            patient.execute(s);
        }
    }

    private void choose(String table) {
        controller.onTable(new Relation("public", table, "r", 1, 1, true));
    }

    private @Nullable String cell(int row, int column) {
        model.rows.get(row);
        List<CellValue> cells = model.rows.get(row).cells();
        return cells == null ? "not read" : cells.isEmpty() ? "unreadable" : cells.get(column).text();
    }

    private void timed(String what, Runnable step) {
        long start = System.nanoTime();
        step.run();
        System.getLogger("data").log(System.Logger.Level.INFO, "{0}: {1} ms", what, (System.nanoTime() - start) / 1_000_000);
    }

    @Test
    void goesAnywhereInFiveMillionRows() throws IOException {
        patiently("CREATE TABLE many (id int PRIMARY KEY, kind int NOT NULL, t text NOT NULL)",
                "INSERT INTO many SELECT g, g % 1000, 'row ' || g FROM generate_series(1, " + MANY + ") g",
                "CREATE INDEX ON many (kind, id)", "VACUUM (FREEZE, ANALYZE) many");
        timed("open", () -> choose("many"));
        assertThat(model.rows.size()).isBetween(MANY * 9 / 10, MANY * 11 / 10);
        timed("count", controller::onCount);
        assertThat(model.total.get()).isEqualTo(new Total(MANY, Total.Kind.EXACT));
        for (String place : new String[] {"page 10", "page 100", "page 10,000", "50 %", "4,999,990", "100 %", "2,000,001", "1"}) {
            int row = (int) controller.onJump(place);
            timed("jump to " + place, () -> assertThat(cell(row, 0)).isEqualTo(String.valueOf(row + 1)));
        }
        timed("scroll on 5,000 rows", () -> {
            for (int row = 2_000_000; row < 2_005_000; row += 50) {
                assertThat(cell(row, 0)).isEqualTo(String.valueOf(row + 1));
            }
        });
        timed("sort down", () -> controller.onSort(List.of(SortKey.desc("q.id"))));
        assertThat(cell(0, 0)).isEqualTo(String.valueOf(MANY));
        timed("sort by an indexed column that repeats", () -> controller.onSort(List.of(SortKey.asc("q.kind"))));
        assertThat(cell(4_999, 1)).isEqualTo("0");
        assertThat(cell(5_000, 1)).isEqualTo("1");
        timed("sort by a column without index", () -> controller.onSort(List.of(SortKey.desc("q.t"))));
        assertThat(cell(0, 2)).isEqualTo("row 999999");
        assertThat(model.cost.get()).isNotNull().satisfies(c -> assertThat(c.indexWanted()).contains("CREATE INDEX CONCURRENTLY"));
        controller.onSort(List.of());
        timed("filter", () -> controller.onFilter(new Filter("kind", Filter.Op.EQUAL, "7")));
        controller.onCount();
        assertThat(model.rows).hasSize(5_000);
        timed("last row of the filter", () -> assertThat(cell(4_999, 0)).isEqualTo(String.valueOf(MANY - 993)));
        controller.onUnfilter(model.filters.get().getFirst());
        timed("export", () -> controller.onExport(Export.Format.CSV));
        try (BufferedReader lines = java.nio.file.Files.newBufferedReader(folder.resolve("public.many.csv"))) {
            assertThat(lines.lines().count()).isEqualTo(MANY + 1L);
        }
    }

    @Test
    void showsAndExportsAValueOfAGigabyte() throws IOException {
        patiently("CREATE TABLE huge (id int PRIMARY KEY, t text)",
                "INSERT INTO huge SELECT g, CASE WHEN g = 2 THEN repeat('x', 1000000000) ELSE 'short' END FROM generate_series(1, 3) g");
        timed("open", () -> choose("huge"));
        assertThat(cell(1, 1)).hasSize(300);
        assertThat(cell(2, 1)).isEqualTo("short");
        timed("load what is bearable of it", () -> controller.onWhole(1, "t", v -> assertThat(v).hasSize(1_000_000)));
        assertThat(model.problem.get()).isNull();
        for (Export.Format format : Export.Format.values()) {
            timed("export as " + format, () -> controller.onExport(format));
            Path file = folder.resolve("public.huge." + format.name().toLowerCase(java.util.Locale.ROOT));
            if (model.problem.get() == null) {
                assertThat(file).exists();
                assertThat(java.nio.file.Files.size(file)).isGreaterThan(1_000_000_000L);
                java.nio.file.Files.delete(file);
            } else {
                assertThat(model.problem.get().title() + model.problem.get().reason()).isNotBlank();
                assertThat(folder).isEmptyDirectory();
                System.getLogger("data").log(System.Logger.Level.INFO, "{0}: {1}", format, model.problem.get());
            }
            assertThat(model.exporting.get()).isEmpty();
            choose("huge");
            assertThat(cell(0, 1)).as("and it goes on").isEqualTo("short");
        }
    }

    @Test
    void survivesATableThatIsAlteredLockedReplacedAndDroppedWhileItIsBrowsed() throws Exception {
        Servers.execute(target, "CREATE TABLE moving (id int PRIMARY KEY, a text, b int)",
                "INSERT INTO moving SELECT g, 'a' || g, g FROM generate_series(1, 10000) g", "VACUUM ANALYZE moving");
        choose("moving");
        assertThat(cell(5_000, 1)).isEqualTo("a5001");
        Servers.execute(target, "ALTER TABLE moving ADD COLUMN c int DEFAULT 3");
        assertThat(cell(7_000, 1)).as("a new column changes nothing").isEqualTo("a7001");
        Servers.execute(target, "ALTER TABLE moving DROP COLUMN a");
        assertThat(cell(9_000, 1)).isEqualTo("unreadable");
        assertThat(model.problem.get()).isNotNull().satisfies(p -> assertThat(p.reason()).contains("a"));
        controller.onRefresh();
        assertThat(model.problem.get()).isNull();
        assertThat(model.source.get()).isNotNull().satisfies(s -> assertThat(s.columns()).hasSize(3));
        assertThat(cell(9_000, 1)).isEqualTo("9001");
        Servers.execute(target, "ALTER TABLE moving ALTER b TYPE text USING 'b' || b");
        assertThat(cell(3_000, 1)).isEqualTo("b3001");
        try (Connection c = Connections.open(target, SessionSpec.interactive())) {
            c.setAutoCommit(false);
            c.createStatement().execute("LOCK TABLE moving IN ACCESS EXCLUSIVE MODE");
            assertThat(cell(1_000, 1)).isEqualTo("unreadable");
            assertThat(model.problem.get()).isNotNull().satisfies(p -> assertThat(p.retryHelps()).isTrue());
        }
        controller.onRefresh();
        assertThat(cell(1_000, 1)).isEqualTo("b1001");
        Servers.execute(target, "DROP TABLE moving", "CREATE VIEW moving AS SELECT 1 / (g - 300) AS x, g AS id FROM generate_series(1, 1000) g");
        controller.onRefresh();
        assertThat(cell(10, 1)).isEqualTo("11");
        assertThat(cell(299, 1)).as("a view that fails at one row").isEqualTo("unreadable");
        assertThat(model.problem.get()).isNotNull().satisfies(p -> assertThat(p.reason()).contains("division by zero"));
        Servers.execute(target, "DROP VIEW moving");
        controller.onRefresh();
        assertThat(model.problem.get()).as("nothing any more").isNotNull();
    }
}
