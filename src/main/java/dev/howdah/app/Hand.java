package dev.howdah.app;

import dev.howdah.engine.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** Presses what a picture needs pressed. On the FX thread; what is not there is passed over, as the picture will show. */
final class Hand {
    private final Parent window;

    Hand(Parent window) {
        this.window = window;
    }

    /**
     * @param step {@code part:SERVER} chooses a part of the tab, {@code id:…} presses what has that id, {@code text:…} what bears the
     *     text of that key, {@code row:0} opens a row of the first table, {@code close:} closes the detail
     */
    void take(String step) {
        String what = step.substring(step.indexOf(':') + 1);
        switch (step.substring(0, step.indexOf(':'))) {
            case "part" -> press(n -> n.getUserData() != null && n.getUserData().toString().equals(what));
            case "id" -> press(n -> what.equals(n.getId()));
            case "text" -> press(n -> n.getText() != null && n.getText().equals(Text.of(what)));
            case "row" -> open(Integer.parseInt(what));
            case "close" -> press(n -> Text.of("kit.close").equals(n.getAccessibleText()));
            default -> throw new IllegalArgumentException(step);
        }
    }

    private void press(Predicate<ButtonBase> which) {
        tab().stream().filter(n -> n instanceof ButtonBase b && !b.isDisabled() && which.test(b)).findFirst().ifPresent(n -> ((ButtonBase) n).fire());
    }

    private void open(int row) {
        tab().stream().filter(n -> n instanceof TableView<?>).map(n -> (TableView<?>) n).findFirst().ifPresent(t -> {
            t.requestFocus();
            t.getSelectionModel().clearAndSelect(row);
            Event.fireEvent(t, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ENTER, false, false, false, false));
        });
    }

    private List<Node> tab() {
        List<Node> all = new ArrayList<>();
        collect(window.lookup(".tab-place"), all);
        return all;
    }

    private static void collect(Node node, List<Node> all) {
        if (node == null || !node.isVisible()) {
            return;
        }
        all.add(node);
        if (node instanceof Parent p) {
            p.getChildrenUnmodifiable().forEach(c -> collect(c, all));
        }
    }
}
