package dev.howdah.ui.shell;

import dev.howdah.ui.kit.Focus;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.value.ChangeListener;
import javafx.geometry.Insets;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/**
 * A sheet above the window's content. Escape or a click beside it closes it; the keyboard stays within it meanwhile, and then goes back
 * to where it was. In a window that is too small for it, or drawn large, it scrolls.
 */
final class Overlay extends StackPane {
    private static final double ABOVE = 64;
    private static final double BESIDE = 8;

    private final Region shade = new Region();
    /** As large as the sheet wants to be, and no larger than the window. */
    private final ScrollPane room = new ScrollPane() {
        @Override
        public Orientation getContentBias() {
            return Orientation.HORIZONTAL;
        }
    };
    private final ChangeListener<Node> staying = (p, was, now) -> stay(was, now);
    private final Focus focus = new Focus();
    private @Nullable Scene held;

    Overlay() {
        shade.getStyleClass().add("shade");
        shade.setOnMouseClicked(e -> close());
        setVisible(false);
        setAlignment(Pos.TOP_CENTER);
        room.getStyleClass().add("sheet-room");
        room.setFocusTraversable(false);
        room.setFitToWidth(true);
        room.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        room.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        room.setMinSize(0, 0);
        setMargin(room, new Insets(ABOVE, BESIDE, BESIDE, BESIDE));
        addEventFilter(javafx.scene.input.KeyEvent.KEY_PRESSED, e -> {
            if (e.getCode() == KeyCode.ESCAPE) {
                close();
                e.consume();
            }
        });
    }

    void open(Region sheet, Node focus) {
        if (!isOpen()) {
            this.focus.note(this);
        }
        release();
        room.setContent(sheet);
        room.setVvalue(0);
        getChildren().setAll(shade, room);
        setVisible(true);
        // Only a pane that is drawn has its content in the window.
        applyCss();
        focus.requestFocus();
        held = getScene();
        if (held != null) {
            held.focusOwnerProperty().addListener(staying);
        }
    }

    void close() {
        release();
        setVisible(false);
        getChildren().clear();
        room.setContent(null);
        focus.back();
    }

    boolean isOpen() {
        return isVisible();
    }

    private void release() {
        if (held != null) {
            held.focusOwnerProperty().removeListener(staying);
            held = null;
        }
    }

    /** Whoever leaves the sheet by Tab comes in again at its other end: what lies under the shade is not to be used. */
    private void stay(@Nullable Node was, @Nullable Node now) {
        if (now == null || Focus.isWithin(this, now)) {
            return;
        }
        List<Node> reached = new ArrayList<>();
        collect(room.getContent(), reached);
        if (!reached.isEmpty()) {
            (was == reached.getFirst() ? reached.getLast() : reached.getFirst()).requestFocus();
        }
    }

    private static void collect(Node node, List<Node> reached) {
        if (!node.isVisible()) {
            return;
        }
        if (node.isFocusTraversable() && !node.isDisabled()) {
            reached.add(node);
        }
        if (node instanceof Parent p) {
            p.getChildrenUnmodifiable().forEach(c -> collect(c, reached));
        }
    }
}
