package dev.howdah.ui.shell;

import dev.howdah.engine.text.Text;
import dev.howdah.ui.kit.Action;
import dev.howdah.ui.kit.Nodes;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Everything that can be done, found by typing a few letters of its name. */
final class PaletteView {
    private static final int ROWS = 10;
    private static final double ROW_HEIGHT = 32;

    private final Supplier<List<Action>> actions;
    private final Runnable close;
    private final TextField query = new TextField();
    private final ListView<Action> found = new ListView<>();
    private final VBox root = new VBox(query, found);

    PaletteView(Supplier<List<Action>> actions, Runnable close) {
        this.actions = actions;
        this.close = close;
        root.getStyleClass().addAll("sheet", "palette-sheet");
        query.setPromptText(Text.of("shell.palette.prompt"));
        query.setAccessibleText(Text.of("shell.palette.prompt"));
        query.setId("palette-query");
        found.setId("palette-found");
        found.setFixedCellSize(ROW_HEIGHT);
        found.setPrefHeight(ROWS * ROW_HEIGHT + 2);
        found.setFocusTraversable(false);
        found.setCellFactory(v -> new ActionCell());
        found.setOnMouseClicked(e -> run());
        found.setPlaceholder(Nodes.label(Text.of("shell.palette.nothing"), "text-muted"));
        query.textProperty().subscribe(this::search);
        query.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    }

    VBox root() {
        return root;
    }

    /** Empties the query and says which node is to get the keyboard. */
    Node reopen() {
        query.clear();
        search();
        return query;
    }

    private void search() {
        record Ranked(Action action, int score) {}
        String wanted = query.getText() == null ? "" : query.getText();
        List<Action> best = actions.get().stream()
                .map(a -> new Ranked(a, Fuzzy.score(wanted, a.name())))
                .filter(r -> r.score() != Fuzzy.NO_FIT)
                .sorted(Comparator.comparingInt(Ranked::score).reversed())
                .map(Ranked::action)
                .toList();
        found.getItems().setAll(best);
        found.getSelectionModel().selectFirst();
        found.scrollTo(0);
    }

    private void key(KeyEvent e) {
        int step =
                switch (e.getCode()) {
                    case DOWN -> 1;
                    case UP -> -1;
                    case PAGE_DOWN -> ROWS;
                    case PAGE_UP -> -ROWS;
                    default -> 0;
                };
        if (step != 0) {
            int now = found.getSelectionModel().getSelectedIndex() + step;
            int place = Math.max(0, Math.min(now, found.getItems().size() - 1));
            found.getSelectionModel().select(place);
            found.scrollTo(Math.max(0, place - ROWS + 1));
            e.consume();
        } else if (e.getCode() == javafx.scene.input.KeyCode.ENTER) {
            run();
            e.consume();
        }
    }

    private void run() {
        Action action = found.getSelectionModel().getSelectedItem();
        if (action != null) {
            close.run();
            action.run().run();
        }
    }

    /** Icon, name, and the key that does the same. */
    private static final class ActionCell extends ListCell<Action> {
        @Override
        @SuppressWarnings("NullAway") // an empty cell's item is null
        protected void updateItem(@Nullable Action action, boolean empty) {
            super.updateItem(action, empty);
            if (empty || action == null) {
                setGraphic(null);
                return;
            }
            HBox row = Nodes.row(action.icon().node(), Nodes.label(action.name()), Nodes.spring());
            if (action.key() != null) {
                Label key = Nodes.label(action.key().getDisplayText(), "key");
                row.getChildren().add(key);
            }
            setGraphic(row);
        }
    }
}
