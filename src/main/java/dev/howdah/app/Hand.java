package dev.howdah.app;

import dev.howdah.engine.text.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import javafx.event.ActionEvent;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** Presses what a picture needs pressed. On the FX thread; what is not there is passed over, as the picture will show. */
final class Hand {
    private final Parent window;
    private final Path log;

    /** @param log what {@code {log}} stands for: the server's log file */
    Hand(Parent window, Path log) {
        this.window = window;
        this.log = log;
    }

    /**
     * @param step {@code part:SERVER} chooses a part of the tab, {@code id:…} presses what has that id, {@code text:…} what bears the
     *     text of that key, {@code row:0} opens a row of the first table, {@code type:key=words} types into the field of that name, {@code close:}
     *     closes the detail, {@code window:…} presses what has that id outside of tabs, {@code moment:…} shows a moment of the past
     */
    void take(String step) {
        String what = step.substring(step.indexOf(':') + 1);
        switch (step.substring(0, step.indexOf(':'))) {
            case "part" -> press(n -> n.getUserData() != null && n.getUserData().toString().equals(what));
            case "id" -> press(n -> what.equals(n.getId()));
            case "text" -> press(n -> n.getText() != null && n.getText().equals(Text.of(what)));
            case "row" -> open(Integer.parseInt(what));
            case "type" -> type(what.substring(0, what.indexOf('=')), what.substring(what.indexOf('=') + 1));
            case "window" -> press(n -> what.equals(n.getId()), all(window));
            case "moment" -> moment(what);
            case "close" -> press(n -> Text.of("kit.close").equals(n.getAccessibleText()));
            default -> throw new IllegalArgumentException(step);
        }
    }

    private void moment(String what) {
        if (window.lookup("#replay-moment") instanceof TextField field) {
            field.setText(what);
            Event.fireEvent(field, new ActionEvent());
        }
    }

    private void press(Predicate<ButtonBase> which) {
        press(which, tab());
    }

    private static void press(Predicate<ButtonBase> which, List<Node> among) {
        among.stream().filter(n -> n instanceof ButtonBase b && !b.isDisabled() && which.test(b)).findFirst().ifPresent(n -> ((ButtonBase) n).fire());
    }

    private void type(String name, String words) {
        tab().stream().filter(n -> n instanceof TextField && Text.of(name).equals(n.getAccessibleText())).findFirst()
                .ifPresent(n -> ((TextField) n).setText(words.replace("{log}", log.toString())));
    }

    private void open(int row) {
        tab().stream().filter(n -> n instanceof TableView<?>).map(n -> (TableView<?>) n).findFirst().ifPresent(t -> {
            t.requestFocus();
            t.getSelectionModel().clearAndSelect(row);
            Event.fireEvent(t, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ENTER, false, false, false, false));
        });
    }

    private List<Node> tab() {
        return all(window.lookup(".tab-place"));
    }

    private static List<Node> all(Node within) {
        List<Node> all = new ArrayList<>();
        collect(within, all);
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
