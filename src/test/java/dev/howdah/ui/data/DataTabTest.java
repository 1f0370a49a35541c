package dev.howdah.ui.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.Db;
import dev.howdah.engine.db.SessionSpec;
import dev.howdah.engine.db.Target;
import dev.howdah.testing.Await;
import dev.howdah.testing.FxWindow;
import dev.howdah.testing.Leaks;
import dev.howdah.testing.Servers;
import dev.howdah.ui.kit.Files;
import dev.howdah.ui.kit.Fx;
import dev.howdah.ui.kit.Kit;
import dev.howdah.ui.kit.Memory;
import dev.howdah.ui.kit.Notices;
import java.time.Duration;
import java.time.InstantSource;
import javafx.scene.Node;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock("javafx")
class DataTabTest {
    private final Target target = Servers.newDatabase();
    private final Db db = Servers.db(target, new SessionSpec("browse", true, Duration.ofSeconds(20), Duration.ofMillis(500), Duration.ZERO));

    private DataTab tab() {
        return tab(db);
    }

    private static DataTab tab(Db db) {
        return new DataTab(db, new Kit(Fx.live(), Memory.brief(), Files.dialogs(), Notices.silent(), InstantSource.system()));
    }

    private void numbers() {
        Servers.execute(target, "CREATE TABLE numbers (id int PRIMARY KEY, doc jsonb, t text)",
                "INSERT INTO numbers SELECT g, jsonb_build_object('n', g), CASE g % 3 WHEN 0 THEN NULL WHEN 1 THEN '' ELSE 'word' END"
                        + " FROM generate_series(1, 50000) g",
                "VACUUM ANALYZE numbers");
    }

    private static int rows(FxWindow window) {
        return FxWindow.call(() -> ((TableView<?>) window.stage().getScene().lookup("#data-grid")).getItems().size());
    }

    @Test
    void showsATableThatIsClickedAndGoesWhereItIsTold() {
        numbers();
        try (FxWindow window = FxWindow.show(() -> tab().open().root())) {
            window.awaitWords("public.numbers");
            window.robot().clickOn("public.numbers");
            Await.until("rows are there", () -> rows(window) == 50_000);
            window.awaitWords("Rows 1–200");
            window.robot().clickOn("#data-jump").write("page 400").type(KeyCode.ENTER);
            window.awaitWords("39,901");
            window.awaitWords("by keys after a jump");
            FxWindow.run(() -> window.stage().getScene().lookup("#data-grid").requestFocus());
            window.robot().type(KeyCode.ENTER);
            window.awaitWords("Row 39,901");
            window.robot().type(KeyCode.ESCAPE);
            Await.until("the detail is closed", () -> !window.says("Row 39,901"));
        }
    }

    @Test
    void runsASelectFromTheKeyboardAndFilters() {
        numbers();
        try (FxWindow window = FxWindow.show(() -> tab().open().root())) {
            window.robot().clickOn("#data-sql").write("TABLE numbers").press(KeyCode.CONTROL).type(KeyCode.ENTER).release(KeyCode.CONTROL);
            window.awaitWords("Rows 1–200");
            window.awaitWords("NULL");
            window.robot().clickOn("#filter-value").write("77").type(KeyCode.ENTER);
            Await.until("one row is left", () -> rows(window) == 1);
            window.robot().clickOn("id = 77");
            Await.until("all are back", () -> rows(window) > 1_000);
        }
    }

    @Test
    void showsWhichStatementsSkipRowsAndWhatToWriteInstead() {
        Servers.execute(target, "CREATE EXTENSION pg_stat_statements", "CREATE TABLE advised (id int PRIMARY KEY, seen timestamptz NOT NULL)",
                "INSERT INTO advised SELECT g, now() - g * interval '1 s' FROM generate_series(1, 5000) g", "ANALYZE advised",
                "SELECT id FROM advised ORDER BY seen DESC LIMIT 20 OFFSET 2000");
        try (FxWindow window = FxWindow.show(() -> tab().open().root())) {
            window.robot().clickOn("OFFSET statements");
            window.awaitWords("SELECT id FROM advised");
            window.robot().clickOn("SELECT id FROM advised ORDER BY seen DESC LIMIT $1 OFFSET $2");
            window.awaitWords("Jumping to a page");
        }
    }

    @Test
    void saysWhatIsWrongInTheTab() {
        numbers();
        try (FxWindow window = FxWindow.show(() -> tab().open().root())) {
            window.robot().clickOn("#data-sql").write("DROP TABLE numbers");
            window.robot().clickOn("#data-run");
            window.awaitWords("Only one reading statement");
            FxWindow.run(() -> ((javafx.scene.control.TextArea) window.stage().getScene().lookup("#data-sql")).setText("SELECT 1 / (id - 150) FROM numbers"));
            window.robot().clickOn("#data-run");
            window.awaitWords("division by zero");
            assertThat(rows(window)).isZero();
        }
    }

    @Test
    void stopsAReadThatTakesTooLong() {
        // no limit of time ends it before the test does
        Db patient = Servers.db(target, new SessionSpec("browse", true, Duration.ofHours(1), Duration.ofMillis(500), Duration.ZERO));
        try (FxWindow window = FxWindow.show(() -> tab(patient).open().root())) {
            FxWindow.run(() -> ((javafx.scene.control.TextArea) window.stage().getScene().lookup("#data-sql"))
                    .setText("SELECT g, pg_sleep(10)::text FROM generate_series(1, 1000) g"));
            window.robot().clickOn("#data-run");
            Node stop = FxWindow.call(() -> window.stage().getScene().lookup("#data-stop"));
            Await.until("it can be stopped", () -> FxWindow.call(() -> stop.getParent().isVisible() && rowsAsked(window)));
            window.robot().clickOn("#data-stop");
            Await.until("it stands still", () -> FxWindow.call(() -> !stop.getParent().isVisible()));
            Await.until("on the server too", () -> Servers.db(target).withConnection(c -> {
                try (var rs = c.createStatement().executeQuery(
                        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND query LIKE '%pg_sleep%'"
                                + " AND pid <> pg_backend_pid()")) {
                    rs.next();
                    return rs.getInt(1) == 0;
                }
            }));
        }
    }

    private static boolean rowsAsked(FxWindow window) {
        return window.stage().getScene().lookup("#data-grid") instanceof TableView<?> t && !t.getColumns().isEmpty();
    }

    @Test
    void leavesNothingBehindWhenItIsClosed() {
        numbers();
        FxWindow.start();
        assertThat(Leaks.heldAfterClosing(() -> tab().open().root())).isZero();
    }
}
