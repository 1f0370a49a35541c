package dev.howdah.ui.kit;

import dev.howdah.engine.text.Text;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Asks in a bar inside the tab: data keep flowing, nothing is modal. Escape says no, Ctrl+Enter says yes. */
public final class Confirm {
    private final VBox place = new VBox();
    private final Focus focus = new Focus();

    public Confirm() {
        hide();
    }

    /** Where the question appears; a {@link Page} has one. */
    public Node node() {
        return place;
    }

    /** A newer question replaces an open one. */
    public void ask(Question q, Runnable yes) {
        Button doIt = q.destructive()
                ? Nodes.destructive(q.doIt(), null, () -> answer(yes))
                : Nodes.primary(q.doIt(), null, () -> answer(yes));
        doIt.setId("confirm-yes");
        Button no = Nodes.button(Text.of("kit.confirm.no"), null, this::hide);
        no.setId("confirm-no");
        VBox words = new VBox(2, Nodes.paragraph(q.text(), "confirm-text"));
        if (!q.consequence().isEmpty()) {
            words.getChildren().add(Nodes.paragraph(q.consequence(), "text-muted"));
        }
        HBox row = new HBox(12, Nodes.grow(words));
        row.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        Node first = q.destructive() ? no : doIt;
        if (q.typed() != null) {
            TextField name = new TextField();
            name.setPromptText(Text.of("kit.confirm.type", q.typed()));
            name.setAccessibleText(Text.of("kit.confirm.type", q.typed()));
            name.setId("confirm-name");
            name.setPrefColumnCount(18);
            doIt.disableProperty().bind(name.textProperty().isNotEqualTo(q.typed()));
            row.getChildren().add(name);
            first = name;
        }
        row.getChildren().addAll(doIt, no);
        Region stripe = new Region();
        stripe.setMinHeight(4);
        stripe.getStyleClass().addAll("environment", q.environment().name().toLowerCase(Locale.ROOT));
        VBox box = new VBox(8, stripe, row);
        box.getStyleClass().add("confirm");
        box.setOnKeyPressed(e -> {
            if (e.getCode() == KeyCode.ESCAPE) {
                hide();
                e.consume();
            } else if (new KeyCodeCombination(KeyCode.ENTER, KeyCombination.SHORTCUT_DOWN).match(e) && !doIt.isDisabled()) {
                answer(yes);
                e.consume();
            }
        });
        if (!isOpen()) {
            focus.note(place);
        }
        place.getChildren().setAll(box);
        place.setVisible(true);
        place.setManaged(true);
        first.requestFocus();
    }

    /** What was asked is asked no longer. */
    public void withdraw() {
        if (isOpen()) {
            hide();
        }
    }

    public boolean isOpen() {
        return place.isVisible();
    }

    private void answer(Runnable yes) {
        hide();
        yes.run();
    }

    /** The keyboard goes back to where it was. */
    private void hide() {
        place.getChildren().clear();
        place.setVisible(false);
        place.setManaged(false);
        focus.back();
    }
}
