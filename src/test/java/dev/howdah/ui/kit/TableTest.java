package dev.howdah.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.howdah.engine.db.DbProblem;
import dev.howdah.engine.db.Lack;
import dev.howdah.engine.sample.Reading;
import dev.howdah.testing.FxWindow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock("javafx")
class TableTest {
    record Session(int pid, @Nullable String user, double seconds) {}

    @TempDir
    Path folder;

    private final Memory memory = Memory.brief();
    private final List<Session> opened = new ArrayList<>();
    private @Nullable Path saveTo;

    @BeforeEach
    void toolkit() {
        FxWindow.start();
    }

    private Table<Session> table() {
        dev.howdah.ui.kit.Files files = new dev.howdah.ui.kit.Files() {
            @Override
            public @Nullable Path save(@Nullable Window owner, String suggestedName) {
                return saveTo;
            }

            @Override
            public @Nullable Path open(@Nullable Window owner) {
                return null;
            }
        };
        Kit kit = new Kit(Fx.direct(), memory, files, Notices.silent(), InstantSource.fixed(Instant.EPOCH));
        return kit.<Session>table("test.sessions")
                .number("test.pid", Session::pid, Unit.NAME)
                .text("test.user", Session::user)
                .number("test.age", Session::seconds, Unit.SECONDS)
                .bar()
                .key(Session::pid)
                .sorted("test.age", true)
                .onOpen(opened::add)
                .build();
    }

    private static List<Session> sessions(int n, double offset) {
        return IntStream.range(0, n)
                .mapToObj(i -> new Session(1000 + i, i % 3 == 0 ? null : "user" + i, n - i + offset))
                .toList();
    }

    private static <T> TableView<T> view(Table<T> table) {
        return table.view();
    }

    @Test
    void tellsNothingThereFromNothingReadAndFromNothingFound() {
        Table<Session> table = FxWindow.call(this::table);
        Sampled<List<Session>> read = new Sampled<>();
        FxWindow.run(() -> {
            table.known(read);
            read.value().subscribe(v -> table.rows(v == null ? List.of() : v));
            table.empty("Nobody is here.", "");
        });
        assertThat(placeholder(table)).isEqualTo("Being read.");
        FxWindow.run(() -> read.accept(new Reading.Failed<>(Instant.EPOCH, new DbProblem.Timeout("db", "late"))));
        assertThat(placeholder(table)).isEqualTo("It could not be read.");
        FxWindow.run(() -> read.accept(new Reading.Skipped<>(Instant.EPOCH, new Lack("needs pg_monitor", null))));
        assertThat(placeholder(table)).isEqualTo("Not known: needs pg_monitor.");
        FxWindow.run(() -> read.accept(new Reading.Value<>(Instant.EPOCH, List.of(), Duration.ZERO, List.of())));
        assertThat(placeholder(table)).isEqualTo("Nobody is here.");
        FxWindow.run(() -> read.accept(new Reading.Value<>(Instant.EPOCH, List.of(), Duration.ZERO, List.of(new Lack("needs pg_monitor", null)))));
        assertThat(placeholder(table)).isEqualTo("This role sees nothing of it: needs pg_monitor.");
        FxWindow.run(() -> {
            read.accept(new Reading.Value<>(Instant.EPOCH, sessions(3, 0), Duration.ZERO, List.of()));
            table.filter("none of them");
        });
        assertThat(placeholder(table)).isEqualTo("No row contains \"none of them\".");
    }

    private static String placeholder(Table<?> table) {
        return FxWindow.call(() -> ((Labeled) view(table).getPlaceholder().lookup(".empty-title")).getText());
    }

    @Test
    void keepsSelectionAndScrollThroughRefreshes() {
        Table<Session> table = FxWindow.call(this::table);
        try (FxWindow window = FxWindow.show(() -> new VBox(table.tools(), table.node()))) {
            FxWindow.run(() -> {
                table.rows(sessions(500, 0));
                table.select(new Session(1123, "", 0));
            });
            window.settle();
            VirtualFlow<?> flow = FxWindow.call(() -> (VirtualFlow<?>) table.node().lookup(".virtual-flow"));
            int first = FxWindow.call(() -> flow.getFirstVisibleCell().getIndex());
            assertThat(first).isGreaterThan(90);
            List<Integer> selections = new ArrayList<>();
            FxWindow.run(() -> {
                table.selected().subscribe(s -> selections.add(s == null ? -1 : s.pid()));
                for (int i = 1; i <= 5; i++) {
                    table.rows(sessions(500, i));
                }
            });
            window.settle();
            assertThat(FxWindow.call(() -> flow.getFirstVisibleCell().getIndex())).isEqualTo(first);
            assertThat(FxWindow.call(() -> view(table).getSelectionModel().getSelectedItem().pid())).isEqualTo(1123);
            assertThat(selections).doesNotContain(-1);
            assertThat(FxWindow.call(() -> table.selected().get().seconds())).isEqualTo(500 - 123 + 5);
        }
    }

    @Test
    void followsTheSelectedKeyToItsNewPlaceAndForgetsItWhenItIsGone() {
        Table<Session> table = FxWindow.call(this::table);
        FxWindow.run(() -> {
            table.rows(List.of(new Session(1, "a", 30), new Session(2, "b", 20), new Session(3, "c", 10)));
            table.select(new Session(2, "", 0));
            table.rows(List.of(new Session(1, "a", 30), new Session(2, "b", 5), new Session(3, "c", 10), new Session(4, "d", 40)));
            assertThat(table.shownRows()).extracting(Session::pid).containsExactly(4, 1, 3, 2);
            assertThat(view(table).getSelectionModel().getSelectedIndex()).isEqualTo(3);
            table.rows(List.of(new Session(1, "a", 30)));
            assertThat(table.selected().get()).isNull();
            assertThat(view(table).getSelectionModel().isEmpty()).isTrue();
        });
    }

    @Test
    void filtersSortsOpensAndCopiesFromTheKeyboard() {
        Table<Session> table = FxWindow.call(this::table);
        try (FxWindow window = FxWindow.show(() -> new VBox(table.tools(), table.node()))) {
            FxWindow.run(() -> table.rows(sessions(30, 0)));
            window.robot().clickOn(".text-field").write("user2");
            assertThat(FxWindow.call(table::shownRows)).extracting(Session::user).containsExactly("user2", "user20", "user22", "user23", "user25", "user26", "user28", "user29");
            assertThat(FxWindow.call(() -> ((javafx.scene.control.Label) window.stage().getScene().lookup(".table-count")).getText()))
                    .isEqualTo("8 of 30");
            window.robot().press(KeyCode.ESCAPE).release(KeyCode.ESCAPE);
            assertThat(FxWindow.call(table::shownRows)).hasSize(30);
            FxWindow.run(() -> {
                table.select(new Session(1002, "", 0));
                table.node().requestFocus();
            });
            window.robot().press(KeyCode.DOWN).release(KeyCode.DOWN);
            window.robot().press(KeyCode.ENTER).release(KeyCode.ENTER);
            assertThat(opened).extracting(Session::pid).containsExactly(1003);
            window.robot().press(KeyCode.CONTROL, KeyCode.C).release(KeyCode.C, KeyCode.CONTROL);
            assertThat(FxWindow.call(() -> Clipboard.getSystemClipboard().getString())).contains("1003\t");
            window.robot().press(KeyCode.CONTROL, KeyCode.F).release(KeyCode.F, KeyCode.CONTROL);
            assertThat(FxWindow.call(() -> window.stage().getScene().getFocusOwner())).isInstanceOf(TextField.class);
        }
    }

    @Test
    void opensARowOnDoubleClick() {
        Table<Session> table = FxWindow.call(this::table);
        try (FxWindow window = FxWindow.show(() -> new VBox(table.tools(), table.node()))) {
            FxWindow.run(() -> table.rows(sessions(5, 0)));
            window.settle();
            TableRow<?> row = window.robot().lookup(".table-row-cell").nth(1).query();
            // the event itself: two clicks of a robot are a double click only when the machine is quick
            FxWindow.run(() -> row.fireEvent(new MouseEvent(
                    MouseEvent.MOUSE_CLICKED, 5, 5, 5, 5, MouseButton.PRIMARY, 2, false, false, false, false, true, false, false, true,
                    false, true, null)));
            assertThat(opened).extracting(Session::pid).containsExactly(1001);
        }
    }

    @Test
    void remembersOrderWidthAndVisibilityOfColumns() {
        FxWindow.run(() -> {
            TableView<Session> view = view(table());
            var columns = view.getColumns();
            columns.getFirst().setPrefWidth(222);
            columns.get(1).setVisible(false);
            columns.add(columns.removeFirst());
        });
        FxWindow.run(() -> {
            var columns = view(table()).getColumns();
            assertThat(columns).extracting(c -> c.getUserData()).containsExactly("test.user", "test.age", "test.pid");
            assertThat(columns.getFirst().isVisible()).isFalse();
        });
    }

    @Test
    void exportsStatementsWithoutTheirConstants() {
        Column<String> column = new Column<>("test.sql", "SQL", Column.Kind.CODE, s -> s, String::compareTo);
        column.masked = true;
        List<String> rows = List.of("select 'secret', 4711 from t");
        assertThat(TableExport.csv(List.of(column), rows)).isEqualTo("SQL\r\n\"select ?, ? from t\"\r\n");
        assertThat(TableExport.json(List.of(column), rows) + TableExport.tabbed(List.of(column), rows)).doesNotContain("secret").doesNotContain("4711");
    }

    @Test
    void exportsWhatItShowsWithFullPrecision() throws Exception {
        saveTo = folder.resolve("out.csv");
        FxWindow.run(() -> {
            Table<Session> table = table();
            table.rows(List.of(new Session(1, "a \"q\",\nb", 1.23456789), new Session(2, null, Double.NaN)));
            List<Column<Session>> columns = table.visibleColumns();
            assertThat(TableExport.csv(columns, table.shownRows()))
                    .isEqualTo("!test.pid!,!test.user!,!test.age!\r\n1,\"a \"\"q\"\",\nb\",1.23456789\r\n2,,\r\n");
            assertThat(TableExport.json(columns, table.shownRows()).replaceAll("\\s", ""))
                    .isEqualTo("[{\"pid\":1,\"user\":\"a\\\"q\\\",\\nb\",\"age\":1.23456789},{\"pid\":2,\"user\":\"\",\"age\":null}]");
            assertThat(TableExport.tabbed(columns, table.shownRows())).contains("a \"q\", b");
        });
        assertThat(Files.exists(saveTo)).isFalse();
    }

    @Test
    void showsTenThousandRowsWithTroublesomeNames() {
        Table<Session> table = FxWindow.call(this::table);
        try (FxWindow window = FxWindow.show(() -> new VBox(table.tools(), table.node()))) {
            List<Session> many = new ArrayList<>();
            for (int i = 0; i < 10_000; i++) {
                many.add(new Session(i, "a\n\"quoted\" \u202Eright\u0000 🐘 " + i, i));
            }
            FxWindow.run(() -> table.rows(many));
            window.settle();
            TableRow<?> row = window.robot().lookup(".table-row-cell").nth(0).query();
            assertThat(row.getChildrenUnmodifiable().toString()).contains("a \"quoted\" right 🐘 9999");
        }
    }
}
