package dev.howdah.ui.shell;

import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** A sheet above the window's content. Escape or a click beside it closes it; the keyboard then goes back to where it was. */
final class Overlay extends StackPane {
    private final Region shade = new Region();
    private @Nullable Node before;

    Overlay() {
        shade.getStyleClass().add("shade");
        shade.setOnMouseClicked(e -> close());
        setVisible(false);
        setAlignment(Pos.TOP_CENTER);
        addEventFilter(javafx.scene.input.KeyEvent.KEY_PRESSED, e -> {
            if (e.getCode() == KeyCode.ESCAPE) {
                close();
                e.consume();
            }
        });
    }

    void open(Region sheet, Node focus) {
        before = getScene() == null ? null : getScene().getFocusOwner();
        sheet.setMaxHeight(Region.USE_PREF_SIZE);
        sheet.setMaxWidth(Region.USE_PREF_SIZE);
        StackPane.setMargin(sheet, new Insets(64, 0, 0, 0));
        getChildren().setAll(shade, sheet);
        setVisible(true);
        focus.requestFocus();
    }

    void close() {
        setVisible(false);
        getChildren().clear();
        if (before != null) {
            before.requestFocus();
        }
        before = null;
    }

    boolean isOpen() {
        return isVisible();
    }
}
