package dev.howdah.ui.kit;

import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.stage.Window;

/** A root node with a lifetime: shown while it is in a showing window, hidden otherwise. */
public final class Screen {
    private final Parent root;
    private final Consumer<Subscriptions> onShow;
    private final Runnable onHide;
    private final Subscriptions held = new Subscriptions();
    private boolean shown;

    private Screen(Parent root, Consumer<Subscriptions> onShow, Runnable onHide) {
        this.root = root;
        this.onShow = onShow;
        this.onHide = onHide;
        root.sceneProperty()
                .flatMap(Scene::windowProperty)
                .flatMap(Window::showingProperty)
                .orElse(false)
                .subscribe(this::shown);
    }

    /** What is opened in {@code onShow} and added to the subscriptions is closed at the latest when the root is hidden. */
    public static Screen of(Parent root, Consumer<Subscriptions> onShow, Runnable onHide) {
        return new Screen(root, onShow, onHide);
    }

    public static Screen of(Parent root, Consumer<Subscriptions> onShow) {
        return new Screen(root, onShow, () -> {});
    }

    /** A screen that lives on what it was given. */
    public static Screen of(Parent root) {
        return new Screen(root, s -> {}, () -> {});
    }

    public Parent root() {
        return root;
    }

    /** Shows or hides without a window: for pictures and tests. */
    public void shown(boolean now) {
        if (now == shown) {
            return;
        }
        shown = now;
        if (now) {
            onShow.accept(held);
        } else {
            held.end();
            onHide.run();
        }
    }

    /** The node that gets the keyboard when the screen opens; by default the first that can have it. */
    public void focus() {
        Node first = root.lookup(".first-focus");
        if (first != null) {
            first.requestFocus();
        }
    }
}
